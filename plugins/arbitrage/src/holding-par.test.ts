import { describe, expect, jest, test } from '@jest/globals';
import { lastMids } from '../test/drift-world.ts';
import pegArbitrageur from './peg-arbitrageur.ts';
import redeemer from './redeemer.ts';

jest.setTimeout(60_000);

describe('a coin that 60,000 are sold of', () => {
  const redeemers = (params: object): object => ({
    redeemers: {
      ...{ use: 'redeemer', wallets: { alpha: { USDT: 20_000 } } },
      params: { coin: 'COIN', market: 'COIN/USDT@alpha', size: 2000, fee: 0, riskPerDay: 0, ...params },
    },
  });

  test('drifts six per cent from par without a redeemer, and holds within half a per cent with one', async () => {
    const [alone] = await lastMids(redeemer, {}, false);
    expect(alone).toBeLessThan(0.945);
    const [held] = await lastMids(redeemer, redeemers({ edge: '20 bp' }), false);
    expect(Math.abs(held - 1)).toBeLessThan(0.005);
  });

  test('holds less well the more its redeemer asks for, or fears to wait', async () => {
    const [dear] = await lastMids(redeemer, redeemers({ edge: '2%' }), false);
    expect(dear).toBeGreaterThan(0.975);
    expect(dear).toBeLessThan(0.985);
    const [afraid] = await lastMids(redeemer, redeemers({ edge: '20 bp', riskPerDay: '6000%', wait: '30 s' }), false);
    expect(afraid).toBeGreaterThan(0.97);
    expect(afraid).toBeLessThan(0.99);
  });
});

describe('a coin that is sold on one venue and bought on another', () => {
  const balancers = (params: object): object => ({
    balancers: {
      use: 'peg-arbitrageur',
      wallets: { alpha: { USDT: 10_000, COIN: 10_000 }, beta: { USDT: 10_000, COIN: 10_000 } },
      params: { markets: ['COIN/USDT@alpha', 'COIN/USDT@beta'], fees: [0], maxSize: 2000, ...params },
    },
  });

  test('has two prices without an arbitrageur, and one with it as long as coins can follow', async () => {
    const [low, high] = await lastMids(pegArbitrageur, {}, true);
    expect(high - low).toBeGreaterThan(0.11);
    const [one, other] = await lastMids(pegArbitrageur, balancers({}), true);
    expect(Math.abs(other - one)).toBeLessThan(0.005);
    expect(Math.abs(one - 1)).toBeLessThan(0.005);
    const [without, transfers] = await lastMids(pegArbitrageur, balancers({ rebalance: '1 d' }), true);
    expect(transfers - without).toBeGreaterThan(0.05);
  });
});
