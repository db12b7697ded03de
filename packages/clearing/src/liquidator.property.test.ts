import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClearingWorld } from '../test/clearing-world.ts';
import { sellAll, sellNothing, toFund, toOthers } from '../test/plain-policies.ts';
import type { LossAbsorptionPolicy } from './contracts/loss-absorption.ts';
import { insuranceReasons, type Insurance, type Liquidation, type Shortfall } from './facts.ts';

const ACCOUNTS = 6;
const deposit = fc.integer({ min: 0, max: 3_000 });

const toFundWhileRich: LossAbsorptionPolicy = {
  absorb: (_, { fund }) => (fund.equityAtoms > 1_000 ? 'fund' : 'deleverage'),
};

const scene = fc.record({
  deposits: fc.array(deposit, { minLength: ACCOUNTS, maxLength: ACCOUNTS }),
  fundAtoms: fc.constantFrom<number>(0, 100, 5_000),
  trades: fc.array(
    fc.record({
      buyer: fc.nat(ACCOUNTS - 1),
      step: fc.integer({ min: 1, max: ACCOUNTS }),
      perp: fc.nat(2),
      lots: fc.integer({ min: 1, max: 30 }),
      ticks: fc.integer({ min: 90, max: 110 }),
    }),
    { maxLength: 25 },
  ),
  orders: fc.array(
    fc.record({
      account: fc.nat(ACCOUNTS),
      perp: fc.nat(2),
      lots: fc.integer({ min: -20, max: 20 }).filter((lots) => lots !== 0),
      away: fc.integer({ min: 0, max: 15 }),
    }),
    { maxLength: 15 },
  ),
  marks: fc.array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 60, max: 140 }))), { minLength: 1, maxLength: 4 }),
  liquidation: fc.constantFrom(
    sellAll('absorb'),
    sellAll('wait'),
    sellAll('absorb', 20_000),
    sellNothing('absorb'),
    sellNothing('wait'),
  ),
  absorption: fc.constantFrom<LossAbsorptionPolicy>(toFund, toOthers, toFundWhileRich),
  disposalLots: fc.nat(10),
});

/** Account 6 is rich, and the seventh is the fund's. */
function build(given: typeof scene extends fc.Arbitrary<infer T> ? T : never): ClearingWorld {
  const { deposits, fundAtoms, liquidation, absorption, disposalLots } = given;
  const disposal = {
    slice: ({ sizeLots }: { sizeLots: number }) => ({
      lots: Math.min(disposalLots, Math.abs(sizeLots)),
      limitTicks: 0,
    }),
  };
  const world = new ClearingWorld({
    deposits: [...deposits, 10_000_000],
    fundAtoms,
    liquidation,
    absorption,
    disposal,
  });
  for (const { buyer, step, perp, lots, ticks } of given.trades) {
    world.trade(buyer, (buyer + step) % (ACCOUNTS + 1), perp, lots, ticks);
  }
  for (const { account, perp, lots, away } of given.orders)
    world.rest(account, perp, lots, 100 - Math.sign(lots) * away);
  return world;
}

const accountsOf = (facts: readonly { type: string }[], type: string): number[] =>
  facts.filter((fact) => fact.type === type).map((fact) => (fact as unknown as { account: number }).account);

