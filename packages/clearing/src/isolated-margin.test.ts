import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClearingWorld } from '../test/clearing-world.ts';
import type { WorldOptions } from '../test/clearing-world.ts';
import { percentMargin } from '../test/plain-policies.ts';

const RICH = 1_000_000;

/** Account 0 is isolated, account 1 rich and in cross mode. */
function isolated(options: Partial<WorldOptions> = {}): ClearingWorld {
  const otherMargins = [percentMargin(10, 5, 'isolated')];
  return new ClearingWorld({ deposits: [1_000, RICH], otherMargins, follows: [1], ...options });
}

/** What lies in the wallet of account 0 and beside it, in the wallet of its position. */
function balances({ house, ledger, wallets }: ClearingWorld, perp = house.listed[0]): [number, number] {
  const own = house.units.walletOf(house.units.of(0, perp));
  return [ledger.balance(wallets.of(0), perp.settle), ledger.balance(own, perp.settle)];
}

describe('the margin of an isolated position', () => {
  test('is brought when it opens and grows, at the price of the trade, and goes back when it shrinks, in proportion or less', () => {
    const world = isolated();
    world.trade(0, 1, 0, 10, 100);
    expect(balances(world)).toEqual([900, 100]);
    world.trade(0, 1, 0, 5, 110);
    // 10 % of 1,650 less 10 % of 1,100 is what five lots more need at 110.
    expect(balances(world)).toEqual([845, 155]);
    world.trade(1, 0, 0, 7, 100);
    // Costs of 1,550 release 723 for 7 of 15 lots, toward zero: sold for 700, a loss of 23. Of 132 left, 8 of 15 would be 71;
    // but the 8 lots that stay have lost 27 and need 80 at this price.
    expect(balances(world)).toEqual([870, 107]);
    world.trade(1, 0, 0, 8, 120);
    expect(balances(world)).toEqual([1_000 - 23 + 133, 0]);
    expect(world.faults()).toEqual([]);
  });

  test('goes back in proportion, rounded down, where the rest needs less than that', () => {
    const world = isolated();
    world.trade(0, 1, 0, 10, 100);
    expect(world.house.moveMargin(0, world.perps[0], 101)).toBe(true);
    world.trade(1, 0, 0, 3, 100);
    // 7 of 10 lots keep 141 of 201, up.
    expect(balances(world)).toEqual([859, 141]);
  });

  test('goes back and is brought anew when a fill turns the position round', () => {
    const world = isolated();
    world.trade(0, 1, 0, 10, 100);
    world.trade(1, 0, 0, 30, 90);
    expect(balances(world)).toEqual([1_000 - 100 - 180, 180]);
    expect(world.house.sizeLots(0, world.perps[0])).toBe(-20);
  });

  test('is no more than the account has free, and a loss beyond it stays in its own wallet', () => {
    const world = isolated({ deposits: [100, RICH] });
    world.ledger.hold(world.wallets.of(0), 0, 40);
    world.trade(0, 1, 0, 10, 100);
    expect(balances(world)).toEqual([40, 60]);
    world.trade(1, 0, 0, 10, 80);
    expect(balances(world)).toEqual([40, -140]);
  });

  test('of an inverse contract is coin', () => {
    const world = isolated({ holdings: { A: [100, RICH] } });
    world.trade(0, 1, 3, 2, 100);
    expect(balances(world, world.inverse)).toEqual([80, 20]);
    expect(world.house.value(world.house.units.of(0, world.inverse))).toMatchObject({
      equityAtoms: 20,
      maintenanceAtoms: 10,
      notionalAtoms: 200,
    });
  });

  test('answers for it alone: one position fails while another and the account are left alone', () => {
    const world = isolated();
    world.trade(0, 1, 0, 10, 100);
    world.trade(0, 1, 1, 2, 100);
    world.move(94, 100);
    const { units } = world.house;
    const [a, b] = [0, 1].map((perp) => units.of(0, world.perps[perp]));
    expect([a, b, 0].map((unit) => world.house.fails(unit))).toEqual([true, false, false]);
    expect([a, b, 0].map((unit) => world.house.equityAtoms(unit))).toEqual([40, 140, 760]);
    expect(world.house.accountEquityAtoms(0)).toBe(940);
  });
});

describe('margin that an account moves', () => {
  test('is added as far as it is free, and taken out as far as initial margin and gains allow', () => {
    const world = isolated();
    const [perp] = world.perps;
    expect(world.house.moveMargin(0, perp, 10)).toBe(false);
    world.trade(0, 1, 0, 10, 100);
    expect(world.house.moveMargin(0, perp, 901)).toBe(false);
    expect(world.house.moveMargin(0, perp, 0)).toBe(false);
    expect(world.house.moveMargin(0, perp, 900)).toBe(true);
    expect(balances(world)).toEqual([0, 1_000]);
    world.move(95);
    // 950 of equity, and 95 needed.
    expect(world.house.moveMargin(0, perp, -856)).toBe(false);
    expect(world.house.moveMargin(0, perp, -855)).toBe(true);
    expect(balances(world)).toEqual([855, 145]);
    world.trade(1, 0, 0, 10, 95);
    expect(world.house.moveMargin(0, perp, 10)).toBe(false);
  });

  test('never takes out what is only unrealised, and is none in other modes', () => {
    const world = isolated();
    const [perp] = world.perps;
    world.trade(0, 1, 0, 10, 100);
    world.move(200);
    expect(world.house.moveMargin(0, perp, -101)).toBe(false);
    expect(world.house.moveMargin(0, perp, -100)).toBe(true);
    expect(world.house.moveMargin(1, perp, 100)).toBe(false);
  });

  test('leaves a position that meets its initial margin whenever it was let go, and no atom is lost', () => {
    const step = fc.tuple(
      fc.constantFrom('trade', 'move', 'mark'),
      fc.integer({ min: -400, max: 400 }).filter((amount) => amount !== 0),
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 30 }), (steps) => {
        const world = isolated({ deposits: [5_000, RICH] });
        const { house, accounts, perps } = world;
        for (const [what, amount] of steps) {
          if (what === 'trade') world.trade(0, 1, 0, Math.trunc(amount / 20) || 1, house.markTicks(perps[0]));
          else if (what === 'mark') world.move(100 + Math.trunc(amount / 20));
          else if (house.moveMargin(0, perps[0], amount) && amount < 0) {
            taken++;
            const { equityAtoms, notionalAtoms } = house.value(house.units.of(0, perps[0]));
            expect(equityAtoms).toBeGreaterThanOrEqual(Math.ceil(notionalAtoms / 10));
          }
          expect(world.faults()).toEqual([]);
          expect(accounts.reduce((sum, each) => sum + house.accountEquityAtoms(each), 0)).toBe(RICH + 5_000);
          expect(world.ledger.balance(world.wallets.of(0), 0)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
    expect(taken).toBeGreaterThan(20);
  });
});
