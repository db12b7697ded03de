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

describe('leverage that an account chose', () => {
  test('asks no less than it says, and never less than the policy', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH] });
    const { credit } = world.house;
    const [a, b] = world.perps;
    credit.setLeverage(0, a, 2);
    expect([credit.initialOf(0, a, 1_001), credit.initialOf(0, b, 1_001), credit.initialOf(1, a, 1_001)]).toEqual([
      501, 101, 101,
    ]);
    credit.setLeverage(0, a, 50);
    expect(credit.initialOf(0, a, 1_001)).toBe(101);
    credit.setLeverage(0, a, 1);
    expect([credit.admits(0, a, 10, 0), credit.admits(0, a, 11, 0)]).toEqual([true, false]);
    expect(() => credit.setLeverage(0, a, 0.5)).toThrow('a leverage is at least 1, not 0.5');
  });
});

describe('the credit of an isolated account', () => {
  const isolated = { otherMargins: [percentMargin(10, 5, 'isolated')], follows: [1] };

  test('is what lies free beside its positions, whatever these gain or lose', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], ...isolated });
    const { credit } = world.house;
    world.trade(0, 1, 0, 20, 100);
    world.move(90);
    expect([credit.initialAtoms(0), credit.availableAtoms(0)]).toEqual([0, 800]);
    world.rest(0, 0, 10, 90);
    // Orders are asked for what they add: 30 lots at 90 instead of 20.
    expect([credit.initialAtoms(0), credit.availableAtoms(0)]).toEqual([90, 710]);
    expect([credit.admits(0, world.perps[1], 10, 0), credit.admits(0, world.perps[1], 11, 0)]).toEqual([true, false]);
    expect([credit.spendableAtoms(0, 0), credit.spendableAtoms(0, 2)]).toEqual([710, 0]);
  });

  test('lets no failing position grow, but others', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], ...isolated });
    const { credit } = world.house;
    world.trade(0, 1, 0, 20, 100);
    world.move(94);
    expect([credit.admits(0, world.perps[0], 1, 0), credit.admits(0, world.perps[1], 1, 0)]).toEqual([false, true]);
    expect(credit.admits(0, world.perps[0], -40, 0)).toBe(true);
  });
});

describe('the credit of a cross account in coin', () => {
  test('is that of the pool in it alone', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH], holdings: { A: [100, RICH] } });
    const { credit } = world.house;
    const { inverse } = world;
    expect([credit.admits(0, inverse, 10, 0), credit.admits(0, inverse, 11, 0)]).toEqual([true, false]);
    world.trade(0, 1, 3, 5, 100);
    world.rest(0, 0, 10, 100);
    world.move(100, 100, 100, 98);
    // 500 A at 100 are 510 at 98; a tenth of those is needed, and 100 for the orders in money.
    expect([credit.initialAtoms(0, 1), credit.availableAtoms(0, 1), credit.initialAtoms(0)]).toEqual([51, 39, 100]);
    expect([credit.spendableAtoms(0, 1), credit.spendableAtoms(0, 0)]).toEqual([39, RICH - 100]);
    expect(credit.spendableAtoms(1, 2)).toBe(0);
  });
});

