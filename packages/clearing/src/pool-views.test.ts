import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { percentMargin, percentUnified } from '../test/plain-policies.ts';

const RICH = 1_000_000;

describe('the positions of a pool', () => {
  test('show each position with the price at which the account has nothing left', () => {
    const world = new ClearingWorld({ deposits: [100, RICH] });
    world.trade(1, 0, 1, 2, 100);
    world.trade(0, 1, 0, 10, 100);
    world.move(95);
    const [long, short] = world.house.views.positions(0);
    expect(long).toEqual({
      kind: 'position',
      instrument: world.perps[0],
      sizeLots: 10,
      markTicks: 95,
      bankruptcyTicks: 90,
      notionalAtoms: 950,
      unrealisedAtoms: -50,
      maintenanceAtoms: 48,
    });
    expect(short).toMatchObject({ instrument: world.perps[1], sizeLots: -2, bankruptcyTicks: 103, unrealisedAtoms: 0 });
    expect(world.house.views.position(0, world.perps[1])).toEqual(short);
    expect(world.house.views.position(0, world.perps[2])).toBeUndefined();
    expect(world.house.views.positions(1).map(({ sizeLots }) => sizeLots)).toEqual([-10, 2]);
  });

  test('of an inverse contract are shown in the coin that they settle in, in a pool of their own', () => {
    const world = new ClearingWorld({ deposits: [0, 0], holdings: { A: [30, RICH] } });
    world.trade(0, 1, 3, 2, 100);
    world.move(100, 100, 100, 90);
    const unit = world.house.units.of(0, world.inverse);
    // 20,000 dollars are 200 A at 100 and 222 at 90, toward zero: 22 lost of 30, and 8 left.
    const view = {
      kind: 'position',
      instrument: world.inverse,
      sizeLots: 2,
      markTicks: 90,
      bankruptcyTicks: 87,
      notionalAtoms: 222,
      unrealisedAtoms: -22,
      maintenanceAtoms: 12,
    };
    expect(world.house.views.positions(unit)).toEqual([view]);
    expect([world.house.views.positions(0), world.house.equityAtoms(unit)]).toEqual([[], 8]);
    // At 87 it is worth 229.9, which is what there is; at 86 it would be 232.5.
    world.trade(1, 0, 3, 2, 87);
    expect(world.ledger.balance(world.wallets.of(0), 1)).toBe(1);
  });

  test('of a unified pool have all its equity to lose, in the coin that they settle in', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], margin: percentUnified(10, 5) });
    world.trade(0, 1, 3, 2, 100);
    // 1,000 dollars are 10 A: 200 of cost and 10 to lose make 210 at 95.2, up for a long.
    expect(world.house.views.position(0, world.inverse)).toMatchObject({ bankruptcyTicks: 96, maintenanceAtoms: 10 });
    world.collateral[1] = NaN;
    expect(world.house.views.position(0, world.inverse)).toMatchObject({ bankruptcyTicks: 100 });
  });
});

describe('the assets of a pool', () => {
  const unified = { margin: percentUnified(10, 5, 75) };

  test('are what a unified account holds and owes beside money, at its prices and with whole lots to trade', () => {
    const world = new ClearingWorld({ deposits: [RICH], holdings: { A: [-7], C: [9] }, ...unified });
    world.collateral[3] = 33.5;
    const [a, , c] = world.spots;
    const owed = { kind: 'asset', asset: 1, atoms: -7, valueAtoms: -700, marginAtoms: -700, market: a, lots: -7 };
    const held = { kind: 'asset', asset: 3, atoms: 9, valueAtoms: 301, marginAtoms: 225, market: c, lots: 9 };
    expect(world.house.views.assets(0)).toEqual([owed, held]);
    expect(world.house.views.asset(0, 2)).toMatchObject({ atoms: 0, valueAtoms: 0, lots: 0 });
    world.collateral[1] = NaN;
    expect(world.house.views.asset(0, 1)).toMatchObject({ atoms: -7, valueAtoms: 0, marginAtoms: 0 });
  });

  test('are none in other modes', () => {
    const world = new ClearingWorld({
      deposits: [RICH, RICH],
      holdings: { A: [7, 7] },
      otherMargins: [percentMargin(10, 5, 'isolated')],
      follows: [0, 1],
    });
    expect([0, 1].map((account) => world.house.views.assets(account))).toEqual([[], []]);
  });
});
