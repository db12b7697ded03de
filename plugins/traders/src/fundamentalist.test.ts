import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { HarnessOptions } from '@ebb/testkit';
import fundamentalist, { driftedError, shareOfSize } from './fundamentalist.ts';

const SPOT = 'BTC/USDT@usd';
const markets = { [SPOT]: { kind: 'spot', tick: 0.01, lot: 0.0001, bid: 99.9, ask: 100.1 } } as const;
const options = (value: number, params: HarnessOptions['params'] = {}): HarnessOptions => ({
  ...{ markets, balances: { usd: { USDT: 10_000, BTC: 100 } }, values: { BTC: value } },
  params: { market: SPOT, size: 1, error: 0, rate: '1 /s', threshold: '1%', fullAt: '3%', aggression: 1, ...params },
});

test('an error keeps half of itself over a half-life, and the spread it began with', () => {
  expect(driftedError(0.02, 0, 60_000, 60_000, 0)).toBeCloseTo(0.01);
  expect(driftedError(0, 0.01, 60_000, 60_000, 1)).toBeCloseTo(0.01 * Math.sqrt(0.75));
  expect(driftedError(0.5, 0.01, 1e12, 60_000, 2)).toBeCloseTo(0.02);
  expect(driftedError(0.5, 0.01, 0, 60_000, 2)).toBe(0.5);
});

test.each([
  [0.009, 0],
  [0.02, 0.5],
  [-0.02, 0.5],
  [0.05, 1],
  [NaN, 0],
])('a mispricing of %d calls for %d of the size between 1 and 3 %%', (mispricing, share) => {
  expect(shareOfSize(mispricing, 0.01, 0.03)).toBeCloseTo(share);
});

describe('a fundamentalist', () => {
  test('buys what is cheap, more the cheaper, at no more than its value less the threshold', () => {
    const h = harness(fundamentalist, options(102));
    h.advance(3000);
    expect(h.sent[0]).toMatchObject({ side: 'buy', timeInForce: 'ioc', price: 100.98 });
    expect(h.sent[0].size).toBeCloseTo((1 - 100 / 102 - 0.01) / 0.02, 3);
  });

  test('sells what is dear, and waits at the touch where it is patient', () => {
    const h = harness(fundamentalist, options(90, { aggression: 0 }));
    h.advance(3000);
    expect(h.sent[0]).toMatchObject({ side: 'sell', timeInForce: 'gtc', price: 100.1, size: 1 });
    h.advance(20_000);
    expect(h.openOrders()).toHaveLength(1);
    expect(h.sent.filter(({ kind }) => kind === 'cancel').length).toBeGreaterThan(5);
  });

  test('leaves a fair price alone', () => {
    const h = harness(fundamentalist, options(100.5));
    h.advance(60_000);
    expect(h.sent).toEqual([]);
  });

  test('errs, each in its own way', () => {
    const bought = [1, 2, 3, 4, 5, 6].map((seed) => {
      const h = harness(fundamentalist, { ...options(100, { error: '4%' }), seed });
      h.advance(5000);
      return h.sent[0]?.side ?? 'none';
    });
    expect(new Set(bought).size).toBeGreaterThan(1);
  });

  test('sits still where there is no outside value or no price', () => {
    const h = harness(fundamentalist, options(NaN));
    h.advance(60_000);
    const empty = harness(fundamentalist, {
      ...options(100),
      markets: { [SPOT]: { kind: 'spot', tick: 0.01, lot: 0.0001 } },
    });
    empty.advance(60_000);
    expect([h.sent, empty.sent]).toEqual([[], []]);
  });
});
