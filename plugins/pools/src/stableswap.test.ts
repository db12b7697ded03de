import { describe, expect, test } from '@jest/globals';
import plugin, { StableswapPool, params } from './stableswap.ts';

const scales = { baseScale: 1e15, quoteScale: 1e15 };

describe('stableswap', () => {
  test('counts A as the contracts of Curve do: 0.1 of 1 and 1 sells for 0.099702611562565 at A = 50 and 0.1 %, as in the tests of Saddle, a port of StableSwap.vy (swap.ts, 2021)', () => {
    expect(plugin).toMatchObject({ policy: 'curve', name: 'stableswap', use: StableswapPool });
    const curve = new StableswapPool(params.parse({ amplification: 50, fee: '0.1%' })).pool(scales);
    curve.deposit(curve.open(), 1e15, 1e15);
    expect(curve.proceedsOf(1e14)).toBe(99_702_611_562_565);
  });

  test('trades at 0.942984 where nine tenths of it are one asset, at A = 200: the formula of the README in 50 decimals', () => {
    const curve = new StableswapPool(params.parse({ fee: 0 })).pool(scales);
    curve.deposit(curve.open(), 9e14, 1e14);
    // D = 0.995635181, and the price is (2A + D³/4x²y) ÷ (2A + D³/4xy²) for x = 0.9 and y = 0.1.
    expect(curve.price).toBeCloseTo(0.942984192283, 10);
    expect(Number(curve.invariant()[0])).toBeCloseTo(0.995635180907118 * 1e18, -6);
  });

  test('refuses an amplification below 1', () => {
    expect(params.safeParse({ amplification: 0.5 }).success).toBe(false);
  });
});
