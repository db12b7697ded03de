import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { MAKER, RICH, longWorld, typesOf } from '../test/long-world.ts';
import { inOrder, sellNothing, toFund, toOthers } from '../test/plain-policies.ts';
import type { DisposalPolicy } from './contracts/loss-absorption.ts';
import { insuranceReasons } from './facts.ts';

describe('what the book does not take', () => {
  test('goes to the fund at the price that leaves the account nothing', () => {
    const world = longWorld();
    world.rest(MAKER, 0, 4, 92);
    const facts = world.mark(92);
    expect(typesOf(facts)).toEqual(['liquidation', 'forcedOrder', 'takeover']);
    // Equity of 20 on the six lots that are left: 92 − 20 / 6, rounded up.
    expect(facts[2]).toMatchObject({
      account: 0,
      size: 6,
      price: 89,
      signedLots: 6,
      priceTicks: 89,
      market: 'A/USD:USD@alpha',
    });
    expect(world.sizes(world.fund.account)).toEqual([6, 0, 0]);
    expect(world.house.walletAtoms(0)).toBe(2);
    expect(world.house.value(world.fund.account)).toMatchObject({ walletAtoms: 1_000, equityAtoms: 1_018 });
    expect(world.faults()).toEqual([]);
  });

  test('goes to the other side when the fund will not have it, and closes what the fund holds of that side', () => {
    const world = longWorld({ absorption: toOthers });
    world.trade(world.fund.account, 2, 1, 1, 100);
    world.trade(MAKER, world.fund.account, 0, 3, 100);
    const facts = world.mark(95, 100);
    expect(facts).toEqual([]);
    const absorbed = world.mark(92, 100);
    expect(typesOf(absorbed)).toEqual(['liquidation', 'forcedOrder', 'deleveraging', 'takeover', 'insurance']);
    expect(absorbed[2]).toMatchObject({ account: MAKER, bankrupt: 0, signedLots: 7, priceTicks: 90 });
    expect(absorbed[4]).toMatchObject({ account: 0, change: 30, balance: 1_030, reason: insuranceReasons.trade });
    expect([0, MAKER, world.fund.account].map((account) => world.sizes(account)[0])).toEqual([0, 0, 0]);
    expect(world.faults()).toEqual([]);
  });

  test('is handed over from the largest maintenance margin on, each at what the account is worth by then', () => {
    const world = new ClearingWorld({ deposits: [200, RICH], fundAtoms: 1_000, liquidation: sellNothing('absorb') });
    world.trade(0, MAKER, 0, 5, 100);
    world.trade(0, MAKER, 1, 5, 100);
    const facts = world.mark(98, 96);
    expect(facts.filter(({ type }) => type === 'takeover')).toMatchObject([
      { market: 'B/USD:USD@alpha', signedLots: 5, priceTicks: 95 },
      { market: 'A/USD:USD@alpha', signedLots: 5, priceTicks: 95 },
    ]);
    expect(world.house.walletAtoms(0)).toBe(0);
  });

  test('is handed over by instrument where margins are equal', () => {
    const world = new ClearingWorld({ deposits: [200, RICH], fundAtoms: 1_000, liquidation: sellNothing('absorb') });
    world.trade(0, MAKER, 2, 7, 100);
    world.trade(0, MAKER, 0, 21, 100);
    const takeovers = world.mark(95, 100, 95).filter(({ type }) => type === 'takeover');
    expect(takeovers).toMatchObject([{ market: 'A/USD:USD@alpha' }, { market: 'C/USD:USD@alpha' }]);
  });

  test('is handed over only until the account complies', () => {
    // At a mark of one tick A has no lower price to be handed over at: equity stays 3, where C alone needs 2.
    const world = new ClearingWorld({ deposits: [3, RICH], fundAtoms: 1_000, liquidation: sellNothing('absorb') });
    world.trade(0, MAKER, 0, 100, 1);
    world.trade(0, MAKER, 2, 1, 10);
    expect(typesOf(world.mark(1, 100, 10))).toEqual(['liquidation', 'takeover']);
    expect([world.sizes(0), world.liquidator.isUnderway(0)]).toEqual([[0, 0, 1], false]);
  });

  test('leaves a deficit when no price is far enough; the fund pays as far as it can, and the rest is told once', () => {
    const world = new ClearingWorld({ deposits: [100, RICH], fundAtoms: 30, absorption: toOthers });
    world.trade(0, MAKER, 2, 400, 100);
    world.trade(MAKER, 0, 2, 400, 90);
    world.trade(MAKER, 0, 0, 10, 100);
    // It owes 11,900 atoms: buying ten lots back at one tick gains 990, and the fund has 30.
    const facts = world.mark(100);
    expect(facts.slice(-3)).toMatchObject([
      { type: 'deleveraging', signedLots: -10, priceTicks: 1 },
      { type: 'insurance', account: 0, change: -30, balance: 0, reason: insuranceReasons.deficit },
      { type: 'shortfall', venue: 'alpha', account: 0, deficit: 10_880, deficitAtoms: 10_880 },
    ]);
    expect(world.house.walletAtoms(0)).toBe(-10_880);
    expect(world.mark(100)).toEqual([]);
    expect(world.faults()).toEqual([]);
  });

  test('may leave the other side with a deficit, which the same liquidation covers', () => {
    const world = longWorld({ deposits: [100, RICH, 3], absorption: toOthers });
    world.trade(MAKER, 2, 0, 10, 80);
    const facts = world.mark(80);
    const [{ seq }] = facts;
    expect(facts).toMatchObject([
      { type: 'liquidation', account: 0 },
      { type: 'forcedOrder', account: 0, filled: 0, origin: seq },
      { type: 'deleveraging', account: 2, bankrupt: 0, priceTicks: 90, origin: seq },
      { type: 'insurance', account: 2, change: -97, reason: insuranceReasons.deficit, origin: seq },
    ]);
    expect([0, 2].map((account) => world.house.walletAtoms(account))).toEqual([0, 0]);
  });

  test('is covered at the next marks where an account closed its last position itself and owes', () => {
    const world = longWorld();
    world.trade(MAKER, 0, 0, 10, 85);
    expect(world.house.walletAtoms(0)).toBe(-50);
    const covered = { type: 'insurance', account: 0, change: -50, balance: 950, reason: insuranceReasons.deficit };
    expect(world.mark(85)).toMatchObject([covered]);
    expect(world.house.walletAtoms(0)).toBe(0);
  });

  test('and then belongs to no liquidation', () => {
    const world = longWorld({ deposits: [100, RICH, 100] });
    world.trade(2, MAKER, 0, 10, 100);
    world.trade(MAKER, 0, 0, 10, 85);
    const [covered, begun] = world.mark(94);
    expect(covered).toMatchObject({ type: 'insurance', account: 0, origin: 0 });
    expect(begun).toMatchObject({ type: 'liquidation', account: 2 });
  });

  test('is not asked of an account that has opened anew meanwhile', () => {
    const world = longWorld({ liquidation: sellNothing('wait') });
    world.trade(MAKER, 0, 0, 10, 85);
    world.trade(0, MAKER, 0, 1, 85);
    expect(typesOf(world.mark(85))).toEqual(['liquidation']);
    expect(world.house.walletAtoms(0)).toBe(-50);
  });
});

