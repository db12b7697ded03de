import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { MAKER, RICH, longWorld, typesOf } from '../test/long-world.ts';
import { percentMargin, percentUnified, sellAll, sellNothing, sellRanked } from '../test/plain-policies.ts';
import type { Liquidation } from './facts.ts';

describe('an isolated position', () => {
  /** Account 0 has an isolated long in A and one in B against the maker, at 100; 10 % initial margin went with each. */
  const isolated = (): ClearingWorld => {
    const world = new ClearingWorld({
      deposits: [1_000, RICH],
      fundAtoms: 1_000,
      otherMargins: [percentMargin(10, 5, 'isolated')],
      follows: [1],
      liquidation: sellAll('absorb'),
    });
    world.trade(0, MAKER, 0, 10, 100);
    world.trade(0, MAKER, 1, 2, 100);
    return world;
  };

  test('is liquidated alone: the wallet and the other position stay as they were', () => {
    const world = isolated();
    expect(world.house.walletAtoms(0)).toBe(1_000 - 100 - 140);
    world.rest(0, 0, 5, 50);
    world.rest(0, 1, 5, 50);
    world.rest(MAKER, 0, 10, 92);
    const facts = world.mark(94);
    expect(typesOf(facts)).toEqual(['liquidation', 'forcedOrder']);
    expect(world.venue.calls).toEqual(['cancel 0 on 0', 'force 0 A/USD:USD -10 @ 90']);
    expect(world.sizes(0)).toEqual([0, 2, 0]);
    // Of the margin of 100 the loss of 80 leaves 20, which goes back.
    expect(world.house.walletAtoms(0)).toBe(760 + 20);
    expect(world.faults()).toEqual([]);
  });

  test('closed below its margin leaves a deficit to the fund, not to the wallet of its account', () => {
    const world = isolated();
    const facts = world.mark(85);
    expect(typesOf(facts)).toEqual(['liquidation', 'forcedOrder', 'takeover']);
    expect(world.house.walletAtoms(0)).toBe(760);
    expect(world.fund.equityAtoms(0)).toBe(1_000 - 50);
    expect(world.faults()).toEqual([]);
  });
});

describe('a unified account', () => {
  /** Account 0 has 20 in money, 3 A worth 100 each of which 90 % count, and is long 10 A at 100. */
  const unified = (otherwise: 'absorb' | 'wait' = 'absorb'): ClearingWorld => {
    const world = new ClearingWorld({
      deposits: [20, RICH],
      holdings: { B: [3, 100] },
      fundAtoms: 1_000,
      margin: percentUnified(10, 5),
      liquidation: sellRanked(otherwise),
      priority: { rank: ({ positions, assets }) => [...assets, ...positions] },
    });
    world.trade(0, MAKER, 0, 10, 100);
    return world;
  };

  test('has its other assets sold first, and keeps its position once it complies', () => {
    const world = unified();
    world.venue.rest(MAKER, world.spots[1], 5, 99);
    // At 78: 20 − 220 + 270 = 70 of margin against 39 for the position and 20 for a loan that is none: the loss is unrealised.
    expect(typesOf(world.mark(78))).toEqual([]);
    // At 74: margin 20 − 260 + 270 = 30 against 37. Sold at 99 each, B brings 297 instead of the 270 that counted.
    const facts = world.mark(74);
    expect(typesOf(facts)).toEqual(['liquidation', 'forcedOrder']);
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 B/USD -3']);
    expect(world.sizes(0)).toEqual([10, 0, 0]);
    expect(world.house.fails(0)).toBe(false);
    expect(world.faults()).toEqual([]);
  });

  test('loses the position after its assets when those are not enough', () => {
    const world = unified();
    world.venue.rest(MAKER, world.spots[1], 5, 50);
    world.rest(MAKER, 0, 20, 70);
    world.mark(74);
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 B/USD -3', 'force 0 A/USD:USD -10']);
    expect(world.sizes(0)).toEqual([0, 0, 0]);
    expect(world.faults()).toEqual([]);
  });

  test('hands over what no book takes: its position, its assets at their prices, and what it still owes', () => {
    const world = unified();
    const facts = world.mark(50);
    expect(typesOf(facts).slice(0, 4)).toEqual(['liquidation', 'forcedOrder', 'forcedOrder', 'takeover']);
    expect(world.sizes(0)).toEqual([0, 0, 0]);
    expect(world.house.fails(0)).toBe(false);
    expect(typesOf(world.mark(50))).not.toContain('liquidation');
    expect(world.faults()).toEqual([]);
  });

  test('with a loan and no position is liquidated when its coin falls, and what is bad debt is not tried again', () => {
    const world = new ClearingWorld({
      deposits: [-250, RICH],
      holdings: { A: [3] },
      margin: percentUnified(10, 5),
      liquidation: sellRanked('absorb'),
      fundAtoms: 0,
    });
    const price = (each: number): readonly string[] => {
      world.collateral[1] = each;
      return typesOf(world.mark());
    };
    // 270 − 250 = 20 counts against 25 for the loan.
    expect(price(110)).toEqual([]);
    expect(price(100)).toEqual(['liquidation', 'forcedOrder', 'assetTakeover']);
    expect(world.house.walletAtoms(0)).toBe(50);
    const poor = new ClearingWorld({
      deposits: [-250, RICH],
      holdings: { A: [3] },
      margin: percentUnified(10, 5),
      liquidation: sellRanked('absorb'),
      fundAtoms: 0,
    });
    poor.collateral[1] = 60;
    expect(typesOf(poor.mark())).toContain('shortfall');
    expect(typesOf(poor.mark())).toEqual([]);
    expect([world.faults(), poor.faults()]).toEqual([[], []]);
  });
});

