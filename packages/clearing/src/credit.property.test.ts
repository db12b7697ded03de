import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClearingWorld } from '../test/clearing-world.ts';
import { percentMargin, percentUnified } from '../test/plain-policies.ts';

const RICH = 10_000_000;
const MODES = ['cross', 'isolated', 'unified'] as const;

const scene = fc.record({
  money: fc.integer({ min: -2_000, max: 8_000 }),
  coins: fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(0, 0, -20, -3, 4, 15, 60))),
  positions: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: -30, max: 30 })), { maxLength: 3 }),
  orders: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: -30, max: 30 })), { maxLength: 3 }),
  marks: fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 85, max: 115 }))),
  prices: fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(70, 100, 101.3, 160.5))),
});

/** Account 0 in a mode against the rich account 1; it owes in unified mode alone. */
function build(given: typeof scene extends fc.Arbitrary<infer T> ? T : never, mode: (typeof MODES)[number]): ClearingWorld {
  const { money, coins, positions, orders, marks, prices } = given;
  const held = (atoms: number): number => (mode === 'unified' ? atoms : Math.abs(atoms));
  const world = new ClearingWorld({
    deposits: [held(money), RICH],
    holdings: Object.fromEntries(coins.map((atoms, at) => ['ABC'[at], [held(atoms), RICH]])),
    otherMargins: [percentMargin(10, 5, 'isolated'), percentUnified(10, 5, 80)],
    follows: [MODES.indexOf(mode), 0],
  });
  for (const [perp, lots] of positions) if (lots !== 0) world.trade(0, 1, perp, lots, 100);
  for (const [perp, lots] of orders) if (lots !== 0) world.rest(0, perp, lots, 100);
  prices.forEach((price, at) => (world.collateral[at + 1] = price));
  world.move(...marks);
  return world;
} // prettier-ignore

const sum = ({ house }: ClearingWorld, settle: number): number => house.credit.availableAtoms(0, settle);

describe('an account in any mode', () => {
  test('that takes out what it may leaves its pool what it needs, and could take no more than is free', () => {
    let taken = 0;
    fc.assert(
      fc.property(scene, fc.constantFrom(...MODES), fc.nat(3), (given, mode, asset) => {
        const world = build(given, mode);
        const { credit } = world.house;
        const wallet = world.wallets.of(0);
        const spendable = credit.spendableAtoms(0, asset);
        expect(spendable).toBeLessThanOrEqual(world.ledger.free(wallet, asset));
        if (spendable <= 0) return;
        world.give(0, asset, -spendable);
        // In unified mode the last atom may round down; elsewhere only the pool that settles in the asset is drawn on.
        const settle = mode === 'unified' ? 0 : asset;
        const needs = mode === 'unified' ? credit.initialAtoms(0) > 0 : asset < 2;
        if (needs) expect(sum(world, settle)).toBeGreaterThanOrEqual(mode === 'unified' ? -1 : 0);
        if (needs) taken++;
      }),
      { numRuns: 1_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  test('that is let in with an order can meet the margin of it, or needs no more for it', () => {
    fc.assert(
      fc.property(scene, fc.constantFrom(...MODES), fc.nat(3), fc.integer({ min: -60, max: 60 }), (...args) => {
        const [given, mode, perp, lots] = args;
        const world = build(given, mode);
        const instrument = world.perpAt(perp);
        if (lots === 0 || !world.house.credit.admits(0, instrument, lots, 0)) return;
        const settle = mode === 'unified' ? 0 : instrument.settle;
        const [needed, before] = [world.house.credit.initialAtoms(0, settle), sum(world, settle)];
        world.rest(0, perp, lots, 100);
        const raised = world.house.credit.initialAtoms(0, settle) > needed;
        expect(sum(world, settle)).toBeGreaterThanOrEqual(raised ? 0 : before);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a unified account that is let buy has something available after, or loses nothing by it', () => {
  let [borrowed, free] = [0, 0];
  fc.assert(
    fc.property(scene, fc.nat(2), fc.integer({ min: -80, max: 80 }), fc.integer({ min: 60, max: 170 }), (...args) => {
      const [given, coin, lots, price] = args;
      if (lots === 0) return;
      const world = build(given, 'unified');
      const { credit } = world.house;
      const [asset, size] = [coin + 1, Math.abs(lots)];
      const [pays, pay, gets, get] = lots > 0 ? [0, size * price, asset, size] : [asset, size, 0, size * price];
      const lacks = world.ledger.free(world.wallets.of(0), pays) < pay;
      if (!credit.admitsPurchase(0, pays, pay, gets, get)) return;
      const before = credit.availableAtoms(0);
      world.venue.swap(lots > 0 ? 0 : 1, lots > 0 ? 1 : 0, world.spots[coin], size, price);
      const after = credit.availableAtoms(0);
      if (lacks) borrowed++;
      else free++;
      // What needs no margin at all may change as it likes; each of four amounts may round by an atom.
      if (credit.initialAtoms(0) > 0) expect(after).toBeGreaterThanOrEqual(Math.min(0, before) - 4);
    }),
    { numRuns: 2_000 },
  );
  expect([borrowed > 100, free > 100]).toEqual([true, true]);
});
