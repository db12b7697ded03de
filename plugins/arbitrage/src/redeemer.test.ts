import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import { FadingEstimate } from './fading-estimate.ts';
import redeemer from './redeemer.ts';

const POOL = 'COIN/USDT@chain';
const LUNA = 'LUNA/USDT@alpha';
const ETH = 'ETH/USDT@alpha';
const book = { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9999, ask: 1.0001, bidSize: 5000, askSize: 5000 } as const;
const markets = {
  [POOL]: book,
  [LUNA]: { kind: 'spot', tick: 0.01, lot: 0.01, bid: 79.99, ask: 80.01, bidSize: 1000, askSize: 1000 },
  [ETH]: { kind: 'spot', tick: 0.01, lot: 0.01, bid: 3999, ask: 4001, bidSize: 100, askSize: 100 },
} as const;
const params = { coin: 'COIN', market: POOL, size: 1000, edge: '10 bp', fee: 0, react: '1 s', patrol: '5 s' };

function agent(more: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness {
  return harness(redeemer, {
    markets,
    values: { USDT: 1, LUNA: 80, ETH: 4000 },
    issuers: { COIN: { counters: ['chain'], reference: 'USDT' } },
    balances: { chain: { USDT: 10_000 } },
    fills: 'atTouch',
    ...options,
    params: { ...params, ...more },
  });
}
const told = (h: Harness): unknown[] =>
  h
    .takeSent()
    .map(({ kind, side, asset, size, coins, from, to }) =>
      kind === 'transfer'
        ? [asset, size, from, to]
        : kind === 'limit'
          ? [side, size]
          : [kind, asset, kind === 'mint' ? size : coins],
    );

test('what was experienced last fades into what was expected', () => {
  const estimate = new FadingEstimate(0.01, 1000);
  estimate.see(0.09, 500);
  expect([estimate.at(500), estimate.at(1000), estimate.at(1500), estimate.at(9000)]).toEqual([0.09, 0.05, 0.01, 0.01]);
});

describe('a redeemer', () => {
  test('buys below par and redeems what it bought, at once', () => {
    const h = agent();
    h.quote(POOL, 0.994, 0.995, 5000, 600);
    h.advance(1100);
    expect(told(h).slice(0, 2)).toEqual([
      ['buy', 600],
      ['redeem', 'USDT', 600],
    ]);
    expect(h.balance('chain', 'USDT')).toBeCloseTo(10_000 + 600 * 0.005);
  });

  test('mints at par and sells above, once the coins have come', () => {
    const h = agent({}, { fills: 'byHand' });
    h.quote(POOL, 1.01, 1.011);
    h.advance(1000);
    const [mint] = h.takeSent();
    expect(mint).toMatchObject({ kind: 'mint', asset: 'USDT', size: 1000 });
    h.advance(20_000);
    expect(h.sent).toEqual([]);
    h.payRequest(mint, { coins: 1000, amount: 1000 });
    expect(h.takeSent()).toMatchObject([{ kind: 'limit', side: 'sell', size: 1000, timeInForce: 'ioc' }]);
  });

  test('lets a gap pass that is smaller than edge and costs', () => {
    const h = agent({ counterFee: '30 bp', fee: '10 bp' });
    h.quote(POOL, 0.994, 0.9955);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
    h.quote(POOL, 0.994, 0.9949);
    h.advance(2000);
    expect(h.sent[0]).toMatchObject({ side: 'buy', size: 1000 });
  });

  test('wants more the longer its own requests wait, and buys nothing when that is too long', () => {
    const h = agent({ riskPerDay: '10%', patience: '3 h' }, { fills: 'byHand' });
    h.quote(POOL, 0.99, 0.99);
    h.advance(1100);
    h.fill(h.takeSent()[0]);
    const [request] = h.takeSent();
    expect(request).toMatchObject({ kind: 'redeem', coins: 1000 });
    h.quote(POOL, 0.9995, 0.9995);
    h.advance(7_200_000);
    // Two hours at 10 % a day are 83 bp on top of 10.
    h.quote(POOL, 0.9909, 0.991);
    h.advance(10_000);
    expect(h.takeSent()).toEqual([]);
    h.quote(POOL, 0.99, 0.9905);
    h.advance(2000);
    const [order] = h.takeSent();
    expect(order).toMatchObject({ side: 'buy' });
    h.quote(POOL, 0.9995, 0.9995);
    h.expire(order);
    h.advance(3_600_000);
    h.quote(POOL, 0.5, 0.5);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
    h.payRequest(request);
    h.advance(60_000);
    expect(h.sent).toMatchObject([{ side: 'buy' }]);
  });

  test('offers the next asset when its issuer does not take the first, and sells what it is paid elsewhere', () => {
    const h = agent({ assets: ['USDT', 'LUNA'], exits: [LUNA], exitCost: '1%' }, { fills: 'byHand' });
    h.quote(POOL, 0.97, 0.97, 5000, 800);
    h.advance(1100);
    h.fill(h.takeSent()[0]);
    h.refuseRequest(h.takeSent()[0], 'unsupported');
    const [request] = h.takeSent();
    expect(request).toMatchObject({ kind: 'redeem', asset: 'LUNA', coins: 800 });
    h.quote(POOL, 0.998, 1.002);
    h.payRequest(request, { coins: 800, amount: 9.95 });
    const [transfer] = h.takeSent();
    expect(transfer).toMatchObject({ kind: 'transfer', asset: 'LUNA', size: 9.95, from: 'chain', to: 'alpha' });
    h.arrive(transfer);
    h.advance(8000);
    const [sale] = h.takeSent();
    expect(sale).toMatchObject({ market: LUNA, side: 'sell', size: 9.95 });
    h.fill(sale);
    expect(h.takeSent()).toMatchObject([{ kind: 'transfer', asset: 'USDT', from: 'alpha', to: 'chain' }]);
  });

  test('keeps its coins, and buys no more, when the issuer redeems for its debtors alone', () => {
    const h = agent({}, { fills: 'byHand' });
    h.quote(POOL, 0.97, 0.97, 5000, 800);
    h.advance(1100);
    h.fill(h.takeSent()[0]);
    h.refuseRequest(h.takeSent()[0], 'unknown');
    h.advance(3_600_000);
    expect(h.sent).toEqual([]);
  });

  test('learns once from two requests that were under way when the first was not taken', () => {
    const h = agent({ assets: ['USDT', 'ETH', 'LUNA'], exits: [LUNA, ETH], exitCost: '1%' }, { fills: 'byHand' });
    h.quote(POOL, 0.97, 0.97, 5000, 800);
    h.advance(1100);
    h.fill(h.takeSent()[0]);
    const [first] = h.takeSent();
    h.advance(9000);
    h.fill(h.takeSent()[0]);
    const [second] = h.takeSent();
    expect([first, second]).toMatchObject([{ asset: 'USDT' }, { asset: 'USDT' }]);
    h.refuseRequest(first, 'unsupported');
    h.refuseRequest(second, 'unsupported');
    const assets = h.takeSent().flatMap(({ kind, asset }) => (kind === 'redeem' ? [asset] : []));
    expect(assets.length).toBeGreaterThan(0);
    expect(new Set(assets)).toEqual(new Set(['ETH']));
  });

  test('learns what a redemption really brings, and forgets it again', () => {
    const h = agent({ assets: ['LUNA'], exits: [LUNA], exitCost: 0, memory: '10 min' }, { fills: 'byHand' });
    h.quote(POOL, 0.98, 0.98, 5000, 800);
    h.advance(1100);
    h.fill(h.takeSent()[0]);
    h.payRequest(h.takeSent()[0], { coins: 800, amount: 9 });
    h.setBalance('chain', 'LUNA', 0);
    h.refuseTransfer(h.takeSent()[0]);
    h.advance(120_000);
    // It lost a tenth: 2 % are not enough for a while.
    expect(h.takeSent()).toEqual([]);
    h.advance(600_000);
    expect(h.takeSent()[0]).toMatchObject({ side: 'buy' });
  });

  test('carries coins to the counter when its issuer is elsewhere', () => {
    const h = agent(
      {},
      { issuers: { COIN: { counters: ['home'], reference: 'USDT' } }, markets: { ...markets, 'COIN/USDT@home': book } },
    );
    h.quote(POOL, 0.99, 0.99, 5000, 500);
    h.advance(1100);
    expect(told(h)).toEqual([
      ['buy', 500],
      ['COIN', 500, 'chain', 'home'],
      ['redeem', 'USDT', 500],
      ['USDT', 500, 'home', 'chain'],
    ]);
  });

  test.each([
    ['has coins that it sold minted again at a counter elsewhere', 0.9999, 1.0001, ['mint', 'USDT', 500]],
    ['buys coins back that it sold, when that is cheaper', 0.989, 0.99, ['buy', 1000]],
  ])('%s', (_, bid, ask, expected) => {
    const balances = { home: { USDT: 10_000 }, chain: { COIN: 500 } };
    const issuers = { COIN: { counters: ['home'], reference: 'USDT' } };
    const places = { ...markets, 'COIN/USDT@home': book };
    const h = agent({}, { issuers, balances, markets: places, fills: 'byHand' });
    h.quote(POOL, 1.01, 1.011);
    h.advance(1000);
    const [sale] = h.takeSent();
    expect(sale).toMatchObject({ kind: 'limit', side: 'sell', size: 500 });
    h.quote(POOL, bid, ask);
    h.fill(sale, 1.01, 500);
    h.advance(10_000);
    const [carried] = h.takeSent();
    expect(carried.kind).toBe('transfer');
    h.arrive(carried);
    h.advance(10_000);
    expect(told(h)[0]).toEqual(expected);
  });

  test('trusts reports as far as it is told to, and is dead to an issuer that does not know it', () => {
    const h = agent({ trust: '95%' });
    h.issuer('COIN').assets = 0.9175;
    h.issuer('COIN').liabilities = 1;
    h.quote(POOL, 0.9, 0.9);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
    const unknown = agent({}, { fills: 'byHand' });
    unknown.quote(POOL, 0.9, 0.9);
    unknown.advance(1100);
    unknown.fill(unknown.takeSent()[0]);
    unknown.refuseRequest(unknown.takeSent()[0], 'notWhitelisted');
    unknown.advance(3_600_000);
    expect(unknown.sent).toEqual([]);
  });

  test('says which names do not fit', () => {
    expect(() => agent({ coin: 'LUNA' }, { issuers: { COIN: {}, LUNA: {} } })).toThrow("which 'coin' names");
    expect(() => agent({ assets: ['ETH'] })).toThrow("'exits' names no market ETH/USDT");
  });
});
