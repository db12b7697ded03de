import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import bandArbitrageur from './band-arbitrageur.ts';

const [MARKET, POOL] = ['ETH/USDT@alpha', 'COIN/USDT@chain'] as const;
const eth = { kind: 'spot', tick: 0.01, lot: 0.01, bid: 2999, ask: 3001, bidSize: 4, askSize: 4 } as const;
const coin = { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.999, ask: 1.001, bidSize: 50_000, askSize: 50_000 } as const;
const issuer = { counters: ['chain'], reference: 'USDT', actions: ['exchange', 'liquidate'] };

function agent(params: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness {
  return harness(bandArbitrageur, {
    markets: { [MARKET]: eth, [POOL]: coin },
    issuers: { COIN: issuer },
    values: { USDT: 1 },
    balances: { chain: { COIN: 8000, ETH: 5, USDT: 40_000 }, alpha: { USDT: 40_000, ETH: 5 } },
    fills: 'atTouch',
    ...options,
    params: {
      ...{ coin: 'COIN', market: MARKET, coinMarket: POOL, maxSize: 2, fee: 0, minEdge: 0, patrol: '10 s' },
      ...{ rebalance: '1 h' },
      ...params,
    },
  });
}
const asked = (h: Harness): unknown[] =>
  h
    .takeSent()
    .map(({ action, kind, market, numbers, side, size }) =>
      kind === 'act' ? [action, ...(numbers ?? [])] : [market, side, size],
    );

describe('a trader with bands', () => {
  test('asks for the worst price that still pays, first to buy of the bands, and when that is refused to sell to them', () => {
    const h = agent({ fee: '10 bp', coinFee: '5 bp', minEdge: '20 bp' });
    h.advance(15_000);
    const [first] = h.takeSent();
    const buys = (2999 * 0.999 * 0.998) / (1.001 * 1.0005);
    expect(first).toMatchObject({ kind: 'act', action: 'exchange', coin: 'COIN' });
    expect(first.numbers![0]).toBe(1);
    expect(first.numbers![1]).toBeCloseTo(2 * buys, 6);
    expect(first.numbers![2]).toBeCloseTo(buys, 9);
    h.refuseRequest(first, 'outbid');
    const [second] = h.takeSent();
    expect(second.numbers!.slice(0, 2)).toEqual([-1, 2]);
    expect(second.numbers![2]).toBeCloseTo((3001 * 1.001 * 1.002) / (0.999 * 0.9995), 9);
    h.refuseRequest(second, 'outbid');
    expect(h.takeSent()).toEqual([]);
    h.advance(15_000);
    expect(h.takeSent()).toHaveLength(1);
  });

  test('trades what it bought of the bands away on the market, and buys its coins back', () => {
    const h = agent();
    h.advance(15_000);
    const [buy] = h.takeSent();
    h.setBalance('chain', 'ETH', 7);
    h.payRequest(buy, { coins: 5800, amount: 0 });
    const orders = h.takeSent();
    expect(orders.map(({ market, side, size }) => [market, side, size])).toEqual([
      [POOL, 'buy', 5800],
      [MARKET, 'sell', 2],
    ]);
    h.advance(15_000);
    expect(h.takeSent()).toMatchObject([{ action: 'exchange' }]);
    expect(h.balance('chain', 'COIN')).toBe(8000);
    expect(h.balance('chain', 'ETH') + h.balance('alpha', 'ETH')).toBe(10);
  });

  test('is as large as what it has at the issuer and as what the market takes', () => {
    const h = agent({ maxSize: 100 });
    h.advance(15_000);
    expect(asked(h)[0]).toEqual(['exchange', 1, 8000, 2999 / 1.001]);
    const poor = agent({}, { balances: { chain: { ETH: 1 }, alpha: { USDT: 40_000 } } });
    poor.advance(15_000);
    expect(asked(poor)[0]).toEqual(['exchange', -1, 1, 3001 / 0.999]);
    const thin = agent({}, { markets: { [MARKET]: { ...eth, bidSize: 0.5 }, [POOL]: coin } });
    thin.advance(15_000);
    expect(asked(thin)[0]).toEqual(['exchange', 1, (0.5 * 2999) / 1.001, 2999 / 1.001]);
  });

  test('looks again as soon as the market has moved by its edge', () => {
    const h = agent({ minEdge: '50 bp', patrol: '1 h' });
    h.quote(MARKET, 2900, 2902);
    h.advance(1500);
    const [first] = h.takeSent();
    h.refuseRequest(first, 'outbid');
    h.refuseRequest(h.takeSent()[0], 'outbid');
    h.quote(MARKET, 2905, 2907);
    h.advance(1500);
    expect(h.takeSent()).toEqual([]);
    h.quote(MARKET, 2880, 2882);
    h.advance(1500);
    expect(h.takeSent()).toHaveLength(1);
  });

  test('takes over the failed loan that brings most, after buying the coins that it lacks', () => {
    const loan = { asset: 'ETH', health: 0.99 };
    const positions = [
      { ...loan, account: 3, collateral: 3, debt: 8900 },
      { ...loan, account: 4, collateral: 4, debt: 11_000 },
      { ...loan, account: 5, collateral: 4, debt: 10_000, health: 1.01 },
      { ...loan, account: 6, collateral: 100, debt: 200_000 },
      { ...loan, account: 7, collateral: 2, debt: 7000 },
    ];
    const h = agent({}, { issuers: { COIN: { ...issuer, positions } } });
    h.advance(20_000);
    const [buys, call] = h.takeSent();
    expect(buys).toMatchObject({ market: POOL, side: 'buy', size: 3000 });
    expect(call).toMatchObject({ action: 'liquidate', numbers: [4, 0, 0] });
    h.refuseRequest(call, 'insufficientBalance');
    h.advance(20_000);
    // The next one is left, for which it needs fewer coins than it has now.
    expect(asked(h)).toEqual([
      [POOL, 'sell', 2100],
      ['liquidate', 3, 0, 0],
    ]);
  });

  test('leaves loans alone when told so, and buys coins up to its capital, not above its premium', () => {
    const positions = [{ asset: 'ETH', health: 0.9, account: 3, collateral: 3, debt: 5000 }];
    const h = agent({ liquidates: false, capital: 10_000 }, { issuers: { COIN: { ...issuer, positions } } });
    h.quote(POOL, 1.06, 1.07, 50_000, 50_000);
    h.advance(15_000);
    expect(asked(h)).toEqual([['exchange', 1, expect.any(Number), 2999 / 1.07]]);
    const cheap = agent({ capital: 10_000 });
    cheap.advance(15_000);
    expect(asked(cheap)[0]).toEqual([POOL, 'buy', 2000]);
  });

  test('sends assets between the issuer and the markets', () => {
    const h = agent({ rebalance: '1 min', maxSize: 0 }, { balances: { chain: {}, alpha: { USDT: 4000, ETH: 4 } } });
    h.advance(100_000);
    const moved = h.takeSent().filter(({ kind }) => kind === 'transfer');
    expect(moved.map(({ asset, from, size, to }) => [asset, size, from, to])).toEqual([
      ['ETH', 2, 'alpha', 'chain'],
      ['USDT', 2000, 'alpha', 'chain'],
    ]);
  });

  test('says which name is wrong', () => {
    expect(() => agent({ coinMarket: MARKET })).toThrow("'coinMarket' sells ETH");
    const other = { ...coin };
    expect(() =>
      agent({ coinMarket: 'COIN/DAI@chain' }, { markets: { [MARKET]: eth, 'COIN/DAI@chain': other } }),
    ).toThrow('not in one asset');
  });
});
