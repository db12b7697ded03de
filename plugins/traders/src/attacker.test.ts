import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import attacker from './attacker.ts';

const SPOT = 'USDe/USDT@alpha';
const PERP = 'BTC/USDT:USDT@alpha';
const markets = {
  [SPOT]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 1, ask: 1.0001, bidSize: 1e6, askSize: 1e6 },
  [PERP]: { kind: 'perp', tick: 0.1, lot: 0.001, bid: 100, ask: 100.1, bidSize: 1e6, askSize: 1e6 },
} as const;
const one = (params: HarnessOptions['params'] = {}): Harness =>
  harness(attacker, {
    ...{ markets, balances: { alpha: { USDT: 1e6, USDe: 900 } }, fills: 'atTouch' },
    params: {
      ...{ market: SPOT, size: 1200, shortMarket: PERP, shortSize: 10, start: '1 min', slices: 3, pace: '10 s' },
      ...{ pause: '30 s', hold: '2 min', ...params },
    },
  });
const told = (h: Harness): unknown[] =>
  h.sent.map((sent) =>
    'market' in sent && 'side' in sent ? [sent.atMs / 1000, sent.market, sent.side, sent.size] : sent,
  );

describe('an attacker', () => {
  test('shorts, dumps what it has, holds, and buys back all of its short', () => {
    const h = one();
    h.advance(10 * 60_000);
    expect(told(h)).toEqual([
      ...[60, 70, 80].map((at) => [at, PERP, 'sell', 3.333]),
      ...[110, 120, 130].map((at) => [at, SPOT, 'sell', 300]),
      ...[250, 260, 270].map((at) => [at, PERP, 'buy', 3.333]),
    ]);
    expect([h.position(PERP), h.position(SPOT)]).toEqual([0, 0]);
  });

  test('covers as soon as the perpetual has fallen far enough, but not before the dump', () => {
    const h = one({ coverAt: '10%' });
    h.advance(90_000);
    h.trade(PERP, 80, 1);
    h.advance(25_000);
    expect(h.position(PERP)).toBeCloseTo(-9.999);
    h.quote(PERP, 89.9, 90);
    h.trade(PERP, 90.1, 1);
    h.advance(10_000);
    expect(h.position(PERP)).toBeCloseTo(-9.999);
    h.trade(PERP, 90, 1);
    h.advance(30_000);
    expect(h.position(PERP)).toBe(0);
  });

  test.each([
    [{ market: PERP }, "'market' is no spot market"],
    [{ shortMarket: SPOT }, "'shortMarket' is no perpetual"],
  ])('refuses %j', (params, sentence) => {
    expect(() => one(params)).toThrow(sentence);
  });
});
