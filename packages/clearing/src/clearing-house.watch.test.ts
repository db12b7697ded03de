import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MODES, PooledWorld } from '../test/pooled-world.ts';
import { BarrierWatch } from './barrier-watch.ts';
import type { ClearingHouse } from './clearing-house.ts';
import type { MarginWatch } from './margin-watch.ts';
import { RescanWatch } from './rescan-watch.ts';

const PATHS = 3_000;
const PRICES = [0, 1, 2, 4, 5];

/** One thing that happens: what, to which account or price, and how much, from −500 to 500. */
type Step = readonly [what: 'trade' | 'deposit' | 'move' | 'jump' | 'crash' | 'blind', which: number, amount: number];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom('trade', 'trade', 'deposit', 'move', 'move', 'move', 'move', 'jump', 'crash', 'blind'),
  fc.nat(3 * MODES.length - 1),
  fc.integer({ min: -500, max: 500 }),
);

/** Plays steps on a house of its own and writes down who fails when; every second one is reduced, in part or in whole. */
function play(steps: readonly Step[], makeWatch: (house: ClearingHouse) => MarginWatch): string[] {
  const world = new PooledWorld();
  MODES.forEach((_, account) => {
    world.deposit(account, 0, 20_000);
    world.deposit(account, 1, account % 2 === 0 ? 300 : -200);
    world.deposit(account, 2, account % 3 === 0 ? -800 : 1_000);
    for (const perp of [0, 1, 2]) world.trade(account, perp, [60, -30, 40, 0][(account + perp) % 4]);
  });
  const watch = makeWatch(world.house);
  const told: string[] = [];
  steps.forEach((each, at) => {
    const failing = watch.failing(apply(world, each));
    if (failing.length > 0) told.push(`${at}: ${failing.join(' ')}`);
    for (const unit of failing) if ((unit + at) % 2 === 0) world.close(unit, at % 3 === 0 ? 1 : 0.5);
  });
  return told;
}

/** Does one thing; returns the prices that it moved: three marks, and after that of money two of collateral. */
function apply(world: PooledWorld, [what, which, amount]: Step): number[] {
  const account = which % MODES.length;
  const kind = Math.floor(which / MODES.length);
  const price = PRICES[which % PRICES.length];
  if (what === 'trade') world.trade(account, kind, Math.round(amount / 8));
  else if (what === 'deposit') world.deposit(account, kind, amount * [40, 3, 4][kind]);
  else if (what === 'move') scale(world, price, 1 + amount / 5_000);
  else if (what === 'jump') scale(world, price, amount > 0 ? 1 + amount / 250 : 1 + amount / 625);
  else if (what === 'blind') world.collateral[1 + (which % 2)] = NaN;
  else for (const each of PRICES) scale(world, each, 1 - Math.abs(amount) / 1_000);
  if (what === 'crash') return PRICES;
  if (what === 'blind') return [4 + (which % 2)];
  return what === 'trade' || what === 'deposit' ? [] : [price];
}

function scale({ marks, collateral }: PooledWorld, price: number, factor: number): void {
  if (price < 3) marks[price] = Math.max(1, Math.round(marks[price] * factor));
  else collateral[price - 3] = (collateral[price - 3] > 0 ? collateral[price - 3] : 1_000) * factor;
}

test('barriers and rescan name the same pools of a house in all modes, at the same instants', () => {
  let named = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
      const plain = play(steps, (house) => new RescanWatch(house));
      expect(play(steps, (house) => new BarrierWatch(house))).toEqual(plain);
      named += plain.length;
    }),
    { numRuns: PATHS },
  );
  expect(named).toBeGreaterThan(PATHS);
});
