import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import pegArbitrageur from './peg-arbitrageur.ts';

const [POOL, BOOK, THIRD] = ['COIN/USDT@chain', 'COIN/USDT@alpha', 'COIN/USDT@beta'] as const;
const book = { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9999, ask: 1.0001, bidSize: 5000, askSize: 5000 } as const;
const balances = {
  chain: { USDT: 1000, COIN: 1000 },
  alpha: { USDT: 1000, COIN: 1000 },
  beta: { USDT: 1000, COIN: 1000 },
};

function agent(more: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness {
  return harness(pegArbitrageur, {
    ...{ markets: { [POOL]: book, [BOOK]: book, [THIRD]: book }, balances, fills: 'atTouch' },
    ...options,
    params: { markets: [POOL, BOOK, THIRD], fees: [0], maxSize: 400, patrol: '1 h', ...more },
  });
}
const legs = (h: Harness): unknown[] =>
  h
    .takeSent()
    .map(({ kind, market, side, size, asset, from, to }) =>
      kind === 'transfer' ? [asset, size, from, to] : [market, side, size],
    );

describe('a peg arbitrageur', () => {
  test('buys where the coin is cheapest and sells where it is dearest', () => {
    const h = agent();
    h.quote(BOOK, 0.995, 0.997, 300, 300);
    h.quote(THIRD, 1.002, 1.003, 300, 250);
    h.advance(200);
    expect(h.sent.map(({ timeInForce }) => timeInForce)).toEqual(['ioc', 'ioc']);
    expect(legs(h)).toEqual([
      [BOOK, 'buy', 300],
      [THIRD, 'sell', 300],
    ]);
    expect(h.balance('alpha', 'COIN') + h.balance('beta', 'COIN')).toBe(2000);
  });

  test('wants its fees, its edge and the cost of a transfer, and trades with what it has on each venue', () => {
    const h = agent({ fees: ['10 bp', '5 bp'], minEdge: '5 bp', transferFee: '10 bp', maxSize: 5000 });
    h.quote(POOL, 0.9965, 0.997);
    h.advance(5000);
    expect(h.sent).toEqual([]);
    h.quote(POOL, 0.9965, 0.9968);
    h.advance(300);
    expect(legs(h)).toEqual([
      [POOL, 'buy', 993],
      [THIRD, 'sell', 993],
    ]);
  });

  test('sends coins and money after its trades, as far as a venue runs low', () => {
    const h = agent({ maxSize: 900, rebalance: '1 min' });
    h.quote(BOOK, 0.98, 0.99);
    h.advance(200);
    h.quote(BOOK, 0.9999, 1.0001);
    h.takeSent();
    h.advance(75_000);
    const [coin, money] = h.takeSent();
    expect(coin).toMatchObject({ kind: 'transfer', asset: 'COIN', from: 'alpha' });
    expect(money).toMatchObject({ kind: 'transfer', asset: 'USDT', to: 'alpha' });
    const held = ['chain', 'alpha', 'beta'].map((venue) => h.balance(venue, 'COIN'));
    expect(Math.min(...held)).toBeGreaterThan(500);
    expect(held[0] + held[1] + held[2]).toBeCloseTo(3000, 3);
  });

  test('leaves a venue alone while its withdrawals or deposits are suspended, unless it is told not to mind', () => {
    for (const needsTransfers of [true, false]) {
      const h = agent({ needsTransfers });
      h.transferHalt('alpha', false, 'internal');
      h.transferHalt('beta', false, 'withdrawals');
      h.quote(THIRD, 0.8, 0.8);
      h.advance(60_000);
      expect(h.takeSent().length > 0).toBe(!needsTransfers);
      h.transferHalt('beta', true, 'withdrawals');
      h.quote(THIRD, 0.8, 0.8);
      h.advance(300);
      expect(h.sent.length > 0).toBe(true);
    }
  });

  test('does not take coins that are under way for coins that it lacks', () => {
    const h = agent(
      { rebalance: '1 min', patrol: '10 s' },
      { fills: 'byHand', balances: { chain: { COIN: 1000 }, alpha: { USDT: 1000 }, beta: {} } },
    );
    h.advance(75_000);
    const [coin] = h.takeSent();
    expect(coin).toMatchObject({ kind: 'transfer', asset: 'COIN', size: 500 });
    h.arrive(coin);
    h.advance(50_000);
    expect(h.takeSent().filter(({ kind }) => kind === 'limit')).toEqual([]);
  });

  test('trades away what one leg has more than the other', () => {
    const h = agent({ patrol: '5 s' }, { fills: 'byHand' });
    h.quote(BOOK, 0.98, 0.99);
    h.advance(200);
    const [buy, sell] = h.takeSent();
    h.fill(buy);
    h.quote(BOOK, 0.9998, 1.0002);
    h.expire(sell);
    h.advance(8000);
    expect(h.takeSent()).toMatchObject([{ market: POOL, side: 'sell', size: 400 }]);
  });

  test('refuses markets of different coins', () => {
    const other = 'BTC/USDT@alpha';
    expect(() => agent({ markets: [POOL, other] }, { markets: { [POOL]: book, [other]: book } })).toThrow(
      'of one coin',
    );
  });
});
