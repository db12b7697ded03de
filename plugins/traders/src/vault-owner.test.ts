import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import vaultOwner from './vault-owner.ts';

const COIN = 'COIN/USDC@chain';
const markets = {
  [COIN]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9995, ask: 1.0005, bidSize: 500, askSize: 500 },
} as const;
const owner = (params: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness =>
  harness(vaultOwner, {
    markets,
    values: { USDC: 1, ETH: 200 },
    issuers: { COIN: { counters: ['chain'], reference: 'USDC' } },
    balances: { chain: { USDC: 1000, ETH: 10 } },
    ...options,
    params: { coin: 'COIN', market: COIN, ratio: 2.5, pledge: '100%', entryWindow: 0, look: '1 min', ...params },
  });
/** One that opened a vault of 10 ETH for 800 coins and sold all of them. */
function opened(params: HarnessOptions['params'] = {}): Harness {
  const h = owner({ sellShare: '100%', ...params });
  h.payRequest(h.takeSent()[0]);
  h.fill(h.takeSent()[0]);
  h.setBalance('chain', 'COIN', 0);
  h.setBalance('chain', 'USDC', 1000);
  h.issuer('COIN').debts = [{ account: 0, asset: 'ETH', collateral: 10, debt: 800, health: 1.6 }];
  return h;
}

describe('an owner of a vault', () => {
  test('opens it at its ratio, and sells what it means to sell', () => {
    const h = owner({ sellShare: '50%' });
    expect(h.sent).toMatchObject([{ kind: 'mint', asset: 'ETH', size: 10, coins: 800 }]);
    h.payRequest(h.takeSent()[0]);
    expect(h.sent).toMatchObject([{ kind: 'limit', side: 'sell', price: 0.995, size: 400, timeInForce: 'ioc' }]);
  });

  test('stays out when its issuer lends no coins', () => {
    const h = owner();
    h.refuseRequest(h.takeSent()[0], 'unsupported');
    h.advance(3_600_000);
    expect(h.sent).toEqual([]);
  });

  test('buys coins up to its premium when its ratio has fallen, and repays with them', () => {
    const h = opened();
    h.advance(600_000);
    expect(h.takeSent()).toEqual([]);
    h.value('ETH', 130);
    h.advance(600_000);
    // 800 − 1300 ÷ 2.5
    expect(h.sent[0]).toMatchObject({ kind: 'limit', side: 'buy', price: 1.13, size: 280, timeInForce: 'ioc' });
    h.takeSent();
    h.setBalance('chain', 'COIN', 280);
    h.advance(600_000);
    const [repaid] = h.takeSent();
    expect(repaid).toMatchObject({ kind: 'redeem', asset: 'ETH', size: 0 });
    expect(repaid.coins).toBeCloseTo(280, 6);
  });

  test('pledges what it has left before it buys', () => {
    const h = opened();
    h.setBalance('chain', 'ETH', 2);
    h.value('ETH', 130);
    h.advance(600_000);
    expect(h.takeSent()).toMatchObject([{ kind: 'mint', asset: 'ETH', size: 2, coins: 0 }]);
  });

  test('buys back while coins are cheap, draws more while they are dear', () => {
    const h = opened({ cheap: '1%', dear: '2%' });
    h.quote(COIN, 0.98, 0.985);
    h.advance(300_000);
    expect(h.takeSent()[0]).toMatchObject({ kind: 'limit', side: 'buy', price: 0.985, size: 800 });
    h.value('ETH', 250);
    h.quote(COIN, 1.03, 1.04);
    h.advance(600_000);
    expect(h.takeSent()).toMatchObject([{ kind: 'mint', asset: 'ETH', coins: 200 }]);
  });
});
