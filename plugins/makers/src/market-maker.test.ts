import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import marketMaker from './market-maker.ts';

const SPOT = 'BTC/USDT@usd';
const PERP = 'BTC/USDT:USDT@usd';
const spot = { [SPOT]: { kind: 'spot', tick: 0.01, lot: 0.001, bid: 99.9, ask: 100.1 } } as const;
const perp = { [PERP]: { kind: 'perp', tick: 0.01, lot: 0.001, bid: 99.9, ask: 100.1 } } as const;
const balances = { usd: { USDT: 100_000, BTC: 500 } };

function making(params: HarnessOptions['params'] = {}, more: HarnessOptions = {}): Harness {
  return harness(marketMaker, { markets: spot, balances, params: { market: SPOT, size: 1, ...params }, ...more });
}

function quotes(h: Harness, side: 'buy' | 'sell'): { price: number; size: number }[] {
  return h
    .openOrders()
    .filter((order) => order.side === side)
    .map(({ price, leftLots, market }) => ({ price, size: leftLots * market.lotSize }));
}

/** Makes the price jump so much that hourly volatility passes 5 %. */
function shake(h: Harness, id: string): void {
  h.quote(id, 97.9, 98.1);
  h.advance(1500);
}

describe('a market maker', () => {
  test('quotes several levels on both sides, larger further out, at the spread of its formula', () => {
    const h = making();
    h.advance(1200);
    const [bids, asks] = [quotes(h, 'buy'), quotes(h, 'sell')];
    expect(bids.map(({ size }) => size)).toEqual([1, 1.5, 2.25]);
    expect(asks.map(({ size }) => size)).toEqual([1, 1.5, 2.25]);
    // Half spread 1.96 bp + 200 × (0.5 %)² / 3600 × 60 / 2 = 0.42 bp, rounded away from the mid; levels 3 bp apart.
    expect(bids.map(({ price }) => price)).toEqual([99.97, 99.94, 99.91]);
    expect(asks.map(({ price }) => price)).toEqual([100.03, 100.06, 100.09]);
    expect(h.sent.every(({ timeInForce }) => timeInForce === 'postOnly')).toBe(true);
  });

  test('quotes one side alone when asked to', () => {
    for (const side of ['buy', 'sell'] as const) {
      const h = making({ side });
      h.advance(1200);
      expect(h.openOrders().map((order) => order.side)).toEqual([side, side, side]);
    }
  });

  test('leaves its quotes alone while the price hardly moves, and amends them when it does', () => {
    const h = making();
    h.advance(10_000);
    expect(h.takeSent()).toHaveLength(6);
    h.quote(SPOT, 99.95, 100.15);
    h.advance(1500);
    expect(h.sent.map(({ kind }) => kind)).toEqual(new Array<string>(6).fill('amend'));
  });

  test('leans against its inventory', () => {
    const h = making({ levels: 1 });
    h.advance(1200);
    const [before] = quotes(h, 'buy');
    h.setBalance('usd', 'BTC', 510);
    h.advance(1500);
    expect(quotes(h, 'buy')[0].price).toBeLessThan(before.price - 0.05);
  });

  test('renews what was filled', () => {
    const h = making({ levels: 1 });
    h.advance(1200);
    h.fill(h.sent[0]);
    expect(quotes(h, 'buy')).toEqual([]);
    h.advance(1500);
    expect(quotes(h, 'buy')[0].size).toBe(1);
  });

  test('quotes wider and thinner when the price moves more', () => {
    const h = making({ maxVolatility: '100%', levels: 1 });
    h.advance(1200);
    const spread = (): number => quotes(h, 'sell')[0].price - quotes(h, 'buy')[0].price;
    const calm = spread();
    shake(h, SPOT);
    expect(spread()).toBeGreaterThan(calm * 3);
    expect(quotes(h, 'buy')[0].size).toBeLessThan(0.2);
  });

  test('leaves when volatility passes its limit, and is back after a calm', () => {
    const h = making({ calmFor: '1 min' });
    h.advance(1200);
    shake(h, SPOT);
    expect(h.sent.at(-1)).toMatchObject({ kind: 'cancelAll', market: SPOT });
    expect(h.openOrders()).toHaveLength(0);
    h.takeSent();
    h.advance(100_000);
    expect(h.sent).toEqual([]);
    h.advance(400_000);
    expect(h.openOrders()).toHaveLength(6);
  });

  test('leaves when it carries too much, and comes back to the reducing side alone', () => {
    const h = making({ maxInventory: 5, calmFor: '1 min' });
    h.advance(1200);
    h.setBalance('usd', 'BTC', 506);
    h.advance(1500);
    expect(h.openOrders()).toHaveLength(0);
    h.advance(65_000);
    expect(quotes(h, 'buy')).toEqual([]);
    expect(quotes(h, 'sell')).toHaveLength(3);
    h.setBalance('usd', 'BTC', 507);
    h.advance(1500);
    expect(h.openOrders()).toHaveLength(0);
  });

  test('leaves when its trading has lost too much, not when what it holds has fallen', () => {
    const h = making({ maxVolatility: '1000%', lossLimit: '1%' });
    h.advance(1200);
    h.quote(SPOT, 89.9, 90.1);
    h.advance(1500);
    expect(h.openOrders()).toHaveLength(6);
    h.setBalance('usd', 'USDT', 98_000);
    h.advance(1500);
    expect(h.openOrders()).toHaveLength(0);
  });

  test('offers no more than it owns on spot, and shorts on a perpetual', () => {
    const poor = making({}, { balances: { usd: { USDT: 250, BTC: 0 } } });
    poor.advance(1200);
    expect(quotes(poor, 'sell')).toEqual([]);
    expect(quotes(poor, 'buy').map(({ size }) => size)).toEqual([1, 1.475]);
    const short = making({ market: PERP }, { markets: perp, balances: { usd: { USDT: 1000 } } });
    short.advance(1200);
    expect(quotes(short, 'sell')).toHaveLength(3);
  });

  test('quotes around the outside value where told to, but never through the book', () => {
    const h = making({ reference: 'value', maxVolatility: '100%', levels: 1 }, { values: { BTC: 99.95 } });
    h.advance(1200);
    expect(quotes(h, 'buy')[0].price).toBe(99.92);
    h.value('BTC', 101);
    h.advance(1500);
    expect(quotes(h, 'buy')[0].price).toBe(100.09);
  });

  test('waits for funds when it was refused for lack of them', () => {
    const h = making({ levels: 1, market: PERP }, { markets: perp, balances: { usd: { USDT: 100 } } });
    h.advance(1200);
    h.reject(h.sent[0], 'insufficientMargin');
    h.takeSent();
    h.advance(8000);
    expect(h.sent).toEqual([]);
    h.advance(4000);
    expect(h.sent).toMatchObject([{ kind: 'limit', side: 'buy' }]);
  });

  test('sits still without any price, or with the venue closed', () => {
    const h = making({}, { markets: { [SPOT]: { kind: 'spot', tick: 0.01, lot: 0.001 } } });
    h.advance(60_000);
    h.quote(SPOT, 99, NaN);
    h.halt('usd', 'down');
    h.advance(60_000);
    expect(h.sent).toEqual([]);
  });
});
