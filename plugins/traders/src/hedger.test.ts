import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import fc from 'fast-check';
import hedger, { hedgeGap } from './hedger.ts';

const SPOT = 'ETH/USDT@alpha';
const PERP = 'ETH/USDT:USDT@alpha';

function hedgerOf(params: Readonly<Record<string, unknown>> = {}, options: HarnessOptions = {}): Harness {
  const spot = { kind: 'spot', tick: 0.01, lot: 0.001, bid: 4000, ask: 4001, bidSize: 1000, askSize: 1000 } as const;
  return harness(hedger, {
    markets: { [SPOT]: spot, [PERP]: { ...spot, kind: 'perp' } },
    balances: { alpha: { USDT: 100_000, ETH: 10 } },
    params: { spot: SPOT, perp: PERP, every: '1 s', depthShare: '100%', ...params },
    fills: 'atTouch',
    ...options,
  });
}

const told = (h: Harness): readonly string[] =>
  h
    .takeSent()
    .map(({ kind, side, market, size, price }) => `${kind} ${side} ${size} of ${market.slice(0, -6)} at ${price}`);

describe('a hedger', () => {
  test.each([
    [10, 0, 1, -10],
    [10, -9.95, 1, 0],
    [10, -12, 1, 2],
    [10, -4, 0.5, -1],
    [0, -3, 1, 3],
  ])('holding %d with a position of %d and a ratio of %d trades %d', (held, position, ratio, expected) => {
    expect(hedgeGap(held, position, ratio, 0.01)).toBeCloseTo(expected, 12);
  });

  test('is matched after the trade that it wants, whatever it holds', () => {
    const units = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(units, units, (held, short) => {
        const gap = hedgeGap(held, -short, 1, 0.01);
        expect(Math.abs(held - short + gap)).toBeLessThanOrEqual(0.01 * held + 1e-9);
      }),
    );
  });

  test('sells what it holds, once, and again when it holds more than its band', () => {
    const h = hedgerOf();
    h.advance(2000);
    expect(told(h)).toEqual(['limit sell 10 of ETH/USDT:USDT at 3980']);
    expect(h.position(PERP)).toBe(-10);
    h.setBalance('alpha', 'ETH', 10.05);
    h.advance(2000);
    expect(told(h)).toEqual([]);
    h.setBalance('alpha', 'ETH', 12);
    h.advance(2000);
    expect(told(h)).toEqual(['limit sell 2 of ETH/USDT:USDT at 3980']);
  });

  test('takes no more than its share of the depth, and waits for an answer', () => {
    const h = hedgerOf({ depthShare: '0.5%' }, { fills: 'byHand' });
    h.advance(10_000);
    expect(told(h)).toEqual(['limit sell 5 of ETH/USDT:USDT at 3980']);
  });

  test('buys back after it was closed out of too little, and sells again after a deleveraging', () => {
    const h = hedgerOf();
    h.advance(2000);
    h.setPosition(PERP, -4, 4000);
    h.takeSent();
    h.advance(2000);
    expect(told(h)).toEqual(['limit sell 6 of ETH/USDT:USDT at 3980']);
  });

  test('unwinds both legs while the perpetual is far below the spot market', () => {
    const h = hedgerOf({ step: '50%' });
    h.advance(2000);
    h.takeSent();
    h.quote(PERP, 3900, 3901, 1000, 1000);
    h.advance(1500);
    expect(told(h).slice(0, 2)).toEqual(['limit sell 5 of ETH/USDT at 3980', 'limit buy 5 of ETH/USDT:USDT at 3920.5']);
    expect(Math.abs(h.balance('alpha', 'ETH') + h.position(PERP))).toBeLessThan(0.01);
  });

  test('refuses a perpetual that is none', () => {
    expect(() => hedgerOf({ perp: SPOT })).toThrow("'perp' is a linear perpetual");
  });
});
