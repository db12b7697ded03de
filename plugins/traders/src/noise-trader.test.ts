import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { HarnessOptions } from '@ebb/testkit';
import noiseTrader from './noise-trader.ts';

const SPOT = 'BTC/USDT@usd';
const PERP = 'BTC/USDT:USDT@usd';
const spot = { [SPOT]: { kind: 'spot', tick: 0.01, lot: 0.0001, bid: 99.9, ask: 100.1 } } as const;
const perp = { [PERP]: { kind: 'perp', tick: 0.01, lot: 0.0001, bid: 99.9, ask: 100.1 } } as const;
const balances = { usd: { USDT: 10_000, BTC: 100 } };
const options = (params: HarnessOptions['params'] = {}): HarnessOptions => ({
  ...{ markets: spot, balances, fills: 'atTouch', params: { market: SPOT, size: 0.1, rate: '1 /s', ...params } },
});

describe('a noise trader', () => {
  test('acts at its rate, in the shares it was given', () => {
    const h = harness(noiseTrader, options({ maxOrders: 1000 }));
    h.advance(1_000_000);
    const count = (kind: string): number => h.sent.filter((intent) => intent.kind === kind).length;
    expect(h.sent.length).toBeGreaterThan(900);
    expect(h.sent.length).toBeLessThan(1100);
    expect(count('market') / h.sent.length).toBeCloseTo(0.15, 1);
    expect(count('limit') / h.sent.length).toBeCloseTo(0.6, 1);
    const buys = h.sent.filter(({ side, kind }) => kind === 'limit' && side === 'buy');
    const meanAway = buys.reduce((sum, { price }) => sum + 1 - price / 100.1, 0) / buys.length;
    expect(meanAway).toBeGreaterThan(0.0008);
    expect(meanAway).toBeLessThan(0.0012);
  });

  test('keeps few orders resting', () => {
    const h = harness(noiseTrader, options({ maxOrders: 3, marketShare: 0, cancelShare: '5%' }));
    for (let second = 0; second < 300; second++) {
      h.advance(1000);
      expect(h.openOrders().length).toBeLessThanOrEqual(3);
    }
    expect(h.openOrders()).toHaveLength(3);
    h.fill(h.openOrders()[0].id);
    h.advance(20_000);
    expect(h.openOrders()).toHaveLength(3);
  });

  test('stays within its budget on spot', () => {
    const poor = { usd: { USDT: 10, BTC: 0.05 } };
    const h = harness(noiseTrader, { ...options({ maxOrders: 1000, size: 10 }), balances: poor });
    h.advance(300_000);
    expect(h.balance('usd', 'USDT')).toBeGreaterThanOrEqual(0);
    expect(h.balance('usd', 'BTC')).toBeGreaterThanOrEqual(0);
    expect(h.sent.length).toBeGreaterThan(0);
  });

  test('keeps its position within the cap on a perpetual', () => {
    const h = harness(noiseTrader, {
      ...options({ market: PERP, size: 1, maxPosition: 2, marketShare: 1, cancelShare: 0 }),
      ...{ markets: perp, balances: { usd: { USDT: 1e6 } } },
    });
    const positions = Array.from({ length: 300 }, () => {
      h.advance(1000);
      return h.position(PERP);
    });
    expect(Math.max(...positions)).toBeCloseTo(2);
    expect(Math.min(...positions)).toBeCloseTo(-2);
  });

  test('does nothing where there is no price or the venue is closed', () => {
    const empty = { [SPOT]: { kind: 'spot', tick: 0.01, lot: 0.0001 } } as const;
    const h = harness(noiseTrader, { ...options(), markets: empty });
    h.advance(100_000);
    expect(h.sent).toEqual([]);
    h.quote(SPOT, 99, NaN);
    h.advance(100_000);
    expect(h.takeSent().length).toBeGreaterThan(10);
    h.halt('usd', 'down');
    h.advance(100_000);
    expect(h.sent).toEqual([]);
  });
});
