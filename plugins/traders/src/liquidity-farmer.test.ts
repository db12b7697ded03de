import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import liquidityFarmer from './liquidity-farmer.ts';

const POOL = 'COIN/USDT@chain';
const markets = { [POOL]: { kind: 'spot', tick: 0.0001, lot: 0.01, bid: 0.9995, ask: 1.0005 } } as const;
const farmer = (params: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness =>
  harness(liquidityFarmer, {
    markets,
    values: { USDT: 1, ETH: 4000 },
    issuers: { COIN: { counters: ['chain'], reference: 'USDT' } },
    pools: { [POOL]: { base: 9000, quote: 9000 } },
    balances: { chain: { USDT: 2000, ETH: 1 } },
    ...options,
    params: {
      ...{ market: POOL, amount: 1000, pays: ['USDT', 'ETH'], entryWindow: 0 },
      ...{ fear: '3%', lopsided: '80%', leastBacking: '95%', react: '30 s', ...params },
    },
  });
/** One that has come, and whose intents so far are forgotten. */
const settled = (params: HarnessOptions['params'] = {}): Harness => {
  const h = farmer(params);
  h.payRequest(h.takeSent()[0]);
  h.pools.take(h.takeSent()[0]);
  return h;
};

describe('a liquidity farmer', () => {
  test('gets the coins that it lacks, and brings them with as much of the other asset', () => {
    const h = farmer();
    const [mint] = h.takeSent();
    expect(mint).toMatchObject({ kind: 'mint', asset: 'USDT', size: 1000 });
    h.payRequest(mint);
    const [add] = h.takeSent();
    expect(add).toMatchObject({ kind: 'addLiquidity', base: 1000, quote: 1000 });
    h.pools.take(add);
    expect([h.balance('chain', 'COIN'), h.balance('chain', 'USDT')]).toEqual([0, 0]);
  });

  test('brings what it has without asking its issuer', () => {
    const h = farmer({}, { balances: { chain: { COIN: 1500, USDT: 400 } } });
    expect(h.sent).toMatchObject([{ kind: 'addLiquidity', base: 400, quote: 400 }]);
  });

  test('leaves once, after its reaction, when the pool is cheap', () => {
    const h = settled();
    h.trade(POOL, 0.971, 1);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
    h.trade(POOL, 0.97, 1);
    h.advance(29_999);
    expect(h.sent).toEqual([]);
    h.advance(1);
    const [remove] = h.takeSent();
    expect(remove).toMatchObject({ kind: 'removeLiquidity', size: 1 });
    h.pools.take(remove);
    expect(h.balance('chain', 'COIN')).toBeCloseTo(1000, 3);
    h.trade(POOL, 0.5, 1);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
  });

  test('leaves when the coin fills the pool, though the price has hardly moved', () => {
    const h = settled();
    h.pools.curve(POOL).sell(12_000e8);
    h.trade(POOL, 0.999, 1);
    h.advance(30_000);
    expect(h.sent).toMatchObject([{ kind: 'removeLiquidity' }]);
  });

  test('leaves when its issuer reports too little', () => {
    const h = settled();
    Object.assign(h.issuer('COIN'), { assets: 96, liabilities: 100, liquid: 0, circulating: 100, waiting: 0 });
    h.report('COIN');
    h.advance(30_000);
    expect(h.sent).toEqual([]);
    h.issuer('COIN').assets = 94;
    h.report('COIN');
    h.advance(30_000);
    expect(h.sent).toMatchObject([{ kind: 'removeLiquidity' }]);
  });

  test('leaves when fees are not worth it', () => {
    const h = settled({ leastYield: '5%', review: '1 d', lopsided: '100%' });
    const curve = h.pools.curve(POOL);
    for (let day = 0; day < 3; day++) {
      // 0.3 % of some 100 USDT is 0.3 a day, of which a tenth is its own: 0.5 % a year of 2,000.
      for (let trade = 0; trade < (day < 2 ? 20 : 1); trade++) curve.buy(50e8);
      curve.sell((day < 2 ? 1000 : 50) * 1e8);
      h.advance(86_400_000);
      expect(h.sent.length).toBe(0);
      if (day === 2) h.advance(30_000);
    }
    expect(h.sent).toMatchObject([{ kind: 'removeLiquidity' }]);
  });

  test('pays what it owes with what it takes out, and sells the rest', () => {
    const h = farmer({ pays: ['ETH'], sellShare: '50%' });
    h.refuseRequest(h.takeSent()[0], 'unsupported');
    h.payRequest(h.takeSent()[0], { amount: 0.5, coins: 1000 });
    h.issuer('COIN').debts = [{ account: 0, asset: 'ETH', collateral: 0.5, debt: 600, health: 2 }];
    h.pools.take(h.takeSent()[0]);
    h.trade(POOL, 0.9, 1);
    h.advance(30_000);
    h.pools.take(h.takeSent()[0]);
    const [redeem, sale] = h.takeSent();
    expect(redeem).toMatchObject({ kind: 'redeem', coins: 600, asset: 'ETH', size: 0.5 });
    expect(sale).toMatchObject({ kind: 'market', side: 'sell' });
    expect(sale.size).toBeCloseTo(200, 1);
  });
});
