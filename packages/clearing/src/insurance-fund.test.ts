import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';

describe('the insurance fund', () => {
  test('shows itself as a trader would be seen', () => {
    const world = new ClearingWorld({ deposits: [1_000], fundAtoms: 500 });
    world.trade(world.fund.account, 0, 1, 2, 100);
    world.move(100, 90);
    expect(world.fund.view()).toEqual({
      balanceAtoms: 500,
      equityAtoms: 500 - 2 * 7 * 10,
      maintenanceAtoms: Math.ceil(2 * 7 * 90 * 0.05),
      initialBalanceAtoms: 500,
    });
  });

  test('takes fees, and pays deficits as far as it can', () => {
    const world = new ClearingWorld({ deposits: [100], fundAtoms: 50 });
    const wallet = world.wallets.of(0);
    world.fund.charge(wallet, 30);
    expect([world.fund.balanceAtoms, world.house.walletAtoms(0)]).toEqual([80, 70]);
    expect(world.fund.cover(wallet, 60)).toBe(60);
    expect(world.fund.cover(wallet, 60)).toBe(20);
    expect(world.fund.cover(wallet, 60)).toBe(0);
    expect([world.fund.balanceAtoms, world.house.walletAtoms(0)]).toEqual([0, 150]);
    expect(world.fund.initialBalanceAtoms).toBe(50);
  });

  test('pays nothing while it owes itself', () => {
    const world = new ClearingWorld({ deposits: [1_000], fundAtoms: 50 });
    world.trade(world.fund.account, 0, 0, 10, 100);
    world.trade(0, world.fund.account, 0, 10, 90);
    expect(world.fund.balanceAtoms).toBe(-50);
    expect(world.fund.cover(world.wallets.of(0), 10)).toBe(0);
  });

  test('says so when a wallet that must not owe cannot pay', () => {
    const world = new ClearingWorld({ deposits: [1], fundAtoms: 0 });
    const poor = world.ledger.openWallet({ owner: 9, name: 'alpha/poor' });
    expect(() => world.fund.charge(poor, 1)).toThrow('alpha/poor cannot pay 1 atoms for a liquidation fee');
  });
});
