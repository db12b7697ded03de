import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { percentMargin } from '../test/plain-policies.ts';

const RICH = 1_000_000;

describe('fills', () => {
  test('pay what they realise through the clearing wallet', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH] });
    const [perp] = world.perps;
    expect(world.house.applyFill(0, perp, 10, 100)).toBe(0);
    expect(world.house.applyFill(1, perp, -10, 100)).toBe(0);
    expect(world.house.applyFill(0, perp, -4, 110)).toBe(40);
    expect(world.house.applyFill(1, perp, 4, 110)).toBe(-40);
    expect([world.house.walletAtoms(0), world.house.walletAtoms(1)]).toEqual([RICH + 40, RICH - 40]);
    expect(world.faults()).toEqual([]);
  });

  test('may take a wallet below zero when it may owe, and say so when it may not', () => {
    const world = new ClearingWorld({ deposits: [5, RICH] });
    world.trade(0, 1, 0, 10, 100);
    world.trade(1, 0, 0, 10, 90);
    expect(world.house.walletAtoms(0)).toBe(-95);
    world.wallets.add(50, world.ledger.openWallet({ owner: 50, name: 'alpha/strict' }));
    world.trade(50, 1, 0, 10, 100);
    expect(() => world.trade(1, 50, 0, 10, 90)).toThrow('alpha/strict cannot pay a realised result of 100 atoms');
  });

  test('are refused, with nothing booked, for an account without a wallet', () => {
    const world = new ClearingWorld({ deposits: [RICH] });
    expect(() => world.house.applyFill(77, world.perps[0], 1, 100)).toThrow('account 77 has no wallet on this venue');
    expect(world.house.positions.count).toBe(0);
  });

  test('tell whose last position they closed, once, ascending', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH, RICH] });
    world.trade(2, 1, 0, 5, 100);
    world.trade(2, 0, 1, 5, 100);
    expect(world.house.takeEmptied()).toEqual([]);
    world.trade(1, 2, 0, 5, 100);
    world.trade(0, 2, 1, 5, 100);
    expect(world.house.takeEmptied()).toEqual([0, 1, 2]);
    expect(world.house.takeEmptied()).toEqual([]);
  });
});

describe('the value of an account', () => {
  test('is its wallet and what its positions would realise at the marks', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH] });
    world.trade(0, 1, 0, 10, 100);
    world.trade(1, 0, 1, 2, 100);
    world.move(90, 80);
    expect(world.house.equityAtoms(0)).toBe(1_000 - 100 + 2 * 7 * 20);
    expect(world.house.value(0)).toEqual({
      walletAtoms: 1_000,
      equityAtoms: 1_180,
      maintenanceAtoms: 45 + 56,
      notionalAtoms: 900 + 2 * 7 * 80,
    });
    expect([world.house.maintenanceAtoms(0), world.house.notionalAtoms(0)]).toEqual([101, 2_020]);
    expect(world.house.value(1).equityAtoms).toBe(RICH + 100 - 280);
  });

  test('shows each position with the price at which the account has nothing left', () => {
    const world = new ClearingWorld({ deposits: [100, RICH] });
    world.trade(1, 0, 1, 2, 100);
    world.trade(0, 1, 0, 10, 100);
    world.move(95);
    const [long, short] = world.house.positionViews(0);
    expect(long).toEqual({
      instrument: world.perps[0],
      sizeLots: 10,
      markTicks: 95,
      bankruptcyTicks: 90,
      notionalAtoms: 950,
      unrealisedAtoms: -50,
      maintenanceAtoms: 48,
    });
    expect(short).toMatchObject({ instrument: world.perps[1], sizeLots: -2, bankruptcyTicks: 103, unrealisedAtoms: 0 });
    expect(world.house.positionView(0, world.perps[1])).toEqual(short);
    expect(world.house.positionView(0, world.perps[2])).toBeUndefined();
    expect(world.house.positionViews(1).map(({ sizeLots }) => sizeLots)).toEqual([-10, 2]);
  });

  test('fails the account by the verdict of the policy, and never one without positions', () => {
    const world = new ClearingWorld({ deposits: [100, RICH, -0] });
    world.trade(0, 1, 0, 10, 100);
    const failsAt = (mark: number): boolean => {
      world.move(mark);
      return world.house.fails(0);
    };
    // At 94 equity is 40 and maintenance margin 47; at 95 they are 50 and 47.5, rounded up.
    expect([95, 94].map(failsAt)).toEqual([false, true]);
    expect(world.house.fails(2)).toBe(false);
  });

  test('throws a sentence past the safe integers, and for a margin that is none', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH] });
    world.trade(0, 1, 1, 2 ** 40, 100);
    world.move(100, 2 ** 20);
    expect(() => world.house.equityAtoms(0)).toThrow('safe integers');
    expect(() => world.house.fails(0)).toThrow('safe integers');
    const margin = { ...percentMargin(10, 5), maintenanceAtoms: () => 0.5, initialAtoms: () => -1 };
    const odd = new ClearingWorld({ deposits: [RICH, RICH], margin });
    odd.trade(0, 1, 0, 1, 100);
    expect(() => odd.house.fails(0)).toThrow(
      'the margin policy asks 0.5 atoms of maintenance margin for 100 atoms of A/USD:USD; expected a whole number, at least 0',
    );
    expect(() => odd.house.initialAtoms(0)).toThrow('asks -1 atoms of initial margin');
  });
});

describe('initial margin', () => {
  test('is for what would be held if all buys filled, or all sells, whichever is more', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH] });
    world.trade(0, 1, 0, 10, 100);
    expect(world.house.initialAtoms(0)).toBe(100);
    world.rest(0, 0, 5, 90);
    world.rest(0, 0, -12, 110);
    expect(world.house.initialAtoms(0)).toBe(150);
    world.rest(0, 0, -14, 111);
    expect(world.house.initialAtoms(0)).toBe(160);
    world.rest(0, 2, -2, 100);
    expect(world.house.initialAtoms(0)).toBe(160 + 60);
  });

  test('and held amounts come off what is available', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH] });
    world.trade(0, 1, 0, 10, 100);
    world.rest(0, 0, 10, 90);
    world.ledger.hold(world.wallets.of(0), 0, 300);
    world.move(95);
    expect(world.house.availableAtoms(0)).toBe(1_000 - 50 - 300 - 190);
  });

  test('lets in what equity covers, costs included, and no more', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH] });
    const [perp] = world.perps;
    expect(world.house.admits(0, perp, 100, 0)).toBe(true);
    expect(world.house.admits(0, perp, 100, 1)).toBe(false);
    expect(world.house.admits(0, perp, -101, 0)).toBe(false);
    world.rest(0, 2, 10, 100);
    expect(world.house.admits(0, perp, -70, 0)).toBe(true);
    expect(world.house.admits(0, perp, -71, 0)).toBe(false);
  });

  test('always lets in what does not raise it, however little equity is left', () => {
    const world = new ClearingWorld({ deposits: [100, RICH] });
    const [perp] = world.perps;
    world.trade(0, 1, 0, 10, 100);
    world.move(80);
    expect(world.house.equityAtoms(0)).toBe(-100);
    expect(world.house.admits(0, perp, -10, 1_000)).toBe(true);
    expect(world.house.admits(0, perp, -20, 1_000)).toBe(true);
    expect(world.house.admits(0, perp, -21, 0)).toBe(false);
    expect(world.house.admits(0, perp, 1, 0)).toBe(false);
    expect(world.house.admits(0, world.perps[1], -1, 0)).toBe(false);
  });
});
