import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import coinHolder from './coin-holder.ts';

const POOL = 'COIN/USDT@chain';
const markets = { [POOL]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9995, ask: 1.0005, size: 500 } } as const;
const holder = (params: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness =>
  harness(coinHolder, {
    markets,
    values: { USDT: 1, ETH: 4000 },
    issuers: { COIN: { counters: ['chain'], reference: 'USDT' } },
    balances: { chain: { USDT: 1000, ETH: 1 } },
    ...options,
    params: { coin: 'COIN', market: POOL, pays: ['USDT', 'ETH'], entryWindow: 0, fear: '5%', ...params },
  });

describe('a coin holder', () => {
  test('pays the first thing that its issuer takes', () => {
    const h = holder();
    expect(h.sent).toMatchObject([{ kind: 'mint', asset: 'USDT', size: 1000, coins: 0 }]);
    h.payRequest(h.sent[0]);
    expect(h.balance('chain', 'COIN')).toBe(1000);
    h.advance(600_000);
    expect(h.sent).toHaveLength(1);
  });

  test('offers a pledge for a debt after a payment, and the next asset after both', () => {
    const h = holder({ pledge: 2 });
    h.refuseRequest(h.sent[0], 'unsupported');
    expect(h.sent[1]).toMatchObject({ kind: 'mint', asset: 'USDT', size: 1000, coins: 500 });
    h.refuseRequest(h.sent[1], 'unsupported');
    expect(h.sent[2]).toMatchObject({ kind: 'mint', asset: 'ETH', size: 0.25, coins: 0 });
    h.refuseRequest(h.sent[2], 'unsupported');
    expect(h.sent[3]).toMatchObject({ kind: 'mint', asset: 'ETH', size: 0.5, coins: 1000 });
    h.refuseRequest(h.sent[3], 'ceiling');
    expect(h.sent).toHaveLength(4);
  });

  test('sells at its measure of fear, against par and not against 1', () => {
    const h = holder({ sellShare: '50%', slices: 2, sliceGap: '10 s', react: '5 s' });
    h.payRequest(h.takeSent()[0], { coins: 1000 });
    h.issuer('COIN').parity = 1.1;
    h.trade(POOL, 1.046, 1);
    h.advance(5000);
    expect(h.sent).toEqual([]);
    h.trade(POOL, 1.045, 1);
    h.advance(15_000);
    expect(h.sent).toMatchObject([
      { kind: 'market', side: 'sell', size: 250 },
      { kind: 'market', side: 'sell', size: 250 },
    ]);
    h.trade(POOL, 0.5, 1);
    h.advance(60_000);
    expect(h.sent).toHaveLength(2);
  });

  test('leaves on its date without fear', () => {
    const h = holder({ leaves: '30 min', react: 0 });
    h.payRequest(h.takeSent()[0]);
    h.advance(30 * 60_000 - 1);
    expect(h.sent).toEqual([]);
    h.advance(1);
    expect(h.sent).toMatchObject([{ kind: 'market', side: 'sell', size: 1000 }]);
  });

  test('pays a debt with coins that it buys cheaply, and frees that share of its pledge', () => {
    const h = holder({ pays: ['ETH'], settle: '2%', fear: '90%' });
    h.refuseRequest(h.takeSent()[0], 'unsupported');
    h.payRequest(h.takeSent()[0], { amount: 0.5, coins: 1000 });
    h.setBalance('chain', 'COIN', 0);
    h.issuer('COIN').debts = [{ account: 0, asset: 'ETH', collateral: 0.5, debt: 1000, health: 2 }];
    h.advance(90_000);
    expect(h.sent).toEqual([]);
    h.quote(POOL, 0.97, 0.975, 500, 400);
    h.advance(90_000);
    const [order] = h.takeSent();
    expect(order).toMatchObject({ kind: 'limit', side: 'buy', size: 400, price: 0.98, timeInForce: 'ioc' });
    h.fill(order);
    h.quote(POOL, 0.99, 1, 500, 400);
    h.advance(90_000);
    expect(h.takeSent()).toMatchObject([{ kind: 'redeem', coins: 400, asset: 'ETH', size: 0.2 }]);
  });
});