describe('any world under any marks', () => {
  test('adds up after each, and the fund pays out no more than it has', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const world = build(given);
        const everything = given.deposits.reduce((sum, each) => sum + each, 10_000_000 + given.fundAtoms);
        for (const marks of given.marks) {
          const facts = world.mark(...marks);
          expect(world.faults()).toEqual([]);
          const equities = [...world.accounts, world.fund.account].map((account) => world.house.equityAtoms(account));
          expect(equities.reduce((sum, each) => sum + each, 0)).toBe(everything);
          const covered = facts.filter(({ type }) => type === 'insurance') as unknown as Insurance[];
          for (const { reason, changeAtoms, balanceAtoms } of covered) {
            const isPayment = changeAtoms < 0 && reason !== insuranceReasons.trade;
            expect(isPayment && balanceAtoms < 0).toBe(false);
          }
        }
      }),
    );
  });

  test('leaves alone who complies, and takes up all who fail by the time their turn comes, in order', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const world = build(given);
        const { house } = world;
        for (const marks of given.marks) {
          world.move(...marks);
          const failing = world.accounts.filter((account) => house.fails(account));
          const held = failing.filter((account) => world.liquidator.isUnderway(account));
          const health = new Map(
            failing.map((account) => {
              const { equityAtoms, maintenanceAtoms } = house.value(account);
              return [account, equityAtoms / maintenanceAtoms] as const;
            }),
          );
          world.venue.calls.length = 0;
          const facts = world.mark(...marks);
          const begun = accountsOf(facts, 'liquidation');
          const ranked = [...failing].sort((a, b) => health.get(a)! - health.get(b)! || a - b);
          expect(begun).toEqual(ranked.filter((account) => begun.includes(account)));
          expect(begun.filter((account) => held.includes(account))).toEqual([]);
          const touched = [...accountsOf(facts, 'forcedOrder'), ...accountsOf(facts, 'takeover')];
          const mayTouch = [...begun, ...held, world.fund.account];
          expect(touched.filter((account) => !mayTouch.includes(account))).toEqual([]);
          const cancels = world.venue.calls.filter((call) => call.startsWith('cancel'));
          expect(cancels).toEqual(begun.map((account) => `cancel ${account}`));
          if (failing.length > 0 && held.length === 0) expect(begun[0]).toBe(ranked[0]);
          expect(accountsOf(facts, 'liquidation')).not.toContain(world.fund.account);
        }
      }),
    );
  });

  test('has no one in liquidation but those who wait and failed when they were left', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const world = build(given);
        const waits = given.liquidation.step({ positions: [] } as never).otherwise === 'wait';
        for (const marks of given.marks) {
          const before = world.accounts.filter((account) => world.liquidator.isUnderway(account));
          const facts = world.mark(...marks);
          const began = accountsOf(facts, 'liquidation');
          const after = world.accounts.filter((account) => world.liquidator.isUnderway(account));
          expect(after.filter((account) => !before.includes(account) && !began.includes(account))).toEqual([]);
          if (!waits) expect(after).toEqual([]);
          if (!waits && began.length === 1) expect(world.house.fails(began[0])).toBe(false);
        }
      }),
    );
  });

  test('leaves no one without positions in debt but for the shortfalls that were told', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const world = build(given);
        const told = new Map<number, number>();
        for (const marks of given.marks) {
          for (const fact of world.mark(...marks)) {
            if (fact.type !== 'shortfall') continue;
            const { account, deficitAtoms } = fact as unknown as Shortfall;
            told.set(account, deficitAtoms);
          }
          for (const account of world.accounts) {
            const debt = Math.max(0, -world.house.walletAtoms(account));
            if (world.hasPositions(account)) continue;
            expect(debt).toBe(debt === 0 ? 0 : told.get(account));
          }
        }
      }),
    );
  });

  test('gives all that a liquidation does its number as origin', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const world = build({ ...given, disposalLots: 0, fundAtoms: 1_000_000 });
        for (const marks of given.marks) world.mark(...marks);
        const numbers = new Map<number, number[]>();
        for (const fact of world.facts) {
          if (fact.type !== 'liquidation') continue;
          const { account, seq, origin } = fact as unknown as Liquidation;
          expect(origin).toBe(seq);
          numbers.set(account, [...(numbers.get(account) ?? []), seq]);
        }
        for (const fact of world.facts) {
          if (fact.type !== 'forcedOrder' && fact.type !== 'takeover') continue;
          const { account, seq, origin } = fact as unknown as Liquidation;
          expect(origin).toBe(
            numbers
              .get(account)!
              .filter((each) => each < seq)
              .at(-1),
          );
        }
      }),
    );
  });
});
