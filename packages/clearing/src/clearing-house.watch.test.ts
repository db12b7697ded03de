import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MODES, PooledWorld } from '../test/pooled-world.ts';
import { BarrierWatch } from './barrier-watch.ts';
import type { ClearingHouse } from './clearing-house.ts';
import { RescanWatch } from './rescan-watch.ts';
import type { WatchedBook } from './watched-book.ts';

const PATHS = 10_000;
const PRICES = [0, 1, 2, 4, 5];

/** One thing that happens: what, to which account or price, and how much, from −500 to 500. */
type Step = readonly [what: (typeof WHAT)[number], which: number, amount: number];

const WHAT = ['trade', 'deposit', 'move', 'move', 'move', 'jump', 'crash', 'interest', 'margin', 'blind'] as const;
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(...WHAT),
  fc.nat(3 * MODES.length - 1),
  fc.integer({ min: -500, max: 500 }),
);

/** Two views of one house, each of which tells all that was touched. */
function twoBooks(house: ClearingHouse): readonly [WatchedBook, WatchedBook] {
  const told: readonly number[][] = [[], []];
  const view = (mine: number[]): WatchedBook => ({
    priceCount: house.priceCount,
    priceAt: (price) => house.priceAt(price),
    forEachHolder: (price, visit) => house.forEachHolder(price, visit),
    judge: (unit) => house.judge(unit),
    certificate: house.certificate,
    takeTouched: (visit) => {
      house.takeTouched((unit) => told.forEach((each) => each.push(unit)));
      mine.splice(0).forEach(visit);
    },
  });
  return [view(told[0]), view(told[1])];
}

/** Plays steps on a house and compares who fails at each by barriers, rescan and judging all; every second one is reduced. */
function play(steps: readonly Step[], named: Map<string, number>): void {
  const world = new PooledWorld();
  const { house } = world;
  MODES.forEach((mode, account) => {
    world.deposit(account, 0, 20_000);
    world.deposit(account, 1, mode === 'unified' && account % 2 === 1 ? -200 : 300);
    world.deposit(account, 2, account % 3 === 0 ? -800 : 1_000);
    for (const perp of [0, 1, 2]) world.trade(account, perp, [60, -30, 40, 0][(account + perp) % 4]);
  });
  const [one, other] = twoBooks(house);
  const [barriers, rescan] = [new BarrierWatch(one), new RescanWatch(other)];
  const seen = new Set<string>();
  expect(barriers.failing([]).concat(rescan.failing([]))).toEqual([]);
  steps.forEach((each, at) => {
    const moved = apply(world, each);
    const failing = barriers.failing(moved);
    const all = world.units().filter((unit) => house.fails(unit));
    const names = { at, barriers: failing.join(), rescan: rescan.failing(moved).join() };
    const expected = all.sort((a, b) => a - b).join();
    if (names.barriers !== expected || names.rescan !== expected) {
      expect(names).toEqual({ at, barriers: expected, rescan: expected });
    }
    for (const unit of failing) {
      seen.add('any').add(kindOf(world, unit));
      if ((unit + at) % 2 === 0) world.close(unit, at % 3 === 0 ? 1 : 0.5);
    }
  });
  for (const kind of seen) named.set(kind, (named.get(kind) ?? 0) + 1);
}

function kindOf({ house: { units } }: PooledWorld, unit: number): string {
  const policy = units.policyOf(unit);
  if (policy.bound === undefined) return 'boundless';
  return policy.mode === 'cross' && units.settleOf(unit) !== units.settle ? 'coin' : policy.mode;
}

/** Does one thing; returns the prices that it moved: three marks, and after that of money two of collateral. */
function apply(world: PooledWorld, [what, which, amount]: Step): number[] {
  const account = which % MODES.length;
  const kind = Math.floor(which / MODES.length);
  const price = PRICES[which % PRICES.length];
  if (what === 'trade') world.trade(account, kind, Math.round(amount / 8));
  else if (what === 'deposit') world.deposit(account, kind, amount * [40, 3, 4][kind]);
  else if (what === 'interest') world.chargeInterest(Math.abs(amount) / 2_000);
  else if (what === 'margin') world.moveMargin(kind, amount * 20);
  else if (what === 'move') scale(world, price, 1 + amount / 5_000);
  else if (what === 'jump') scale(world, price, amount > 0 ? 1 + amount / 250 : 1 + amount / 625);
  else if (what === 'blind') world.collateral[1 + (which % 2)] = NaN;
  else for (const each of PRICES) scale(world, each, 1 - Math.abs(amount) / 1_000);
  if (what === 'crash') return PRICES;
  if (what === 'blind') return [4 + (which % 2)];
  return what === 'move' || what === 'jump' ? [price] : [];
}

function scale({ marks, collateral }: PooledWorld, price: number, factor: number): void {
  if (price < 3) marks[price] = Math.max(1, Math.round(marks[price] * factor));
  else collateral[price - 3] = (collateral[price - 3] > 0 ? collateral[price - 3] : 1_000) * factor;
}

test('barriers, rescan and judging everybody name the same pools of a house in all modes, at the same instants', () => {
  const named = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 16, size: 'max' }), (steps) => play(steps, named)),
    { numRuns: PATHS },
  );
  // Every kind of pool breaks on a good share of the paths.
  expect(named.get('any')).toBeGreaterThan(PATHS / 2);
  for (const kind of ['unified', 'boundless', 'cross', 'coin', 'isolated']) {
    expect({ kind, many: (named.get(kind) ?? 0) > PATHS / 20 }).toEqual({ kind, many: true });
  }
}, 60_000);
