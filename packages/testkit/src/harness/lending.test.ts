import { describe, expect, test } from '@jest/globals';
import { CLOCK, DESK, VIEW, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Desk, LendingChanged, Plugin, SchedulerLike, View } from '@ebb/sdk';
import { timer } from 'rxjs';
import { harness } from './harness.ts';
import type { HarnessOptions } from './harness-options.ts';

const heard: LendingChanged[] = [];

/** Loops twice, and liquidates whoever it sees every second. */
@injectable()
class Looper {
  constructor(
    @inject(DESK) readonly desk: Desk,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
  ) {
    const lender = desk.lender('aave');
    desk.react(lender.changes$, (fact) => heard.push(fact));
    lender.supply('USDe', 100);
    desk.react(timer(1000, 1000, clock), () => {
      for (const { account } of view.lender('aave').unhealthy()) {
        lender.liquidate(account, 'USDT', 'USDe', Infinity, { sellOn: 'USDe/USDT@chain' });
      }
    });
  }

  get lender() {
    return this.desk.lender('aave');
  }
}

const plugin: Plugin = definePlugin({
  ...{ kind: 'agent', name: 'loops', version: '1.0.0', summary: 'Loops on aave.' },
  params: parameters({}),
  use: Looper,
});
const begin = (more: HarnessOptions = {}) =>
  harness(plugin, {
    markets: { 'USDe/USDT@chain': { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.99, ask: 1, bidSize: 1000 } },
    balances: { chain: { USDe: 150 } },
    lenders: { aave: { reference: 'USDT', assets: { USDT: { borrowRate: 0.1 }, USDe: { price: 1 } } } },
    ...more,
  });

describe('the harness with a lending market', () => {
  test('lets orders arrive when the test says, with the real rules, and tells the desk', () => {
    heard.length = 0;
    const h = begin();
    const { lender } = h.agent as Looper;
    const [supply] = h.takeSent();
    expect(supply).toMatchObject({ kind: 'supply', lender: 'aave', asset: 'USDe', size: 100, account: 0 });
    expect([lender.supplied('USDe'), h.balance('chain', 'USDe')]).toEqual([0, 150]);
    h.arriveLending(supply);
    expect([lender.supplied('USDe'), h.balance('chain', 'USDe')]).toEqual([100, 50]);
    expect(lender.borrowable('USDT')).toBeCloseTo(80, 6);
    h.arriveLending(lender.borrow('USDT', 85));
    h.arriveLending(lender.borrow('USDT', 60));
    h.arriveLending(lender.repay('USDT', 10), 'overloaded');
    expect([lender.borrowed('USDT'), h.balance('chain', 'USDT'), lender.position().health]).toEqual([60, 60, 85 / 60]);
    expect(heard.map(({ kind, refusal }) => [kind, refusal])).toEqual([
      ['supply', 'none'],
      ['borrow', 'insufficientCollateral'],
      ['borrow', 'none'],
      ['repay', 'overloaded'],
    ]);
    h.advance(3_600_000);
    expect(lender.borrowed('USDT')).toBeCloseTo(60 * (1 + 0.1 / 8760), 6);
  });

  test('shows debtors that a test made unhealthy, and a flash liquidation sells on the market there is', () => {
    const h = begin({ fills: 'atTouch' });
    const aave = h.lender('aave');
    aave.hold(7, { supplied: { USDe: 100 }, borrowed: { USDT: 79 } });
    h.advance(1000);
    expect(h.takeSent().map(({ kind }) => kind)).toEqual(['supply']);
    aave.setPrice('USDe', 0.92);
    h.advance(1000);
    expect(h.takeSent()).toMatchObject([
      { kind: 'flash', debtor: 7, asset: 'USDT', collateral: 'USDe', market: 'USDe/USDT@chain', size: Infinity },
    ]);
    expect(h.balance('chain', 'USDT')).toBeGreaterThan(1);
    expect(aave.book.standing(7).health).toBeGreaterThan(1);
    expect(() => aave.hold(8, { borrowed: { USDT: 1 } })).toThrow('aave refuses to borrow 1 USDT');
    expect(() => h.lender('compound')).toThrow("there is no lending market 'compound'");
  });
});
