import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { latinHypercubePoints } from './latin-hypercube-points.ts';
import { permutation, randomStream } from './random-stream.ts';
import { spreadHypercube } from './spread-hypercube.ts';
import { latinHypercube, range } from './vary.ts';

const axes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, axis) => [`x${axis}`, range(0, 1)]));
const made = (count: number, points: number, seed?: number) => {
  const design = latinHypercubePoints(latinHypercube(axes(count), { points, ...(seed === undefined ? {} : { seed }) }));
  return Array.from({ length: design.size }, (_, point) => design.unit(point));
};

describe('a Latin hypercube', () => {
  test('has one point in each stratum of each axis (McKay, Beckman and Conover 1979)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 25 }),
        fc.nat(1_000),
        (count, points, seed) => {
          const all = made(count, points, seed);
          for (let axis = 0; axis < count; axis++) {
            const strata = all.map((point) => Math.floor(point[axis]! * points)).sort((x, y) => x - y);
            expect(strata).toEqual(Array.from({ length: points }, (_, stratum) => stratum));
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test.each([
    [2, 10],
    [3, 30],
    [6, 60],
  ])(
    'in %d dimensions with %d points keeps its closest pair farther apart than the best of a hundred random ones',
    (count, size) => {
      const distances = Array.from({ length: 100 }, (_, seed) => leastDistance(randomStrata(count, size, seed)));
      for (let seed = 0; seed < 10; seed++) {
        const strata = randomStrata(count, size, seed);
        const before = leastDistance(strata);
        spreadHypercube(strata, randomStream(seed, 'swaps'));
        expect(leastDistance(strata)).toBeGreaterThanOrEqual(before);
        expect(leastDistance(strata)).toBeGreaterThanOrEqual(Math.max(...distances));
        expect(strata.map((column) => [...column].sort((x, y) => x - y))).toEqual(
          strata.map(() => Array.from({ length: size }, (_, stratum) => stratum)),
        );
      }
    },
  );

  test('of 5 points in 2 dimensions reaches the least distance √5 of the best one (van Dam, Husslage, den Hertog and Melissen 2007)', () => {
    const reached = Array.from({ length: 20 }, (_, seed) => {
      const strata = randomStrata(2, 5, seed);
      spreadHypercube(strata, randomStream(seed, 'swaps'));
      return leastDistance(strata);
    });
    expect(Math.max(...reached)).toBe(5);
    expect(reached.filter((square) => square === 5).length).toBeGreaterThan(10);
  });

  test('depends on its seed alone, 1 where none is given', () => {
    expect(made(3, 20)).toEqual(made(3, 20, 1));
    expect(made(3, 20, 2)).not.toEqual(made(3, 20, 1));
  });

  test('is pinned, so that no change of code changes a study: the strata of 8 points with seed 1', () => {
    const strata = made(2, 8).map((point) => point.map((share) => Math.floor(share * 8)));
    expect(strata).toEqual([
      [7, 4],
      [3, 0],
      [0, 5],
      [4, 3],
      [6, 1],
      [1, 2],
      [2, 7],
      [5, 6],
    ]);
  });

  test('is counted at any size, and made up to a million points', () => {
    const many = latinHypercubePoints(latinHypercube(axes(2), { points: 1e9 }));
    expect(many.size).toBe(1e9);
    expect(() => many.unit(0)).toThrow('made as a whole, which ends at 1000000 points; it has 1000000000');
    const large = latinHypercubePoints(latinHypercube(axes(2), { points: 100_000 }));
    expect(large.unit(99_999)).toHaveLength(2);
  });
});

function randomStrata(count: number, size: number, seed: number): number[][] {
  return Array.from({ length: count }, (_, axis) => permutation(randomStream(seed, `strata/${axis}`), size));
}

/** The square of the least distance of two points, in strata. */
function leastDistance(strata: readonly (readonly number[])[]): number {
  let least = Infinity;
  for (let one = 1; one < strata[0]!.length; one++) {
    for (let other = 0; other < one; other++) {
      least = Math.min(
        least,
        strata.reduce((sum, column) => sum + (column[one]! - column[other]!) ** 2, 0),
      );
    }
  }
  return least;
}
