import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import type { WorldOptions } from '../test/clearing-world.ts';
import { MAKER, RICH, longWorld, typesOf } from '../test/long-world.ts';
import { sellAll, sellNothing } from '../test/plain-policies.ts';
import type { AccountView, LiquidationPolicy } from './contracts/liquidation.ts';
import { insuranceReasons } from './facts.ts';

/** Sends one lot of the first position, and then something else. */
function oneLot(otherwise: 'wait' | 'absorb', seen: AccountView[] = []): LiquidationPolicy {
  return {
    feePpm: 0,
    step: (account) => {
      seen.push(account);
      const [{ instrument, sizeLots }] = account.positions;
      return { orders: [{ instrument, signedLots: -Math.sign(sizeLots), limit: 'none' }], otherwise };
    },
  };
}

describe('an account that complies', () => {
  test('is left alone', () => {
    const world = longWorld();
    expect(world.mark(95)).toEqual([]);
    expect(world.venue.calls).toEqual([]);
    expect(world.liquidator.isUnderway(0)).toBe(false);
  });
});

describe('an account that fails', () => {
  test('has its orders cancelled before anything is sold, and is told about with what it had', () => {
    const world = longWorld();
    world.rest(0, 0, -2, 120);
    world.rest(0, 1, 1, 50);
    world.rest(MAKER, 0, 10, 93);
    const facts = world.mark(94);
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 A/USD:USD -10 @ 90']);
    expect(world.house.credit.exposure.orders(0)).toBe(0);
    expect(facts).toMatchObject([
      {
        type: 'liquidation',
        venue: 'alpha',
        account: 0,
        equityAtoms: 40,
        maintenanceAtoms: 47,
        equity: 40,
        maintenance: 47,
      },
      {
        type: 'forcedOrder',
        market: 'A/USD:USD@alpha',
        account: 0,
        signedLots: -10,
        filledLots: 10,
        notionalAtoms: 930,
        limitTicks: 90,
        size: -10,
        filled: 10,
        notional: 930,
      },
    ]);
    expect(world.house.walletAtoms(0)).toBe(30);
    expect(world.liquidator.isUnderway(0)).toBe(false);
    expect(world.faults()).toEqual([]);
  });

  test('is let go as soon as it complies', () => {
    const world = longWorld({
      liquidation: {
        feePpm: 0,
        step: ({ positions: [{ instrument }] }) => ({
          orders: [-2, -3, -5].map((signedLots) => ({ instrument, signedLots, limit: 'none' })),
          otherwise: 'absorb',
        }),
      },
    });
    world.rest(MAKER, 0, 10, 94);
    world.mark(94);
    // After two lots equity is 40 still, and eight lots need 38.
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 A/USD:USD -2']);
    expect(world.sizes(0)).toEqual([8, 0, 0]);
    expect(world.house.fails(0)).toBe(false);
  });

  test('that waits may place nothing, and is tried again at the next mark alone', () => {
    const seen: AccountView[] = [];
    const world = longWorld({ liquidation: oneLot('wait', seen) });
    world.rest(MAKER, 0, 10, 90);
    const first = world.mark(92);
    expect(typesOf(first)).toEqual(['liquidation', 'forcedOrder']);
    expect(world.liquidator.isUnderway(0)).toBe(true);
    expect(world.liquidator.isUnderway(MAKER)).toBe(false);
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 A/USD:USD -1']);
    // A mark of another instrument is a mark too.
    world.liquidator.onPrices([world.perps[2].index]);
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 A/USD:USD -1', 'force 0 A/USD:USD -1']);
    expect(world.sizes(0)).toEqual([8, 0, 0]);
    expect(seen.map(({ step }) => step)).toEqual([0, 1]);
    expect(seen[1]).toMatchObject({ account: 0, equityAtoms: 18, maintenanceAtoms: 42, positions: [{ sizeLots: 9 }] });
    // Once it complies it is free, and another failure is another liquidation.
    expect(world.mark(99)).toMatchObject([{ type: 'forcedOrder' }]);
    expect(world.liquidator.isUnderway(0)).toBe(false);
    expect(typesOf(world.mark(91))).toEqual(['liquidation', 'forcedOrder']);
    expect(seen.at(-1)?.step).toBe(0);
  });

  test('is underway while its orders meet the book', () => {
    const world = longWorld();
    const underway: boolean[] = [];
    world.venue.beforeForced = () => underway.push(world.liquidator.isUnderway(0));
    world.mark(94);
    expect(underway).toEqual([true]);
  });

  test('pays the fee out of what equity is left, and no more', () => {
    const world = longWorld({ liquidation: sellAll('absorb', 10_000) });
    world.rest(MAKER, 0, 8, 94);
    world.rest(MAKER, 0, 2, 90);
    const facts = world.mark(94);
    expect(facts.at(-1)).toMatchObject({
      type: 'insurance',
      account: 0,
      change: 9,
      balance: 1_009,
      reason: insuranceReasons.fee,
    });
    expect(world.house.walletAtoms(0)).toBe(100 - 48 - 20 - 9);
    const poor = longWorld({ liquidation: sellAll('absorb', 100_000) });
    poor.rest(MAKER, 0, 10, 91);
    poor.mark(94);
    expect([poor.house.walletAtoms(0), poor.fund.balanceAtoms(0)]).toEqual([0, 1_010]);
    const broke = longWorld({ liquidation: { ...oneLot('wait'), feePpm: 100_000 } });
    broke.rest(MAKER, 0, 10, 80);
    expect(typesOf(broke.mark(80))).toEqual(['liquidation', 'forcedOrder']);
  });

  test('is sold no worse than the bankruptcy price that each order finds', () => {
    const world = new ClearingWorld({ deposits: [180, RICH], liquidation: sellAll('wait') });
    world.trade(0, MAKER, 0, 5, 100);
    world.trade(0, MAKER, 2, 5, 100);
    world.rest(MAKER, 0, 5, 85);
    world.mark(97, 100, 95);
    // Equity is 90, and 95 − 90 / 15 = 89 for C; but 60 are lost on A before its turn comes.
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 A/USD:USD -5 @ 79', 'force 0 C/USD:USD -5 @ 93']);
  });

  test.each([
    ['grows the position', 1],
    ['is for more than the position', -11],
    ['is for nothing', 0],
    ['is for part of a lot', -0.5],
    ['is no number', NaN],
  ])('stops the run when an order of the policy %s', (_, signedLots) => {
    const world = longWorld({
      liquidation: {
        feePpm: 0,
        step: ({ positions: [{ instrument }] }) => ({
          orders: [{ instrument, signedLots, limit: 'none' }],
          otherwise: 'wait',
        }),
      },
    });
    expect(() => world.mark(94)).toThrow(`a liquidation order of ${signedLots} lots of A/USD:USD does not reduce 10`);
  });

  test('stops the run when the limit of an order is no price, or the account has no such position', () => {
    const [instrument] = longWorld().perps;
    const asking = (signedLots: number, limit: number): WorldOptions['liquidation'] => ({
      feePpm: 0,
      step: () => ({ orders: [{ instrument, signedLots, limit }], otherwise: 'wait' }),
    });
    expect(() => longWorld({ liquidation: asking(-1, 0.5) }).mark(94)).toThrow(
      'a forced order of A/USD:USD is limited at 0.5 ticks',
    );
    expect(() => longWorld({ liquidation: asking(-1, 2 ** 31) }).mark(94)).toThrow('is limited at 2147483648 ticks');
    const other = new ClearingWorld({ deposits: [100, RICH], liquidation: asking(-1, 0) });
    other.trade(0, MAKER, 2, 4, 100);
    expect(() => other.mark(100, 100, 80)).toThrow('lots of A/USD:USD does not reduce 0');
  });
});

