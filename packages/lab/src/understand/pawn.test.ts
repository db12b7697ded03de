import { describe, expect, test } from '@jest/globals';
import { sobolPoints } from '../design/sobol-points.ts';
import { range, sobol } from '../design/vary.ts';
import { drawsOf } from '../search/draws.ts';
import { pawn } from './pawn.ts';
import { pawnText } from './pawn-text.ts';
import { sliceAxis } from './slice-axis.ts';

const options = { seed: 1, resamples: 200 };

/** Points of a Sobol' design by axis. */
function columnsOf(axes: number, points: number, seed = 1): readonly (readonly number[])[] {
  const spec = Object.fromEntries(Array.from({ length: axes }, (_, axis) => [`x${axis}`, range(0, 1)]));
  const design = sobolPoints(sobol(spec, { points, seed }));
  return Array.from({ length: axes }, (_, axis) => Array.from({ length: points }, (__, k) => design.unit(k)[axis]!));
}

function runsOf(columns: readonly (readonly number[])[], value: (x: readonly number[], point: number) => number[]) {
  return columns[0]!.map((_, point) =>
    value(
      columns.map((column) => column[point]!),
      point,
    ),
  );
}

/** The distribution of the sum of two uniform numbers, the first from a to b, the second from 0 to 1. */
function sumBelow(y: number, a: number, b: number): number {
  const area = (t: number): number => (t < 0 ? 0 : t < 1 ? (t * t) / 2 : t - 0.5);
  return (area(y - a) - area(y - b)) / (b - a);
}

function largestGap(a: number, b: number, from = 0): number {
  const places = Array.from({ length: 1_001 }, (_, k) => from + ((2 - from) * k) / 1_000);
  return Math.max(...places.map((y) => Math.abs(sumBelow(y, a, b) - sumBelow(y, 0, 1))));
}

