import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseSpread } from './choose-spread.ts';
import { morrisPoints } from './morris-points.ts';
import { randomStream } from './random-stream.ts';
import { morris, range } from './vary.ts';

const axes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, axis) => [`x${axis}`, range(0, 1)]));

describe('a Morris design', () => {
  test('changes one axis a step by levels / 2(levels − 1), each once a trajectory, on the grid of levels (Morris 1991)', () => {
    const some = {
      count: fc.integer({ min: 1, max: 6 }),
      trajectories: fc.integer({ min: 1, max: 6 }),
      half: fc.integer({ min: 1, max: 4 }),
    };
    fc.assert(
      fc.property(fc.record(some), fc.nat(100), ({ count, trajectories, half }, seed) => {
        const levels = 2 * half;
        const design = morrisPoints(morris(axes(count), { trajectories, levels, seed }));
        expect(design.size).toBe(trajectories * (count + 1));
        const steps = design.steps();
        expect(steps).toHaveLength(trajectories * count);
        for (const { from, to, axis, delta } of steps) {
          const [before, after] = [design.unit(from), design.unit(to)];
          expect(to).toBe(from + 1);
          expect(Math.abs(delta)).toBe(half / (levels - 1));
          before.forEach((share, other) => {
            expect(after[other]! - share).toBeCloseTo(other === axis ? delta : 0, 12);
            expect(share * (levels - 1)).toBeCloseTo(Math.round(share * (levels - 1)), 9);
          });
          expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...after)).toBeLessThanOrEqual(1);
        }
        for (let trajectory = 0; trajectory < trajectories; trajectory++) {
          const own = steps.filter((step) => step.trajectory === trajectory);
          expect(own.map(({ step }) => step)).toEqual(own.map((_, step) => step));
          expect(new Set(own.map(({ axis }) => axis)).size).toBe(count);
          expect(own[0]!.from).toBe(trajectory * (count + 1));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('gives the elementary effects of a linear function exactly', () => {
    const design = morrisPoints(morris(axes(3), { trajectories: 8, levels: 4 }));
    const value = (point: number) =>
      design.unit(point).reduce((sum, share, axis) => sum + [2, -1, 0][axis]! * share, 0);
    for (const { axis, from, to, delta } of design.steps()) {
      expect((value(to) - value(from)) / delta).toBeCloseTo([2, -1, 0][axis]!, 12);
    }
  });

  test('is pinned, so that no change of code changes a study: the levels of 2 trajectories with seed 1', () => {
    const design = morrisPoints(morris(axes(2), { trajectories: 2, levels: 4 }));
    expect(Array.from({ length: 6 }, (_, point) => design.unit(point).map((share) => Math.round(share * 3)))).toEqual([
      [1, 0],
      [3, 0],
      [3, 2],
      [2, 3],
      [0, 3],
      [0, 1],
    ]);
  });

  test('depends on its seed alone, 1 where none is given', () => {
    const points = (options: { readonly seed?: number }) => {
      const design = morrisPoints(morris(axes(4), { trajectories: 5, levels: 4, ...options }));
      return Array.from({ length: design.size }, (_, point) => design.unit(point));
    };
    expect(points({})).toEqual(points({ seed: 1 }));
    expect(points({ seed: 2 })).not.toEqual(points({ seed: 1 }));
  });
});

describe('sets chosen for their spread', () => {
  const random = randomStream(3, 'sets');
  const drawSet = () => [[random(), random()]];
  const sumOfSquares = (sets: readonly (readonly number[][])[]) =>
    sets
      .flatMap(([one], i) =>
        sets.slice(i + 1).map(([other]) => (one![0]! - other![0]!) ** 2 + (one![1]! - other![1]!) ** 2),
      )
      .reduce((x, y) => x + y, 0);

  test('lie farther apart than all that come by chance (Campolongo, Cariboni and Saltelli 2007)', () => {
    const chance = Array.from({ length: 50 }, () => sumOfSquares(Array.from({ length: 6 }, drawSet)));
    const chosen = chooseSpread(6, 2, drawSet, (set) => set);
    expect(chosen).toHaveLength(6);
    expect(sumOfSquares(chosen)).toBeGreaterThan(Math.max(...chance));
  });

  test('are those that were drawn where there is nothing to choose', () => {
    let drawn = 0;
    expect(
      chooseSpread(
        3,
        2_000,
        () => ++drawn,
        () => [],
      ),
    ).toEqual([1, 2, 3]);
    drawn = 0;
    expect(
      chooseSpread(
        1,
        2,
        () => ++drawn,
        () => [],
      ),
    ).toEqual([1]);
  });
});
