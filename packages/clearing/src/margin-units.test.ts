import { describe, expect, test } from '@jest/globals';
import { percentMargin, percentUnified } from '../test/plain-policies.ts';
import { SETTLE, terms } from '../test/world-terms.ts';
import { AccountWallets, NO_WALLET } from './account-wallets.ts';
import { ANY_INSTRUMENT, MarginUnits, NO_UNIT } from './margin-units.ts';

const { linear, inverse } = terms();
const ACCOUNTS = 5;
const COIN = inverse.settle;

/** Accounts 0 to 2 follow cross, isolated and unified margin, from wallets 10, 11 and 12; the others have none. */
function make(): { readonly units: MarginUnits; readonly opened: string[] } {
  const wallets = new AccountWallets();
  const opened: string[] = [];
  const policies = [percentMargin(10, 5), percentMargin(10, 5, 'isolated'), percentUnified(10, 5)];
  const units = new MarginUnits({
    policies,
    settle: SETTLE,
    wallets,
    accountCount: () => ACCOUNTS,
    openWallet: (account, { symbol }) => 19 + opened.push(`${account} ${symbol}`),
  });
  for (const account of [0, 1, 2]) {
    wallets.add(account, 10 + account);
    units.follow(account, account);
  }
  return { units, opened };
}

describe('the units of an account', () => {
  test('are itself, in cross mode for what settles in money, and for all of it in unified mode', () => {
    const { units, opened } = make();
    for (const [account, perp] of [
      [0, linear[0]],
      [2, linear[1]],
      [2, inverse],
    ] as const) {
      expect([units.of(account, perp), units.open(account, perp)]).toEqual([account, account]);
    }
    expect([units.walletOf(2), units.settleOf(2), units.ownerOf(2)]).toEqual([12, SETTLE, 2]);
    expect([units.isIsolated(2), units.instrumentOf(2), opened]).toEqual([false, ANY_INSTRUMENT, []]);
    expect([0, 1, 2].map((unit) => units.policyOf(unit).mode)).toEqual(['cross', 'isolated', 'unified']);
  });

  test('in cross mode are one more for each other asset that positions settle in, in the same wallet', () => {
    const { units, opened } = make();
    expect([units.of(0, inverse), units.sharedIn(0, COIN)]).toEqual([NO_UNIT, NO_UNIT]);
    const unit = units.open(0, inverse);
    expect([unit, units.open(0, inverse), units.of(0, inverse), units.sharedIn(0, COIN)]).toEqual([5, 5, 5, 5]);
    expect([units.ownerOf(unit), units.walletOf(unit), units.settleOf(unit)]).toEqual([0, 10, COIN]);
    expect([units.isIsolated(unit), units.policyOf(unit).mode, opened]).toEqual([false, 'cross', []]);
  });

  test('in isolated mode are one more for each instrument, with a wallet of its own', () => {
    const { units, opened } = make();
    const found = [linear[1], inverse, linear[1]].map((perp) => units.open(1, perp));
    expect([found, opened]).toEqual([
      [5, 6, 5],
      ['1 B/USD:USD', '1 A/USD:A'],
    ]);
    expect(found.map((unit) => units.walletOf(unit))).toEqual([20, 21, 20]);
    expect([units.isolatedIn(21), units.isolatedIn(10), units.instrumentOf(6)]).toEqual([6, NO_UNIT, inverse.index]);
    expect([units.isIsolated(5), units.ownerOf(6), units.settleOf(6)]).toEqual([true, 1, COIN]);
    expect([units.sharedIn(1, SETTLE), units.of(1, linear[0])]).toEqual([NO_UNIT, NO_UNIT]);
  });

  test('are visited from the account itself on, and numbered in the order of their opening over all accounts', () => {
    const { units } = make();
    units.open(1, linear[0]);
    units.open(0, inverse);
    units.open(1, linear[2]);
    const of = (account: number): number[] => {
      const seen: number[] = [];
      units.forEachOf(account, (unit) => seen.push(unit));
      return seen;
    };
    expect([0, 1, 2, 3].map(of)).toEqual([[0, 6], [1, 5, 7], [2], [3]]);
  });

  test('are none without a wallet', () => {
    const { units } = make();
    expect(() => units.open(3, linear[0])).toThrow('account 3 has no wallet on this venue');
    expect([units.walletOf(3), units.policyOf(4_000)]).toEqual([NO_WALLET, units.policies[0]]);
  });
});

test('an account keeps its policy once it has a unit beside it, and follows none that there is not', () => {
  const { units } = make();
  expect(() => units.follow(0, 3)).toThrow('there is no margin policy 3');
  units.follow(0, 1);
  units.open(0, linear[0]);
  expect(() => units.follow(0, 2)).toThrow('account 0 has positions and keeps its margin mode');
  units.follow(70, 2);
  expect(units.policyOfAccount(70).mode).toBe('unified');
});
