import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { percentMargin, percentUnified } from '../test/plain-policies.ts';

const RICH = 1_000_000;

describe('initial margin', () => {
  test('is for what would be held if all buys filled, or all sells, whichever is more', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH] });
    world.trade(0, 1, 0, 10, 100);
    expect(world.house.credit.initialAtoms(0)).toBe(100);
    world.rest(0, 0, 5, 90);
    world.rest(0, 0, -12, 110);
    expect(world.house.credit.initialAtoms(0)).toBe(150);
    world.rest(0, 0, -14, 111);
    expect(world.house.credit.initialAtoms(0)).toBe(160);
    world.rest(0, 2, -2, 100);
    expect(world.house.credit.initialAtoms(0)).toBe(160 + 60);
  });

  test('and held amounts come off what is available', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH] });
    world.trade(0, 1, 0, 10, 100);
    world.rest(0, 0, 10, 90);
    world.ledger.hold(world.wallets.of(0), 0, 300);
    world.move(95);
    expect(world.house.credit.availableAtoms(0)).toBe(1_000 - 50 - 300 - 190);
  });

  test('lets in what equity covers, costs included, and no more', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH] });
    const [perp] = world.perps;
    expect(world.house.credit.admits(0, perp, 100, 0)).toBe(true);
    expect(world.house.credit.admits(0, perp, 100, 1)).toBe(false);
    expect(world.house.credit.admits(0, perp, -101, 0)).toBe(false);
    world.rest(0, 2, 10, 100);
    expect(world.house.credit.admits(0, perp, -70, 0)).toBe(true);
    expect(world.house.credit.admits(0, perp, -71, 0)).toBe(false);
  });

  test('always lets in what does not raise it, however little equity is left', () => {
    const world = new ClearingWorld({ deposits: [100, RICH] });
    const [perp] = world.perps;
    world.trade(0, 1, 0, 10, 100);
    world.move(80);
    expect(world.house.equityAtoms(0)).toBe(-100);
    expect(world.house.credit.admits(0, perp, -10, 1_000)).toBe(true);
    expect(world.house.credit.admits(0, perp, -20, 1_000)).toBe(true);
    expect(world.house.credit.admits(0, perp, -21, 0)).toBe(false);
    expect(world.house.credit.admits(0, perp, 1, 0)).toBe(false);
    expect(world.house.credit.admits(0, world.perps[1], -1, 0)).toBe(false);
  });
});