describe('the fund', () => {
  const slice = (lots: number, limitTicks = 0): DisposalPolicy => ({ slice: () => ({ lots, limitTicks }) });

  test('is not watched, and trades out of what it took over as its policy says', () => {
    const world = longWorld({ deposits: [100, RICH, RICH], disposal: slice(4, 91) });
    world.trade(world.fund.account, 2, 0, 100, 100);
    world.rest(2, 0, 3, 92);
    world.move(91);
    expect(world.house.fails(world.fund.account)).toBe(true);
    world.trade(MAKER, 0, 0, 10, 100);
    expect(world.mark(91)).toMatchObject([
      { type: 'forcedOrder', account: world.fund.account, signedLots: -4, filledLots: 3, limitTicks: 91 },
      { type: 'insurance', account: world.fund.account, change: -24, balance: 976, reason: insuranceReasons.trade },
    ]);
    expect(world.venue.calls).toEqual(['force 3 A/USD:USD -4 @ 91']);
    expect(world.sizes(world.fund.account)).toEqual([97, 0, 0]);
  });

  test('sees each of its positions as it is when its turn comes', () => {
    const seen: number[][] = [];
    const world = new ClearingWorld({
      deposits: [RICH, RICH],
      fundAtoms: 1_000,
      disposal: {
        slice: ({ sizeLots, bankruptcyTicks }, { equityAtoms }) => {
          seen.push([sizeLots, bankruptcyTicks, equityAtoms]);
          return { lots: Math.abs(sizeLots), limitTicks: 0 };
        },
      },
    });
    world.trade(world.fund.account, 0, 0, 10, 100);
    world.trade(0, world.fund.account, 2, 10, 100);
    world.rest(1, 0, 10, 40);
    world.mark(100);
    expect(seen).toEqual([
      [10, 1, 1_000],
      [-10, 113, 400],
    ]);
  });

  test('waits when its policy says so, and stops the run when that asks for what it has not', () => {
    const holding = (lots: number): ClearingWorld => {
      const world = new ClearingWorld({ deposits: [RICH], fundAtoms: 1_000, disposal: slice(lots) });
      world.trade(world.fund.account, 0, 0, 10, 100);
      return world;
    };
    expect(holding(0).mark(100)).toEqual([]);
    for (const lots of [11, -1, 1.5, NaN]) {
      expect(() => holding(lots).mark(100)).toThrow(
        `a disposal of ${lots} lots of A/USD:USD is not within the fund's 10`,
      );
    }
  });

  test('is itself handed to the other side once it is bankrupt, its loss taken once', () => {
    const world = new ClearingWorld({
      deposits: [RICH, RICH],
      fundAtoms: 1_000,
      disposal: slice(1),
      deleveraging: inOrder,
    });
    world.trade(world.fund.account, 0, 0, 10, 100);
    world.trade(world.fund.account, 1, 2, 10, 100);
    const facts = world.mark(95, 100, 65);
    // Equity is 1,000 − 50 − 1,050 = −100; C asks for more margin, and gives 100 by a price of 69 (65 + 100 / 30, up).
    expect(facts).toMatchObject([
      { type: 'deleveraging', account: 1, bankrupt: world.fund.account, signedLots: 10, priceTicks: 69 },
      { type: 'insurance', account: world.fund.account, change: -930, reason: insuranceReasons.trade },
      { type: 'deleveraging', account: 0, bankrupt: world.fund.account, signedLots: 10, priceTicks: 93 },
      { type: 'insurance', account: world.fund.account, change: -70, balance: 0 },
    ]);
    expect(world.hasPositions(world.fund.account)).toBe(false);
    expect(world.venue.calls).toEqual([]);
    expect(world.faults()).toEqual([]);
  });

  test('may leave the other side with a deficit, and keeps its own debt', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH, 50], fundAtoms: 100 });
    world.trade(world.fund.account, 0, 0, 10, 100);
    world.trade(0, 2, 0, 10, 80);
    expect(world.mark(80)).toMatchObject([
      { type: 'deleveraging', account: 2, priceTicks: 90 },
      { type: 'insurance', account: world.fund.account, change: -100, balance: 0 },
      { type: 'shortfall', account: 2, deficit: 50 },
    ]);
    const deep = new ClearingWorld({ deposits: [RICH], fundAtoms: 100 });
    deep.trade(deep.fund.account, 0, 2, 100, 100);
    deep.trade(0, deep.fund.account, 2, 100, 50);
    deep.trade(0, deep.fund.account, 0, 1, 100);
    expect(typesOf(deep.mark(100))).toEqual(['deleveraging', 'insurance']);
    expect(deep.fund.balanceAtoms(0)).toBe(100 - 15_000 + 99);
  });

  test('takes over at a loss that its policy accepts, and goes on until it is bankrupt', () => {
    const world = longWorld({
      deposits: [100, RICH],
      fundAtoms: 40,
      absorption: toFund,
      liquidation: sellNothing('absorb'),
    });
    expect(typesOf(world.mark(86))).toEqual(['liquidation', 'takeover', 'deleveraging', 'insurance']);
    expect([world.hasPositions(0), world.hasPositions(world.fund.account), world.fund.balanceAtoms(0)]).toEqual([
      false,
      false,
      0,
    ]);
    expect(world.house.walletAtoms(MAKER)).toBe(RICH + 140);
  });
});
