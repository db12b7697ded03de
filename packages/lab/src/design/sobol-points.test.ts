import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { owenScramble } from './owen-scramble.ts';
import { randomStream } from './random-stream.ts';
import { sobolPoints } from './sobol-points.ts';
import { SOBOL_DIMENSIONS, sobolFraction } from './sobol-sequence.ts';
import { range, sobol } from './vary.ts';
import type { UnitPoints } from './unit-points.ts';

const axes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, axis) => [`x${axis}`, range(0, 1)]));
const all = (points: UnitPoints) => Array.from({ length: points.size }, (_, point) => points.unit(point));

describe('the Sobol sequence', () => {
  test('has the first points that Joe and Kuo list for their program (10 points, 3 dimensions), and SciPy 1.17.1 for ten dimensions', () => {
    const listed = [
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875, 0.875, 0.625],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875],
      [0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125, 0.4375, 0.9375, 0.9375, 0.3125],
      [0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125, 0.9375, 0.4375, 0.4375, 0.8125],
      [0.9375, 0.0625, 0.6875, 0.1875, 0.3125, 0.5625, 0.1875, 0.1875, 0.1875, 0.5625],
      [0.4375, 0.5625, 0.1875, 0.6875, 0.8125, 0.0625, 0.6875, 0.6875, 0.6875, 0.0625],
      [0.3125, 0.1875, 0.3125, 0.5625, 0.9375, 0.4375, 0.0625, 0.0625, 0.0625, 0.9375],
      [0.8125, 0.6875, 0.8125, 0.0625, 0.4375, 0.9375, 0.5625, 0.5625, 0.5625, 0.4375],
      [0.5625, 0.4375, 0.0625, 0.8125, 0.1875, 0.6875, 0.3125, 0.8125, 0.8125, 0.1875],
      [0.0625, 0.9375, 0.5625, 0.3125, 0.6875, 0.1875, 0.8125, 0.3125, 0.3125, 0.6875],
    ];
    const made = listed.map((_, point) =>
      Array.from({ length: 10 }, (_, dimension) => sobolFraction(point, dimension) / 2 ** 32),
    );
    expect(made).toEqual(listed);
  });

  test('agrees with SciPy 1.17.1 (32 bits, not scrambled) far on and up to the last dimension', () => {
    expect(SOBOL_DIMENSIONS).toBe(128);
    const dimensions = [10, 39, 63, 99, 127];
    const at = (point: number) => dimensions.map((dimension) => sobolFraction(point, dimension));
    expect(at(1000)).toEqual([364904448, 2059403264, 1916796928, 801112064, 2336227328]);
    expect(at(777)).toEqual([3200253952, 1539309568, 1832910848, 2193620992, 507510784]);
  });

  test('covers each dimension evenly: 256 points have one in each 256th', () => {
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
      const places = new Set(Array.from({ length: 256 }, (_, point) => sobolFraction(point, dimension) >>> 24));
      expect(places.size).toBe(256);
    }
  });
});

describe('Owen scrambling', () => {
  test('keeps the first digits apart and alike as they were (Owen 1995), whatever the key', () => {
    const word = fc.nat(0xffff_ffff);
    fc.assert(
      fc.property(word, word, fc.tuple(word, word), (x, y, key) => {
        const [one, other] = [owenScramble(x, key), owenScramble(y, key)];
        expect(Math.clz32(one ^ other)).toBe(Math.clz32(x ^ y));
      }),
    );
  });

  test('turns every digit in about half of all keys, and no two digits together', () => {
    const random = randomStream(1, 'keys');
    const word = () => Math.floor(random() * 2 ** 32);
    const draws = Array.from({ length: 4_000 }, () => owenScramble(0x5555_5555, [word(), word()]) ^ 0x5555_5555);
    const share = (mask: number) => draws.filter((draw) => (draw & mask) !== 0).length / draws.length;
    for (let bit = 0; bit < 32; bit++) {
      expect(Math.abs(share(1 << bit) - 0.5)).toBeLessThan(0.035);
      const both =
        draws.filter((draw) => ((draw >>> bit) & 1) === ((draw >>> ((bit + 1) % 32)) & 1)).length / draws.length;
      expect(Math.abs(both - 0.5)).toBeLessThan(0.035);
    }
  });
});

