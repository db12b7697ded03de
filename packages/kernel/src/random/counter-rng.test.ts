import { describe, expect, test } from '@jest/globals';
import { exp } from '@ebb/exact';
import type { CounterRng } from './counter-rng.ts';
import { Streams } from './streams.ts';

const SIDE = 200;

function cohort(name = 'cohort'): CounterRng {
  return new Streams('counter tests').counter(name, 'draws');
}

/** Values of SIDE accounts, SIDE draws each. */
function gridOf(rng: CounterRng): number[][] {
  return Array.from({ length: SIDE }, (_, account) => Array.from({ length: SIDE }, (_, k) => rng.uniform(account, k)));
}

/** The correlation of pairs of uniform values times the root of their number: about a standard normal when independent. */
function zOf(pairs: readonly (readonly [number, number])[]): number {
  const sum = pairs.reduce((total, [x, y]) => total + (x - 0.5) * (y - 0.5), 0);
  return (sum * 12) / Math.sqrt(pairs.length);
}

describe('a cohort draws', () => {
  test('the same value for the same account and draw, in any order', () => {
    const [one, two] = [cohort(), cohort()];
    const backwards = [];
    for (let k = 99; k >= 0; k--) backwards.unshift(one.uniform(k % 7, k));
    for (let k = 0; k < 100; k++) expect(two.uniform(k % 7, k)).toBe(backwards[k]);
  });

  test('uniform values', () => {
    const values = gridOf(cohort()).flat();
    const sorted = values.sort((x, y) => x - y);
    const most = sorted.reduce((d, x, i) => Math.max(d, Math.abs(x - (i + 0.5) / sorted.length)), 0);
    expect(most * Math.sqrt(sorted.length)).toBeLessThan(1.95);
    expect(new Set(sorted).size).toBe(sorted.length);
    expect(sorted[0]).toBeGreaterThanOrEqual(0);
    expect(sorted[sorted.length - 1]).toBeLessThan(1);
    // Halves, quarters, … of the last bits are as even as those of the first.
    const tails = values.map((x) => (x * 67_108_864) % 1);
    expect(Math.abs(tails.filter((x) => x < 0.5).length - tails.length / 2)).toBeLessThan(
      3.3 * Math.sqrt(tails.length / 4),
    );
  });

  test.each([
    ['the next account', 1, 0],
    ['the next draw', 0, 1],
    ['the next account and draw', 1, 1],
    ['the draw before of the next account', 1, -1],
    ['an account far on', 64, 0],
    ['a draw far on', 0, 64],
  ])('values that do not go with those of %s', (_, accounts, draws) => {
    const grid = gridOf(cohort());
    const pairs: [number, number][] = [];
    for (let account = 0; account + accounts < SIDE; account++) {
      for (let k = Math.max(0, -draws); k < SIDE && k + draws < SIDE; k++) {
        pairs.push([grid[account][k], grid[account + accounts][k + draws]]);
      }
    }
    expect(Math.abs(zOf(pairs))).toBeLessThan(3.3);
  });

  test('values that do not go with those of other names or seeds', () => {
    const grid = gridOf(cohort()).flat();
    const others = [
      cohort('cohort2'),
      new Streams('counter tests').counter('cohort', 'draw'),
      new Streams('counter tests ').counter('cohort', 'draws'),
    ];
    for (const other of others) {
      const values = gridOf(other).flat();
      expect(Math.abs(zOf(grid.map((x, i) => [x, values[i]] as const)))).toBeLessThan(3.3);
    }
  });

  test('every distribution by inversion of the one uniform value', () => {
    const rng = cohort();
    for (let account = 0; account < 50; account++) {
      const u = rng.uniform(account, 3);
      expect(rng.uniformIn(account, 3, 10, 20)).toBe(10 + u * 10);
      expect(rng.int(account, 3, 6)).toBe(Math.floor(u * 6));
      expect(rng.bernoulli(account, 3, 0.4)).toBe(u < 0.4);
      expect(rng.choice(account, 3, ['a', 'b'])).toBe(u < 0.5 ? 'a' : 'b');
      expect(rng.normal(account, 3) < 0).toBe(u < 0.5);
      expect(rng.normal(account, 3, 5, 2)).toBe(5 + 2 * rng.normal(account, 3));
      expect(rng.lognormal(account, 3, { median: 2, sigma: 0.5 })).toBeCloseTo(
        2 * exp(0.5 * rng.normal(account, 3)),
        12,
      );
      expect(exp(-rng.exponential(account, 3, 1))).toBeCloseTo(1 - u, 12);
      expect(1 / rng.pareto(account, 3, { min: 1, alpha: 1 })).toBeCloseTo(1 - u, 12);
    }
  });

  test('from the whole range of accounts and draws, and refuses what lies beyond', () => {
    const rng = cohort();
    expect(rng.uniform(4_294_967_295, 4_294_967_295)).not.toBe(rng.uniform(4_294_967_295, 0));
    for (const bad of [-1, 0.5, 4_294_967_296, NaN]) {
      expect(() => rng.uniform(bad, 0)).toThrow(RangeError);
      expect(() => rng.uniform(0, bad)).toThrow(RangeError);
    }
    for (const bad of [0, 2.5, 4_294_967_297]) expect(() => rng.int(0, 0, bad)).toThrow(RangeError);
  });
});
