import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import liquidator from './liquidator.ts';

const ETH = 'ETH/USDC@chain';
const COIN = 'COIN/USDC@chain';
const markets = {
  [ETH]: { kind: 'spot', tick: 0.01, lot: 0.01, bid: 100, ask: 101, bidSize: 10, askSize: 10 },
  [COIN]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 1, ask: 1, bidSize: 500, askSize: 500 },
} as const;
const keeper = (params: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness =>
  harness(liquidator, {
    markets,
    values: { USDC: 1, ETH: 100 },
    issuers: { COIN: { counters: ['chain'], reference: 'USDC', actions: ['bid'] } },
    balances: { chain: { COIN: 6000, USDC: 1000, ETH: 1 } },
    ...options,
    params: { coin: 'COIN', market: ETH, coinMarket: COIN, discount: '10%', react: '10 s', every: '1 h', ...params },
  });

describe('a liquidator', () => {
  test('bids below the market after its time, in coins at what they cost', () => {
    const h = keeper();
    h.quote(COIN, 1.1, 1.1);
    h.lot('COIN', 'ETH', 50, 8000, 600_000);
    h.advance(9_999);
    expect(h.sent).toEqual([]);
    h.advance(1);
    const [{ numbers = [], ...sent }] = h.sent;
    expect(sent).toMatchObject({ kind: 'act', action: 'bid' });
    expect(numbers.map((each) => Number(each.toFixed(6)))).toEqual([1, 50, 81.818182]);
  });

  test('keeps coins for bids that are under way, and tries again when they were not taken', () => {
    const h = keeper();
    h.lot('COIN', 'ETH', 50, 8000, 600_000);
    h.lot('COIN', 'ETH', 50, 8000, 600_000);
    h.advance(10_000);
    expect(h.sent.map(({ numbers }) => numbers![0])).toEqual([1]);
    h.refuseRequest(h.takeSent()[0], 'overloaded');
    h.advance(60_000);
    expect(h.takeSent().map(({ numbers }) => numbers![0])).toEqual([2]);
  });

  test('leaves a lot that is gone, and one that is not for it', () => {
    const h = keeper();
    h.lotSold('COIN', h.lot('COIN', 'ETH', 50, 8000, 600_000), 'ETH', 50, 0);
    h.lot('COIN', 'USDC', 50, 8000, 600_000);
    h.lot('COIN', 'ETH', 50, 8000, 5_000);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
  });

  test('one that gives up all of the price bids nothing, without coins', () => {
    const h = keeper({ discount: '100%' }, { balances: { chain: { USDC: 10 } } });
    h.lot('COIN', 'ETH', 50, 8000, 600_000);
    h.advance(10_000);
    expect(h.sent).toMatchObject([{ action: 'bid', numbers: [1, 50, 0] }]);
  });

  test('sells what it won and buys coins for it, not above its premium', () => {
    const h = keeper({ every: '10 s', premium: '3%', bookShare: '20%' });
    h.setBalance('chain', 'ETH', 31);
    h.setBalance('chain', 'COIN', 5900);
    h.advance(15_000);
    const [sale, purchase] = h.takeSent();
    expect(sale).toMatchObject({ side: 'sell', price: 100, size: 2 });
    expect(purchase).toMatchObject({ side: 'buy', price: 1, size: 100 });
    h.quote(COIN, 1.04, 1.04, 500, 500);
    h.setBalance('chain', 'ETH', 1);
    h.takeSent();
    h.advance(30_000);
    expect(h.sent).toEqual([]);
  });

  test('gets the coins ready that it means to have, before it has won anything', () => {
    const h = keeper({ every: '10 s', capital: 700 }, { balances: { chain: { COIN: 300, USDC: 1000 } } });
    h.advance(15_000);
    expect(h.sent).toMatchObject([{ side: 'buy', price: 1, size: 400 }]);
  });

  test('repays a failed borrower and takes the pledge', () => {
    const h = keeper(
      { every: '10 s', lenders: ['aave'], retry: '5 min' },
      { lenders: { aave: { at: 'chain', reference: 'USDC', assets: { USDC: {}, ETH: { price: 100 } } } } },
    );
    h.lender('aave').hold(7, { supplied: { ETH: 10 }, borrowed: { USDC: 750 } });
    h.advance(30_000);
    expect(h.sent).toEqual([]);
    h.lender('aave').setPrice('ETH', 80);
    h.advance(60_000);
    expect(h.sent).toMatchObject([{ kind: 'liquidate', asset: 'USDC', size: 750 }]);
  });
});
