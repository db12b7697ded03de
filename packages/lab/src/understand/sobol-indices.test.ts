import { describe, expect, test } from '@jest/globals';
import { saltelliPoints } from '../design/saltelli-points.ts';
import { range, saltelli } from '../design/vary.ts';
import { drawsOf } from '../search/draws.ts';
import { sobolIndices } from './sobol-indices.ts';
import { sobolText } from './sobol-text.ts';

const namesOf = (count: number) => Array.from({ length: count }, (_, axis) => `x${axis + 1}`);

/** The indices of a function of the unit cube, played with some seeds. */
function analyse(
  value: (share: readonly number[], seed: number) => number,
  { axes = 3, points = 512, seeds = 1, secondOrder = false, resamples = 100, design = 1 } = {},
) {
  const vary = Object.fromEntries(namesOf(axes).map((name) => [name, range(0, 1)]));
  const made = saltelliPoints(saltelli(vary, { points, secondOrder, seed: design }));
  const runs = Array.from({ length: made.size }, (_, point) =>
    Array.from({ length: seeds }, (__, seed) => value(made.unit(point), seed)),
  );
  const rows = Array.from({ length: made.rows }, (_, index) => made.row(index));
  return sobolIndices({ names: namesOf(axes), rows, runs }, { seed: 1, resamples });
}

/** The function of T. Ishigami and T. Homma (1990) with a = 7, b = 0.1, over the unit cube. */
function ishigami(share: readonly number[]): number {
  const [x, y, z] = share.map((each) => Math.PI * (2 * each - 1));
  return Math.sin(x!) + 7 * Math.sin(y!) ** 2 + 0.1 * z! ** 4 * Math.sin(x!);
}
const FIRST = [0.3139, 0.4424, 0];
const TOTAL = [0.5576, 0.4424, 0.2437];
/** Its variance: a² / 8 + b π⁴ / 5 + b² π⁸ / 18 + 1 / 2. */
const VARIANCE = 49 / 8 + (0.1 * Math.PI ** 4) / 5 + (0.01 * Math.PI ** 8) / 18 + 0.5;

