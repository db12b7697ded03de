import { expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import plugin, { heldUnits } from './collateral-holder.ts';

const MARKET = 'USDe/USDT@alpha';
const markets = { [MARKET]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9998, ask: 1.0002 } } as const;

test('the target is a multiple of wealth, coins and cash together', () => {
  expect(heldUnits(1_000, 500, 1, 3)).toBe(4_500);
  expect(heldUnits(0, 500, 0.5, 4)).toBe(4_000);
  expect(heldUnits(100, -200, 1, 3)).toBe(0);
});

test('it buys a share of the offer at a time, up to its target, with more than it has', () => {
  const h = harness(plugin, {
    markets,
    balances: { alpha: { USDT: 1_000 } },
    params: { market: MARKET, leverage: 3, entryWindow: '1 s', every: '1 s', share: 1, tries: 3 },
  });
  h.advance(1_500);
  const [first] = h.takeSent();
  expect(first).toMatchObject({ kind: 'limit', side: 'buy', price: 1.0002, timeInForce: 'ioc' });
  expect(first.size).toBeLessThanOrEqual(2_999);
  expect(first.size).toBeGreaterThan(0);
});

test('it waits while the coin is dear, and stops after so many orders', () => {
  const h = harness(plugin, {
    markets: { [MARKET]: { ...markets[MARKET], bid: 1.02, ask: 1.03 } },
    balances: { alpha: { USDT: 1_000 } },
    params: { market: MARKET, entryWindow: '1 s', every: '1 s', tries: 3 },
  });
  h.advance(2_500);
  expect(h.takeSent()).toEqual([]);
  h.quote(MARKET, 0.9998, 1.0002);
  h.advance(60_000);
  expect(h.takeSent().length).toBeLessThanOrEqual(2);
});
