import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { market, target } from '../test/index-source.ts';
import plugin, { CrossRateBlend, blendedPrice, params } from './cross-rate-blend.ts';

const wbeth = { direct: 'WBETH/USDT@alpha', cross: 'WBETH/ETH@alpha', underlying: 'ETH/USDT@alpha' };
const price = (raw: object, pair: string, prices: Readonly<Record<string, number>>, more = {}): number =>
  new CrossRateBlend(params.parse(raw)).price(
    target(pair),
    Object.entries(prices).map(([name, mid]) => market(name, mid, more)),
  );

describe('cross-rate-blend', () => {
  test('is an index policy', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'cross-rate-blend', use: CrossRateBlend });
  });

  test("wBETH is 0.2 × WBETHUSDT + 0.8 × WBETHETH × ETHUSDT, Binance's index until 14 October 2025: 697.6 at the lows of 10 October", () => {
    const lows = { 'WBETH/USDT@alpha': 430.65, 'WBETH/ETH@alpha': 0.2012, 'ETH/USDT@alpha': 3_799 };
    expect(price(wbeth, 'WBETH/USDT', lows)).toBeCloseTo(0.2 * 430.65 + 0.8 * 0.2012 * 3_799, 9);
    expect(price(wbeth, 'WBETH/USDT', lows)).toBeCloseTo(697.6, 1);
  });

  test("BNSOL is 0.3 × BNSOLUSDT + 0.7 × BNSOLSOL × SOLUSDT, Binance's index until 14 October 2025", () => {
    const bnsol = {
      direct: 'BNSOL/USDT@alpha',
      cross: 'BNSOL/SOL@alpha',
      underlying: 'SOL/USDT@alpha',
      directWeight: '30%',
    };
    const prices = { 'BNSOL/USDT@alpha': 34.9, 'BNSOL/SOL@alpha': 0.25, 'SOL/USDT@alpha': 180 };
    expect(price(bnsol, 'BNSOL/USDT', prices)).toBeCloseTo(0.3 * 34.9 + 0.7 * 45, 9);
  });

  test('goes by one leg alone when the other is missing, empty or closed, and keeps the last price without both', () => {
    const legs = { 'WBETH/ETH@alpha': 1.05, 'ETH/USDT@alpha': 4_000 };
    expect(price(wbeth, 'WBETH/USDT', legs)).toBe(4_200);
    expect(price(wbeth, 'WBETH/USDT', { ...legs, 'WBETH/USDT@alpha': NaN })).toBe(4_200);
    expect(price(wbeth, 'WBETH/USDT', { 'WBETH/USDT@alpha': 4_100, 'ETH/USDT@alpha': 4_000 })).toBe(4_100);
    expect(price(wbeth, 'WBETH/USDT', { 'ETH/USDT@alpha': 4_000 })).toBeNaN();
    expect(price(wbeth, 'WBETH/USDT', legs, { open: false })).toBeNaN();
  });

  test('reads last trades when told so', () => {
    const raw = { ...wbeth, price: 'last', directWeight: 1 };
    expect(price(raw, 'WBETH/USDT', { 'WBETH/USDT@alpha': 4_100 }, { last: 4_090 })).toBe(4_090);
  });

  test('lies between its two ways', () => {
    const value = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.double({ min: 0, max: 1, noNaN: true }), (direct, crossed, weight) => {
        const blended = blendedPrice(direct, crossed, weight);
        expect(blended).toBeGreaterThanOrEqual(Math.min(direct, crossed) * (1 - 1e-12));
        expect(blended).toBeLessThanOrEqual(Math.max(direct, crossed) * (1 + 1e-12));
      }),
    );
  });
});
