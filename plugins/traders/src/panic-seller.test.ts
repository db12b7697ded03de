import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import panicSeller from './panic-seller.ts';

const SPOT = 'USDe/USDT@usd';
const markets = { [SPOT]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9999, ask: 1.0001 } } as const;
const holder = (params: HarnessOptions['params'] = {}): Harness =>
  harness(panicSeller, {
    ...{ markets, balances: { usd: { USDe: 1000 } } },
    params: { market: SPOT, trigger: '2%', ...params },
  });

describe('a panic seller', () => {
  test('sells all once, after its reaction time, when the price is far enough below what it remembers', () => {
    const h = holder();
    h.trade(SPOT, 1, 10);
    h.trade(SPOT, 0.985, 10);
    h.trade(SPOT, 0.98, 10);
    h.advance(2999);
    expect(h.sent).toEqual([]);
    h.advance(1);
    expect(h.sent).toMatchObject([{ kind: 'market', side: 'sell', size: 1000 }]);
    h.trade(SPOT, 0.5, 10);
    h.advance(60_000);
    expect(h.sent).toHaveLength(1);
  });

  test('gets used to a slow decline', () => {
    const h = holder({ memory: '5 min' });
    for (let minute = 0; minute < 60; minute++) {
      h.trade(SPOT, 1 - minute * 0.003, 10);
      h.advance(60_000);
    }
    expect(h.sent).toEqual([]);
  });

  test('with a price it believes in does not', () => {
    const h = holder({ reference: 1, memory: '5 min' });
    h.trade(SPOT, 0.99, 10);
    h.advance(3_600_000);
    h.trade(SPOT, 0.979, 10);
    h.advance(3000);
    expect(h.sent).toHaveLength(1);
  });

  test('hears bad news', () => {
    const h = holder();
    h.news(-0.4);
    h.advance(5000);
    expect(h.sent).toEqual([]);
    h.news(-0.9);
    h.advance(3000);
    expect(h.sent).toHaveLength(1);
  });

  test('sells a share, in slices', () => {
    const h = holder({ sellShare: '60%', slices: 3, sliceGap: '20 s', react: 0 });
    h.news(-1);
    h.advance(100_000);
    expect(h.sent.map(({ atMs, size }) => [atMs, size])).toEqual([
      [0, 200],
      [20_000, 200],
      [40_000, 200],
    ]);
  });

  test('closes a long position of a perpetual, and has nothing to sell of a short one', () => {
    const PERP = 'BTC/USDT:USDT@usd';
    const perp = { [PERP]: { kind: 'perp', tick: 0.1, lot: 0.001, bid: 99, ask: 101 } } as const;
    const sellOf = (position: number): Harness['sent'] => {
      const h = harness(panicSeller, { markets: perp, params: { market: PERP } });
      h.setPosition(PERP, position);
      h.news(-1);
      h.advance(60_000);
      return h.sent;
    };
    expect(sellOf(2)).toMatchObject([{ size: 2, reduceOnly: true }]);
    expect(sellOf(-2)).toEqual([]);
  });
});