describe('scrambled Sobol points', () => {
  // The quality parameter t of the first dimensions is the sum of (degree − 1) of their polynomials (Sobol' 1967).
  test.each([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 3],
    [5, 5],
  ])('in %d dimensions are a net: every elementary interval of 2^%d points has that many', (dimensions, t) => {
    for (const seed of [1, 2, 3]) {
      const m = 8;
      const points = all(sobolPoints(sobol(axes(dimensions), { points: 2 ** m, seed })));
      for (const digits of compositions(m - t, dimensions)) {
        const counts = new Map<string, number>();
        for (const point of points) {
          const cell = point.map((share, axis) => Math.floor(share * 2 ** digits[axis]!)).join();
          counts.set(cell, (counts.get(cell) ?? 0) + 1);
        }
        expect(counts.size).toBe(2 ** (m - t));
        expect(new Set(counts.values())).toEqual(new Set([2 ** t]));
      }
    }
  });

  test('have a mean-square discrepancy far below that of random points (T. T. Warnock 1972)', () => {
    const random = randomStream(7, 'points');
    const chance = Array.from({ length: 256 }, () => Array.from({ length: 4 }, () => random()));
    for (const seed of [1, 2, 3, 4, 5]) {
      const made = all(sobolPoints(sobol(axes(4), { points: 256, seed })));
      expect(discrepancy(made)).toBeLessThan(0.3 * discrepancy(chance));
    }
  });

  test('depend on seed and path alone: seed 1 where none is given, and another axis leaves them as they were', () => {
    const [bare, one, two] = [{ points: 16 }, { points: 16, seed: 1 }, { points: 16, seed: 2 }].map((options) =>
      all(sobolPoints(sobol({ a: range(0, 1), b: range(0, 1) }, options))),
    );
    expect(bare).toEqual(one);
    expect(two).not.toEqual(one);
    const more = all(sobolPoints(sobol({ a: range(0, 1), b: range(0, 1), c: range(0, 1) }, { points: 16 })));
    expect(more.map((point) => point.slice(0, 2))).toEqual(one);
    const other = all(sobolPoints(sobol({ a: range(0, 1), x: range(0, 1) }, { points: 16 })));
    expect(other.map(([first]) => first)).toEqual(one!.map(([first]) => first));
    expect(other.map(([, second]) => second)).not.toEqual(one!.map(([, second]) => second));
  });

  test('are pinned, so that no change of code changes a study: axis x0 with seed 1', () => {
    const points = sobolPoints(sobol(axes(1), { points: 4 }));
    expect(
      all(points)
        .flat()
        .map((share) => Math.round(share * 2 ** 32 - 0.5)),
    ).toEqual([488219785, 4162572601, 3049837589, 1824030420]);
  });

  test('lie between the ends of the unit interval, and any point of 2^31 is made alone', () => {
    const points = sobolPoints(sobol(axes(128), { points: 2 ** 31 }));
    for (const share of points.unit(2 ** 31 - 1)) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(1);
    }
  });
});

/** All ways to write a sum with some terms from 0 on. */
function compositions(sum: number, terms: number): number[][] {
  if (terms === 1) return [[sum]];
  return Array.from({ length: sum + 1 }, (_, first) =>
    compositions(sum - first, terms - 1).map((rest) => [first, ...rest]),
  ).flat();
}

/** The mean square of the local discrepancy over all boxes at the origin. */
function discrepancy(points: readonly (readonly number[])[]): number {
  const dimensions = points[0]!.length;
  const single = points.reduce((sum, point) => sum + point.reduce((product, x) => product * (1 - x * x), 1), 0);
  let double = 0;
  for (const one of points) {
    for (const other of points)
      double += one.reduce((product, x, axis) => product * (1 - Math.max(x, other[axis]!)), 1);
  }
  return 3 ** -dimensions - (single * 2 ** (1 - dimensions)) / points.length + double / points.length ** 2;
}