describe('several accounts that fail', () => {
  test('are handled from the most endangered on, ties by number', () => {
    const world = new ClearingWorld({ deposits: [100, RICH, 70, 100, 130], liquidation: sellNothing('wait') });
    for (const account of [4, 0, 2, 3]) world.trade(account, MAKER, 0, 10, 100);
    const facts = world.mark(88);
    expect(facts.map((fact) => (fact as unknown as { account: number }).account)).toEqual([2, 0, 3, 4]);
  });

  test('are valued anew when their turn comes: who complies by then is left alone', () => {
    // Account 2 is short of A and loses on C; what account 0 must sell below the mark closes its short at a gain.
    const world = new ClearingWorld({ deposits: [100, RICH, 240], liquidation: sellAll('wait') });
    world.trade(0, MAKER, 0, 10, 100);
    world.trade(MAKER, 2, 0, 10, 94);
    world.trade(2, MAKER, 2, 10, 100);
    world.rest(2, 0, 10, 92);
    world.move(94, 100, 98);
    expect([0, 2].map((account) => world.house.fails(account))).toEqual([true, true]);
    expect(typesOf(world.mark(94, 100, 98))).toEqual(['liquidation', 'forcedOrder']);
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 A/USD:USD -10 @ 90']);
    expect([world.sizes(2), world.house.fails(2)]).toEqual([[0, 0, 10], false]);
  });

  test('and one that only those before it broke waits for the next mark', () => {
    // Account 2 buys ten lots above the mark, and has 300 atoms where 329 are needed from then on.
    const world = new ClearingWorld({ deposits: [100, RICH, 330], liquidation: sellAll('wait') });
    world.trade(0, MAKER, 0, 10, 100);
    world.trade(2, MAKER, 0, 60, 94);
    world.rest(2, 0, 10, 97);
    world.mark(94);
    expect(world.house.fails(2)).toBe(true);
    expect(world.venue.calls).toEqual(['cancel 0', 'force 0 A/USD:USD -10 @ 90']);
    world.mark(94);
    expect(world.venue.calls.slice(2)).toEqual(['cancel 2', 'force 2 A/USD:USD -70 @ 90']);
  });
});

describe('cause and origin', () => {
  test('of all that a liquidation does is the liquidation, at later marks too; what follows is as before', () => {
    const world = longWorld({ liquidation: oneLot('wait') });
    world.trade(2, MAKER, 2, 10, 100);
    world.rest(MAKER, 0, 10, 91);
    const { causality } = world.kernel;
    causality.set(77, 66);
    world.liquidator.onPrices([]);
    world.move(92);
    world.liquidator.onPrices(world.perps.map(({ index }) => index));
    expect([causality.cause, causality.origin]).toEqual([77, 66]);
    world.kernel.bus.drain();
    const [begun, forced] = world.facts;
    expect(begun).toMatchObject({ type: 'liquidation', cause: 77, origin: begun.seq });
    expect(forced).toMatchObject({ type: 'forcedOrder', cause: begun.seq, origin: begun.seq });
    expect(world.mark(92)).toMatchObject([{ type: 'forcedOrder', cause: begun.seq, origin: begun.seq }]);
  });

  test('are as before when something throws too', () => {
    const world = longWorld({
      liquidation: {
        feePpm: 0,
        step: () => {
          throw new Error('the policy has a fault');
        },
      },
    });
    world.kernel.causality.set(77, 66);
    expect(() => world.mark(90)).toThrow('the policy has a fault');
    expect(world.kernel.causality).toMatchObject({ cause: 77, origin: 66 });
  });
});
