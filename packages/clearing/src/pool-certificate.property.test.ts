import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MODES, PooledWorld } from '../test/pooled-world.ts';
import { hurts } from './watched-book.ts';

const MARKS = [0, 1, 2];

/** What one account is given: money, at most two coins (owed when negative) and at most two positions. */
const pool = fc.record({
  account: fc.nat(MODES.length - 1),
  cash: fc.integer({ min: -2_000, max: 60_000 }),
  coins: fc.array(fc.tuple(fc.constantFrom(1, 2), fc.integer({ min: -4_000, max: 4_000 })), { maxLength: 2 }),
  positions: fc.array(fc.tuple(fc.constantFrom(...MARKS), fc.integer({ min: -60, max: 60 })), { maxLength: 2 }),
});
const factor = fc.double({ min: 0.4, max: 2.5, noNaN: true });
const scene = fc.record({
  pools: fc.array(pool, { minLength: 1, maxLength: 5 }),
  later: fc.tuple(factor, factor, factor, factor, factor),
});

/** Builds pools at the first prices, and moves these. */
function build({ pools, later }: typeof scene extends fc.Arbitrary<infer T> ? T : never): PooledWorld {
  const world = new PooledWorld();
  for (const { account, cash, coins, positions } of pools) {
    world.deposit(account, 0, cash);
    for (const [asset, atoms] of coins) world.deposit(account, asset, atoms);
    for (const [perp, lots] of positions) world.trade(account, perp, lots);
  }
  for (const perp of MARKS) world.marks[perp] = Math.max(1, Math.round(world.marks[perp] * later[perp]));
  for (const asset of [1, 2]) world.collateral[asset] *= later[2 + asset];
  return world;
}

/** Moves a price by a fraction of where it is; marks, which are whole, to the last tick within. */
function shift({ marks, collateral }: PooledWorld, price: number, by: number): void {
  if (price < MARKS.length) marks[price] = marks[price] + Math.trunc(marks[price] * by);
  else collateral[price - MARKS.length] *= 1 + by;
}

describe('the certificate of a pool in good health', () => {
  test('holds for any moves within its reach, as far as that goes on all prices at once or less, and any that do not hurt', () => {
    let certified = 0;
    let owing = 0;
    fc.assert(
      fc.property(
        scene,
        fc.array(fc.constantFrom(-1, 1), { minLength: 5, maxLength: 5 }),
        fc.array(fc.constantFrom(1, 1, 1, 0.5, 0), { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        (given, signs, shares, gains) => {
          for (const unit of build(given).units()) {
            const world = build(given);
            const { house } = world;
            if (house.judge(unit)) continue;
            const { reach, count, prices, hurts: sides } = house.certificate;
            if (reach === 0 || count === 0) continue;
            const most = Math.min(reach, 50) * (1 - 1e-9);
            for (let at = 0; at < count; at++) {
              const price = prices[at];
              const sign = sides[at] === hurts.either ? signs[price % signs.length] : sides[at];
              const isGain = gains && sides[at] !== hurts.either && shares[price % shares.length] < 1;
              if (isGain) shift(world, price, sides[at] === hurts.rise ? -0.9 : 3);
              else shift(world, price, Math.max(-1 + 1e-6, sign * most * shares[price % shares.length]));
            }
            if (house.values.owes) certified++;
            if (world.owes(unit)) owing++;
            expect({ unit, reach, fails: house.fails(unit) }).toEqual({ unit, reach, fails: false });
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(certified).toBeGreaterThan(1_500);
    expect(owing).toBeGreaterThan(300);
  });

  test('reaches no further than a debt alone can rise, its loan margin rising with it', () => {
    const world = new PooledWorld();
    world.deposit(0, 0, 20_000);
    world.deposit(0, 2, -1_000);
    const { house } = world;
    expect(house.judge(0)).toBe(false);
    // 1,000 atoms at 10 are 10,000 of debt, with 800 of maintenance margin at a ratio of 1.05: health is 9,160 of 20,000.
    const { reach } = house.certificate;
    expect(reach).toBeGreaterThan(0.84);
    expect(reach).toBeLessThan(9_160 / 10_840);
    world.collateral[2] = 10 * (1 + reach);
    expect(house.fails(0)).toBe(false);
    world.collateral[2] = 10 * (1 + 9_162 / 10_840);
    expect(house.fails(0)).toBe(true);
  });

  test('counts the margin of a whole loan where gains in the same asset make up for it', () => {
    const world = new PooledWorld();
    const { house, marks, collateral } = world;
    world.deposit(0, 0, 95_000);
    world.deposit(0, 1, -99_000);
    // A long inverse position loses nothing more once its price has risen far: 10 A of gain, and hardly any size.
    world.trade(0, 2, 1_000);
    marks[2] = 100_000;
    expect(house.judge(0)).toBe(false);
    const { reach } = house.certificate;
    expect(reach).toBeGreaterThan(0);
    collateral[1] *= 1 + reach;
    expect(house.fails(0)).toBe(false);
    collateral[1] = 1_000 * 1.25;
    expect(house.fails(0)).toBe(true);
  });

  test('does not take gains for harmless where money does not count in full', () => {
    const world = new PooledWorld({ moneyCounts: (value) => Math.min(value, 60_000) });
    const { house, marks } = world;
    world.deposit(0, 0, 60_000);
    // 200 lots of a perpetual at 1,000, of which the largest part needs 20 %, and of whose gains nothing counts.
    world.trade(0, 1, 200);
    expect(house.judge(0)).toBe(false);
    const { reach, count, prices } = house.certificate;
    const at = prices.slice(0, count).indexOf(1);
    expect(house.certificate.hurts[at]).toBe(hurts.either);
    marks[1] = Math.floor(1_000 * (1 + reach));
    expect(house.fails(0)).toBe(false);
    marks[1] = 2_000;
    expect(house.fails(0)).toBe(true);
  });

  test('reaches nowhere while no bound is known, and everywhere where nothing is held', () => {
    const world = new PooledWorld();
    world.trade(6, 0, 1);
    world.deposit(6, 0, 50_000);
    expect([world.house.judge(6), world.house.certificate.reach, world.house.certificate.count]).toEqual([false, 0, 1]);
    world.deposit(5, 0, 1_000);
    expect([world.house.judge(5), world.house.certificate.reach]).toEqual([false, Infinity]);
  });
});