describe('the credit of a unified account', () => {
  const margin = percentUnified(10, 5);

  test('is its margin less what positions, orders and loans need, in money', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], holdings: { A: [50, RICH], B: [-20] }, margin });
    const { credit } = world.house;
    // 1,000 and 90 % of 5,000, less 2,000 owed, of which a fifth is needed.
    expect([credit.initialAtoms(0), credit.availableAtoms(0)]).toEqual([400, 3_100]);
    world.trade(0, 1, 3, 1, 100);
    // 100 A of notional need 10 A, which are 1,000.
    expect([credit.initialAtoms(0), credit.availableAtoms(0)]).toEqual([1_400, 2_100]);
    world.rest(0, 0, 10, 100);
    expect(credit.availableAtoms(0)).toBe(2_000);
    expect([credit.admits(0, world.inverse, 2, 0), credit.admits(0, world.inverse, 3, 0)]).toEqual([true, false]);
    expect([credit.admits(0, world.perps[0], 200, 0), credit.admits(0, world.perps[0], 200, 1)]).toEqual([true, false]);
  });

  test('lets go of what is free and not needed, by what it counts', () => {
    const world = new ClearingWorld({ deposits: [100, RICH], holdings: { A: [50, RICH], B: [-20] }, margin });
    const { credit } = world.house;
    // 100 + 4,500 − 2,000 − 400 is available: all the money, and 24 of A at 90 each.
    expect([0, 1, 2].map((asset) => credit.spendableAtoms(0, asset))).toEqual([100, 24, -20]);
    world.ledger.hold(world.wallets.of(0), 1, 40);
    expect(credit.spendableAtoms(0, 1)).toBe(10);
    expect(credit.spendableAtoms(1, 1)).toBe(RICH);
  });

  test('buys on credit as far as what it gets and has covers what it pays and the loan', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], margin });
    const { credit } = world.house;
    // 60 A for 6,000: 5,000 are borrowed and need 1,000; margin falls by the haircut of 600. 64 A: 1,040 and 640.
    expect(credit.admitsPurchase(0, 0, 1_000, 1, 10)).toBe(true);
    expect(credit.admitsPurchase(0, 0, 4_300, 1, 43)).toBe(false);
    expect(credit.admitsPurchase(0, 0, 4_000, 1, 40)).toBe(true);
    // Sold short, A brings money in full, and its debt has no haircut: 50 A need 1,000.
    expect(credit.admitsPurchase(0, 1, 50, 0, 5_000)).toBe(true);
    expect(credit.admitsPurchase(0, 1, 51, 0, 5_100)).toBe(false);
  });

  test('owes nothing that has no price or no terms, however much it would get for it', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], margin });
    world.collateral[2] = NaN;
    expect(world.house.credit.admitsPurchase(0, 2, 1, 0, 1_000_000)).toBe(false);
    const { loanInitialAtoms: _, ...noLoans } = margin;
    const strict = new ClearingWorld({ deposits: [1_000, RICH], margin: noLoans });
    expect(strict.house.credit.admitsPurchase(0, 1, 1, 0, 1_000_000)).toBe(false);
    expect(strict.house.credit.admitsPurchase(0, 0, 1_000, 1, 1)).toBe(true);
  });

  test('that rests orders pays no haircut out of what these need', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], margin });
    expect(world.house.credit.admitsPurchase(0, 0, 1_000, 1, 10)).toBe(true);
    world.rest(0, 0, 96, 100);
    expect(world.house.credit.admitsPurchase(0, 0, 1_000, 1, 10)).toBe(false);
    expect(world.house.credit.admitsPurchase(0, 0, 400, 1, 4)).toBe(true);
  });

  test('has no haircut left to gain or spare on a coin in which it loses more than it holds', () => {
    const world = new ClearingWorld({ deposits: [2_910, RICH], holdings: { A: [15, RICH] }, margin });
    const { credit } = world.house;
    world.trade(0, 1, 3, 1, 100);
    world.move(100, 100, 100, 80);
    // 100 A of cost are 125 at 80: q is −10. 2,910 − 1,000 is 1,910, of which 13 A of initial margin need 1,300.
    expect([world.house.equityAtoms(0), credit.availableAtoms(0)]).toEqual([1_910, 610]);
    expect(credit.spendableAtoms(0, 1)).toBe(6);
    // 7 A sold leave 17 owed on balance instead of 10: they have to bring 90 at least.
    expect([90, 89].map((money) => credit.admitsPurchase(0, 1, 7, 0, money))).toEqual([true, false]);
  });

  test('grows no more once it fails, but may always pay back', () => {
    const world = new ClearingWorld({ deposits: [2_100, RICH], holdings: { A: [-20, RICH] }, margin });
    const { credit } = world.house;
    expect(world.house.fails(0)).toBe(true);
    expect(credit.admitsPurchase(0, 0, 1_000, 1, 10)).toBe(true);
    expect(credit.admitsPurchase(0, 1, 1, 0, 1_000)).toBe(false);
    expect(credit.admits(0, world.perps[0], 1, 0)).toBe(false);
  });
});