describe('a backstop vault', () => {
  test('takes over all that a failing account has and owes, at the marks', () => {
    const world = longWorld({ liquidation: sellNothing('takeover'), vaultAtoms: 500 });
    const facts = world.mark(94);
    const { vault } = world.backstops;
    expect(facts).toMatchObject([
      { type: 'liquidation', account: 0 },
      { type: 'takeover', account: 0, signedLots: 10, priceTicks: 94, by: vault?.account },
    ]);
    expect([world.house.walletAtoms(0), vault?.equityAtoms(0)]).toEqual([0, 500 + 40]);
    expect(world.sizes(vault!.account)).toEqual([10, 0, 0]);
    expect(world.faults()).toEqual([]);
  });

  test('is not there for a venue without one: the fund takes what is left', () => {
    const world = longWorld({ liquidation: sellNothing('takeover') });
    expect(typesOf(world.mark(94))).toEqual(['liquidation', 'takeover']);
    expect(world.sizes(world.fund.account)).toEqual([10, 0, 0]);
  });
});

describe('a venue that holds forced orders back', () => {
  test('keeps the account waiting instead of handing it over', () => {
    const world = longWorld({ liquidation: sellAll('absorb') });
    world.rest(MAKER, 0, 10, 93);
    world.venue.throttleLots = 2;
    expect(typesOf(world.mark(94))).toEqual(['liquidation', 'forcedOrder']);
    expect(world.sizes(0)).toEqual([8, 0, 0]);
    expect(world.liquidator.isUnderway(0)).toBe(true);
    world.venue.throttleLots = Infinity;
    expect(typesOf(world.mark(93))).toEqual(['forcedOrder']);
    expect(world.sizes(0)).toEqual([0, 0, 0]);
  });
});

describe('who is to blame', () => {
  test('is the liquidation that moved the price most, with its share; or nobody when ordinary flow moved it more', () => {
    let blame: readonly { culprit: number; share: number }[] = [];
    const world = longWorld({ liquidation: sellNothing('wait'), moversOf: () => blame });
    const other = longWorld({ liquidation: sellNothing('wait'), moversOf: () => blame });
    blame = [
      { culprit: 7, share: 0.6 },
      { culprit: 9, share: 0.2 },
    ];
    const [liquidation] = world.mark(94) as readonly Liquidation[];
    expect([liquidation.parent, liquidation.sharePpm]).toEqual([7, 600_000]);
    blame = [{ culprit: 7, share: 0.3 }];
    const [ordinary] = other.mark(94) as readonly Liquidation[];
    expect([ordinary.parent, ordinary.sharePpm]).toEqual([0, 700_000]);
  });

  test('is found over all moves since the books of the account changed', () => {
    let share = 0;
    const world = longWorld({ liquidation: sellNothing('wait'), moversOf: () => [{ culprit: 5, share }] });
    world.mark(98);
    share = 1;
    // Of the fall by 6, culprit 5 made the last 4.
    const [liquidation] = world.mark(94) as readonly Liquidation[];
    expect([liquidation.parent, liquidation.sharePpm]).toEqual([5, 666_667]);
  });
});