describe('PAWN indices', () => {
  test('of an axis that is the metric are 1 − k/n and k/n, by the distance of two uniform distributions', () => {
    const columns = columnsOf(2, 1_024);
    const found = pawn({ names: ['x', 'y'], columns, runs: runsOf(columns, ([x]) => [x!]), slices: 8 }, options);
    [7, 6, 5, 4, 4, 5, 6, 7].forEach((eighths, slice) =>
      expect(found.axes[0]!.slices[slice]).toBeCloseTo(eighths / 8, 2),
    );
    expect(found.axes[0]!.max.value).toBeCloseTo(7 / 8, 2);
    expect(found.axes[0]!.median.value).toBeCloseTo(5.5 / 8, 2);
    expect(found.axes[1]!.max.value).toBeLessThan(found.axes[1]!.maxThreshold);
  });

  test('of each of two uniform axes that are added are those of a sum, by its distribution', () => {
    const columns = columnsOf(2, 1_024);
    const found = pawn(
      { names: ['x', 'y'], columns, runs: runsOf(columns, ([x, y]) => [x! + y!]), slices: 4 },
      { ...options, resamples: 2 },
    );
    for (const { slices } of found.axes) {
      slices.forEach((distance, slice) =>
        expect(Math.abs(distance - largestGap(slice / 4, (slice + 1) / 4))).toBeLessThan(0.03),
      );
    }
  });

  test('of the highest tenth are the largest distance there, by its distribution', () => {
    const columns = columnsOf(2, 1_024);
    const tail = { side: 'high', share: 0.1 } as const;
    const found = pawn(
      { names: ['x', 'y'], columns, runs: runsOf(columns, ([x, y]) => [x! + y!]), slices: 4, tail },
      { ...options, resamples: 2 },
    );
    // A tenth of the triangle lies above 2 − √0.2.
    const edge = 2 - Math.sqrt(0.2);
    expect(found.tailFrom).toBeCloseTo(edge, 2);
    found.axes[0]!.slices.forEach((distance, slice) =>
      expect(Math.abs(distance - largestGap(slice / 4, (slice + 1) / 4, edge))).toBeLessThan(0.03),
    );
    expect(pawnText(found)).toContain('In the highest 10 % of runs, 1.55');
  });

  test('of a tail are large of the axis that leads into it, and small of the one that says how deep', () => {
    const columns = columnsOf(2, 512);
    // Below a tenth of y, a crash whose depth x sets; elsewhere luck.
    const runs = runsOf(columns, ([x, y], point) => [
      y! < 0.1 ? -5 - 5 * x! : 1 + drawsOf(point, 'calm').normal() * 0.1,
    ]);
    const names = ['depth', 'crash'];
    const whole = pawn({ names, columns, runs, slices: 4 }, options);
    const low = pawn({ names, columns, runs, slices: 4, tail: { side: 'low', share: 0.1 } }, options);
    expect(whole.axes[1]!.pValue).toBeLessThan(0.01);
    expect(low.axes[1]!.max.value).toBeGreaterThan(0.2);
    expect(low.axes[0]!.max.value).toBeLessThan(0.1);
  });

  test('of axes that do nothing pass the threshold in about one of twenty cases', () => {
    let [passed, all] = [0, 0];
    for (let repetition = 0; repetition < 30; repetition += 1) {
      const columns = columnsOf(3, 64, repetition + 1);
      const runs = columns[0]!.map((_, point) => {
        const { normal } = drawsOf(repetition, `luck ${point}`);
        return [normal(), normal()];
      });
      const { axes } = pawn({ names: ['a', 'b', 'c'], columns, runs, slices: 4 }, { seed: repetition, resamples: 2 });
      passed += axes.filter(({ pValue }) => pValue <= 0.05).length;
      all += axes.length;
    }
    expect(passed / all).toBeLessThan(0.1);
    expect(passed).toBeGreaterThan(0);
  });

  test('have intervals that hold what many more points say', () => {
    const value = ([x, y]: readonly number[], point: number): number[] => {
      const { normal } = drawsOf(point, 'noise');
      return Array.from({ length: 3 }, () => x! + 0.3 * y! + 0.2 * normal());
    };
    const of = (points: number, seed: number) => {
      const columns = columnsOf(2, points, seed);
      return pawn({ names: ['x', 'y'], columns, runs: runsOf(columns, value), slices: 4 }, { seed, resamples: 100 });
    };
    const truth = of(2_048, 99).axes.map(({ max }) => max.value);
    let held = 0;
    for (let seed = 1; seed <= 10; seed += 1) {
      const { max } = of(128, seed).axes[0]!;
      held += Number(max.low <= truth[0]! && truth[0]! <= max.high);
    }
    expect(held).toBeGreaterThanOrEqual(8);
  });

  test('take texts and few values as they are, and leave runs without a number out', () => {
    const columns = [
      Array.from({ length: 90 }, (_, point) => ['calm', 'wild', 'calm'][point % 3]!),
      Array.from({ length: 90 }, (_, point) => [0.1, 0.2][point % 2]!),
    ];
    const runs = columns[0]!.map((mood, point) => [mood === 'wild' ? 1 : 0, point === 0 ? NaN : point % 7]);
    const found = pawn({ names: ['mood', 'drop'], columns, runs }, options);
    expect(found.axes.map(({ slices }) => slices.length)).toEqual([2, 2]);
    expect(found.missing).toBe(1);
    expect(found.notes).toContain('1 run has no number and counts nowhere.');
    const [first, second] = pawnText(found).split('\n').slice(1);
    expect(first).toMatch(/^mood +0\.\d+ \(0\.\d+ to 0\.\d+\)/);
    expect(second).toMatch(/^drop /);
  });

  test('depend on their seed alone', () => {
    const columns = columnsOf(2, 64);
    const of = (seed: number) =>
      pawn({ names: ['x', 'y'], columns, runs: runsOf(columns, ([x]) => [x!]) }, { seed, resamples: 20 });
    expect(of(1)).toEqual(of(1));
    expect(of(2)).not.toEqual(of(1));
  });

  test('refuse what does not fit', () => {
    const runs = [[1], [2]];
    expect(() => pawn({ names: ['x'], columns: [[1]], runs }, options)).toThrow('x at each of 2 points, found 1');
    expect(() => pawn({ names: ['x'], columns: [], runs }, options)).toThrow('a column for each of 1 axes, found 0');
    expect(() => pawn({ names: ['x'], columns: [[1, NaN]], runs }, options)).toThrow('a number of an axis');
    expect(() => pawn({ names: ['x'], columns: [[1, 2]], runs: [[NaN], [NaN]] }, options)).toThrow('at least one run');
    const tail = { side: 'low', share: 0.7 } as const;
    expect(() => pawn({ names: ['x'], columns: [[1, 2]], runs, tail }, options)).toThrow('up to 0.5, found 0.7');
  });
});

describe('slices of an axis', () => {
  test('hold as many points each, equal values together', () => {
    const sizes = (column: readonly number[], most: number) => {
      const { of, count } = sliceAxis(column, most);
      return Array.from({ length: count }, (_, slice) => of.filter((each) => each === slice).length);
    };
    expect(
      sizes(
        Array.from({ length: 100 }, (_, k) => (k * 37) % 100),
        5,
      ),
    ).toEqual([20, 20, 20, 20, 20]);
    expect(sizes([3, 1, 3, 2, 3], 10)).toEqual([1, 1, 3]);
    expect(sizes([0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 4)).toEqual([8, 2]);
  });
});