describe("Sobol' indices", () => {
  test('of Ishigami and Homma (1990): first 0.3139, 0.4424, 0, total 0.5576, 0.4424, 0.2437, pair 1 × 3 0.2437', () => {
    const found = analyse(ishigami, { points: 2048, secondOrder: true, resamples: 3 });
    found.axes.forEach(({ first, total }, axis) => {
      expect(Math.abs(first.value - FIRST[axis]!)).toBeLessThan(0.01);
      expect(Math.abs(total.value - TOTAL[axis]!)).toBeLessThan(0.01);
    });
    expect(found.variance.value / VARIANCE).toBeCloseTo(1, 2);
    expect(found.pairs!.map(({ names }) => names.join())).toEqual(['x1,x2', 'x1,x3', 'x2,x3']);
    [0, 0.2437, 0].forEach((second, at) => {
      expect(Math.abs(found.pairs![at]!.second.value - second)).toBeLessThan(0.02);
    });
  });

  test('of the g function of Saltelli and Sobol (1995) with a = 0, 1, 4.5, 9, 99, 99 hold the analytic values', () => {
    const a = [0, 1, 4.5, 9, 99, 99];
    const g = (share: readonly number[]) =>
      share.reduce((product, x, axis) => (product * (Math.abs(4 * x - 2) + a[axis]!)) / (1 + a[axis]!), 1);
    const partial = a.map((each) => 1 / 3 / (1 + each) ** 2);
    const all = partial.reduce((product, each) => product * (1 + each), 1);
    const found = analyse(g, { axes: 6, points: 512, resamples: 60 });
    partial.forEach((own, axis) => {
      const { first, total } = found.axes[axis]!;
      const truth = [own / (all - 1), (own * all) / (1 + own) / (all - 1)];
      [first, total].forEach(({ value, low, high }, which) => {
        expect(Math.abs(value - truth[which]!)).toBeLessThan(0.03);
        expect([low < truth[which]! + 0.005, high > truth[which]! - 0.005]).toEqual([true, true]);
      });
    });
    expect(found.notes.filter((note) => note.includes('x1') && note.includes('Not converged'))).toEqual([]);
  });

  test('of Ishigami with as much luck again are those of its expectation, and half of the variance is luck', () => {
    const noise = drawsOf(3, 'noise');
    const deviation = Math.sqrt(VARIANCE / 2);
    const shared = Array.from({ length: 8 }, () => deviation * noise.normal());
    const found = analyse((share, seed) => ishigami(share) + shared[seed]! + deviation * noise.normal(), { seeds: 8 });
    found.axes.forEach(({ first, total }, axis) => {
      expect([first.low < FIRST[axis]!, first.high > FIRST[axis]!]).toEqual([true, true]);
      expect([total.low < TOTAL[axis]!, total.high > TOTAL[axis]!]).toEqual([true, true]);
      expect(Math.abs(total.value - TOTAL[axis]!)).toBeLessThan(0.07);
    });
    expect(found.luck.value).toBeGreaterThan(0.35);
    expect(found.luck.value).toBeLessThan(0.65);
    expect(sobolText(found)).toContain('is luck; the indices divide the rest');
  });

  test('hold the analytic values in at least as many intervals as they say, over 15 designs with luck (the script scenarios/validation/sensitivity.mjs has more)', () => {
    let covered = 0;
    for (let design = 1; design <= 15; design++) {
      const noise = drawsOf(design, 'noise');
      const value = (share: readonly number[]) => ishigami(share) + 2 * noise.normal();
      const found = analyse(value, { points: 64, seeds: 3, design, resamples: 80 });
      found.axes.forEach(({ first, total }, axis) => {
        covered += Number(first.low <= FIRST[axis]! && FIRST[axis]! <= first.high);
        covered += Number(total.low <= TOTAL[axis]! && TOTAL[axis]! <= total.high);
      });
    }
    expect(covered).toBeGreaterThanOrEqual(0.92 * 90);
  });

  test('of one seed count luck as interaction, and say so', () => {
    const noise = drawsOf(4, 'noise');
    const found = analyse((share) => share[0]! + noise.normal() * Math.sqrt(1 / 12), { axes: 2 });
    expect(found.luck.value).toBeNaN();
    expect(found.axes[1]!.total.value).toBeCloseTo(0.5, 0);
    expect(found.notes.join()).toContain('One seed at each point');
  });

  test('do not change with the unit or the level of the metric, but for rounding', () => {
    const near = analyse(ishigami, { points: 64, resamples: 5 });
    const far = analyse((share) => 1e6 + 1e-3 * ishigami(share), { points: 64, resamples: 5 });
    far.axes.forEach(({ first }, axis) => expect(first.value).toBeCloseTo(near.axes[axis]!.first.value, 6));
  });

  test('of a metric that only luck moves are not told', () => {
    const noise = drawsOf(5, 'noise');
    const found = analyse(() => noise.normal(), { points: 64, seeds: 4 });
    expect(found.notes[0]).toBe('The metric is not shown to vary with the axes beyond luck: the indices say nothing.');
    const flat = analyse(() => 7, { points: 16, seeds: 2 });
    expect(flat.axes[0]!.first.value).toBeNaN();
    expect(sobolText(flat)).toContain('–');
  });

  test('say of too few points that they have not converged', () => {
    expect(analyse(ishigami, { points: 32 }).notes.join()).toMatch(/Not converged: intervals of x1/);
  });

  test('leave out runs that broke and count them', () => {
    const found = analyse((share, seed) => (seed === 0 && share[1]! > 0.9 ? NaN : share[0]! + 0.01 * seed), {
      seeds: 3,
    });
    expect(found.missing).toBeGreaterThan(100);
    expect(found.axes[0]!.first.value).toBeCloseTo(1, 1);
    expect(found.axes[1]!.total.value).toBeCloseTo(0, 2);
  });
});
