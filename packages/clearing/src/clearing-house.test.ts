import { describe, expect, test } from '@jest/globals';
import { Ledger } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import { ClearingWorld } from '../test/clearing-world.ts';
import { percentMargin, percentUnified } from '../test/plain-policies.ts';
import { terms } from '../test/world-terms.ts';
import { AccountWallets } from './account-wallets.ts';
import { ClearingHouse } from './clearing-house.ts';

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
    const [a, b] = world.perps;
    expect(world.house.takeEmptied()).toEqual([
      { unit: 0, instrument: b, side: -1 },
      { unit: 1, instrument: a, side: -1 },
      { unit: 2, instrument: b, side: 1 },
    ]);
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
      marginAtoms: 1_180,
      maintenanceAtoms: 45 + 56,
      notionalAtoms: 900 + 2 * 7 * 80,
    });
    expect([world.house.walletAtoms(0), world.house.unrealisedAtoms(0)]).toEqual([1_000, 180]);
    expect(world.house.value(1).equityAtoms).toBe(RICH + 100 - 280);
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
    expect(() => odd.house.credit.initialAtoms(0)).toThrow('asks -1 atoms of initial margin');
  });
});

describe('an account', () => {
  test('sums up the equity of all its pools in the settlement asset, and what it realised since the period began', () => {
    const world = new ClearingWorld({ deposits: [1_000, RICH], holdings: { A: [500, RICH] } });
    world.trade(0, 1, 0, 10, 100);
    world.trade(0, 1, 3, 2, 100);
    world.move(110, 100, 100, 125);
    // 20,000 dollars of A are 200 A at 100 and 160 at 125: a gain of 40; cross pools in A are worth what A is, of 540.
    world.collateral[1] = 125;
    expect(world.house.accountEquityAtoms(0)).toBe(1_000 + 100 + 540 * 125);
    expect(world.house.inSettlement(1, -3)).toBe(-375);
    world.trade(1, 0, 0, 4, 110);
    world.trade(1, 0, 3, 1, 125);
    expect([world.house.realisedAtoms(0), world.house.realisedAtoms(1)]).toEqual([60, -60]);
    world.house.endPeriod();
    expect([world.house.realisedAtoms(0), world.house.realisedAtoms(5_000)]).toEqual([0, 0]);
  });

  test('has positions by instrument, wherever its units are', () => {
    const isolated = percentMargin(10, 5, 'isolated');
    const world = new ClearingWorld({ deposits: [1_000, RICH], otherMargins: [isolated], follows: [1] });
    const [perp] = world.perps;
    expect([world.house.sizeLots(0, perp), world.house.findPosition(0, perp)]).toEqual([0, -1]);
    world.trade(0, 1, 0, 10, 100);
    const slot = world.house.findPosition(0, perp);
    expect([world.house.sizeLots(0, perp), world.house.positions.sizeLotsAt(slot)]).toEqual([10, 10]);
    world.move(103);
    expect(world.house.unrealisedAtomsAt(slot)).toBe(30);
    expect([world.house.markTicks(perp), world.house.previousMarkTicks(perp)]).toEqual([103, 100]);
  });
});

describe('the books that are watched', () => {
  test('name units by what touched them: a fill, a balance, and an isolated wallet its own', () => {
    const isolated = percentMargin(10, 5, 'isolated');
    const world = new ClearingWorld({ deposits: [1_000, RICH], otherMargins: [isolated], follows: [1] });
    const touched = (): number[] => {
      const seen = new Set<number>();
      world.house.takeTouched((unit) => seen.add(unit));
      return [...seen].sort((a, b) => a - b);
    };
    expect(touched()).toEqual([0, 1, 2]);
    expect(touched()).toEqual([]);
    world.trade(0, 1, 0, 10, 100);
    // The account, whose wallet gave margin; the rich one; the isolated position, numbered above the fund's account.
    expect(touched()).toEqual([0, 1, 3]);
    world.house.moveMargin(0, world.perps[0], 50);
    expect(touched()).toEqual([0, 3]);
    world.give(1, 2, 5);
    expect(touched()).toEqual([1]);
  });

  test('name the holders of a mark, and of a collateral price those in unified mode whom it concerns', () => {
    const options = {
      otherMargins: [percentUnified(10, 5), percentMargin(10, 5, 'isolated')],
      follows: [0, 1, 1, 2, 1],
    };
    const deposits = [RICH, RICH, RICH, RICH, RICH];
    const world = new ClearingWorld({ deposits, holdings: { A: [9, 0, 9, 9, 0], B: [0, 9] }, ...options });
    world.trade(0, 3, 0, 10, 100);
    world.trade(4, 1, 3, 1, 100);
    const holders = (price: number): number[] => {
      const seen: number[] = [];
      world.house.forEachHolder(price, (unit) => seen.push(unit));
      return seen.sort((a, b) => a - b);
    };
    const { length } = world.instruments;
    expect(holders(0)).toEqual([0, 6]);
    // Those who hold A, and those whose results settle in it.
    expect(holders(length + 1)).toEqual([1, 2, 4]);
    expect([holders(length + 2), holders(length + 3), holders(4)]).toEqual([[1], [], []]);
    expect([0, 4, length, length + 1].map((price) => world.house.priceAt(price))).toEqual([100, 0, 1, 100]);
  });
});

test('unified accounts need a price for everything that perpetuals settle in', () => {
  const { assets, instruments, linear, inverse } = terms();
  const wallets = new AccountWallets();
  const make = (collateral: number[], listed: readonly PerpInstrument[]): ClearingHouse =>
    new ClearingHouse({
      ledger: new Ledger(assets),
      instruments,
      listed,
      settle: 0,
      margin: [percentMargin(10, 5), percentUnified(10, 5)],
      collateral,
      prices: { markTicks: () => 100, previousMarkTicks: () => 100, collateralPrice: () => 100 },
      wallets,
      clearingWallet: 0,
      accountCount: () => 0,
      openWallet: () => 0,
    });
  const refused = 'A/USD:A settles in A, which unified accounts need as collateral with a price';
  expect(() => make([2], [...linear, inverse])).toThrow(refused);
  expect(make([1], [...linear, inverse]).settle).toBe(0);
  expect(make([], linear).settle).toBe(0);
});
