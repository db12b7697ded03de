import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import trendFollower, { smoothed, trendTarget } from './trend-follower.ts';

const PERP = 'BTC/USDT:USDT@usd';
const SPOT = 'BTC/USDT@usd';
const book = { tick: 0.01, lot: 0.001, bid: 99.99, ask: 100.01 } as const;
const markets = { [PERP]: { kind: 'perp', ...book }, [SPOT]: { kind: 'spot', ...book } } as const;
const options = (params: HarnessOptions['params'] = {}): HarnessOptions => ({
  ...{ markets, balances: { usd: { USDT: 10_000, BTC: 10 } }, fills: 'atTouch' },
  params: { market: PERP, maxPosition: 5, ...params },
});

/** Moves the mid evenly to a price within some minutes. */
function drift(h: Harness, market: string, from: number, to: number, minutes: number): void {
  for (let i = 1; i <= minutes * 6; i++) {
    const mid = from + ((to - from) * i) / (minutes * 6);
    h.quote(market, mid - 0.01, mid + 0.01);
    h.advance(10_000);
  }
}

test('an average keeps 1/e of its gap over its memory', () => {
  expect(smoothed(NaN, 100, 1000, 1000)).toBe(100);
  expect(smoothed(110, 100, 1000, 1000)).toBeCloseTo(100 + 10 / Math.E);
});

test('the target goes from −1 to 1 with the gap of the averages', () => {
  expect(trendTarget(100, 100, 0.01)).toBe(0);
  expect(trendTarget(101, 100, 0.01)).toBeCloseTo(0.7616, 4);
  expect(trendTarget(90, 100, 0.01)).toBeCloseTo(-1, 6);
});

describe('a trend follower', () => {
  test('goes long in a rise, short in a fall, and home when nothing moves', () => {
    const h = harness(trendFollower, options());
    drift(h, PERP, 100, 105, 10);
    expect(h.position(PERP)).toBeGreaterThan(3);
    expect(h.position(PERP)).toBeLessThanOrEqual(5);
    drift(h, PERP, 105, 95, 20);
    expect(h.position(PERP)).toBeLessThan(-3);
    drift(h, PERP, 95, 95, 120);
    expect(Math.abs(h.position(PERP))).toBeLessThan(0.6);
  });

  test('on spot sells what it began with and no more', () => {
    const h = harness(trendFollower, options({ market: SPOT, maxPosition: 20 }));
    drift(h, SPOT, 100, 90, 20);
    expect(h.position(SPOT)).toBe(0);
  });

  test('sends nothing while the price stands still or is missing', () => {
    const h = harness(trendFollower, options());
    h.advance(600_000);
    h.quote(PERP, NaN, NaN);
    h.advance(600_000);
    h.quote(PERP, NaN, 120);
    h.advance(600_000);
    expect(h.sent.filter(({ side }) => side === 'sell')).toEqual([]);
  });

  test('reaches no further past the best price than its slippage', () => {
    const h = harness(trendFollower, { ...options(), fills: 'byHand' });
    drift(h, PERP, 100, 105, 5);
    const { price, timeInForce } = h.sent[0];
    expect(timeInForce).toBe('ioc');
    expect(price).toBeLessThan(105 * 1.005);
  });
});
