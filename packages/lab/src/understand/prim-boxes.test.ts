import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { latinHypercubePoints } from '../design/latin-hypercube-points.ts';
import { latinHypercube, range } from '../design/vary.ts';
import { drawsOf } from '../search/draws.ts';
import { boxText, boxWords } from './box-text.ts';
import { primBoxes } from './prim-boxes.ts';
import type { BoxOptions } from './prim-boxes.ts';

const options: BoxOptions = { seed: 1, resamples: 200, permutations: 39 };
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

function cube(axes: number, points: number, seed = 1): readonly (readonly number[])[] {
  const spec = Object.fromEntries(NAMES.slice(0, axes).map((name) => [name, range(0, 1)]));
  const design = latinHypercubePoints(latinHypercube(spec, { points, seed }));
  return Array.from({ length: axes }, (_, axis) => Array.from({ length: points }, (__, k) => design.unit(k)[axis]!));
}

function happens(
  columns: readonly (readonly number[])[],
  isHit: (x: readonly number[], point: number) => boolean,
): readonly (readonly number[])[] {
  return columns[0]!.map((_, point) => [
    Number(
      isHit(
        columns.map((column) => column[point]!),
        point,
      ),
    ),
  ]);
}

const planted = ([a, b, , d]: readonly number[]): boolean => a! > 0.6 && b! < 0.5 && d! > 0.2 && d! < 0.8;

describe('PRIM boxes', () => {
  test('find a box in three of six axes, with density and coverage near 1 and its edges', () => {
    const columns = cube(6, 800);
    const { boxes, rejected } = primBoxes({ names: NAMES, columns, runs: happens(columns, planted) }, options);
    expect(boxes).toHaveLength(1);
    const [box] = boxes;
    expect(box!.density.value).toBeGreaterThan(0.95);
    expect(box!.coverage.value).toBeGreaterThan(0.95);
    expect(box!.heldOut.density).toBeGreaterThan(0.9);
    expect(box!.heldOut.coverage).toBeGreaterThan(0.85);
    expect(box!.support.value).toBeCloseTo(0.12, 1);
    expect(box!.pValue).toBe(1 / 40);
    expect(box!.limits.map(({ name }) => name)).toEqual(['a', 'b', 'd', 'd']);
    const edges = box!.limits.map((limit) => ('from' in limit ? limit.from : 'to' in limit ? limit.to : NaN));
    [0.6, 0.5, 0.2, 0.8].forEach((edge, index) => expect(Math.abs(edges[index]! - edge)).toBeLessThan(0.04));
    for (const { pValue } of box!.limits) expect(pValue).toBeLessThan(0.001);
    expect(rejected?.limits ?? []).toEqual([]);
  });

  test('find it under luck, when it happens in nine of ten runs inside and in one of twenty outside', () => {
    const columns = cube(6, 400);
    const chance = (x: readonly number[]): number => (planted(x) ? 0.9 : 0.05);
    const runs = columns[0]!.map((_, point) => {
      const draws = drawsOf(point, 'luck');
      const x = columns.map((column) => column[point]!);
      return Array.from({ length: 5 }, () => Number(draws.uniform() < chance(x)));
    });
    const [box] = primBoxes({ names: NAMES, columns, runs }, options).boxes;
    expect(box!.density.low).toBeLessThan(0.9);
    expect(box!.density.value).toBeGreaterThan(0.75);
    expect(box!.heldOut.density).toBeGreaterThan(0.65);
    expect(new Set(box!.limits.map(({ name }) => name))).toEqual(new Set(['a', 'b', 'd']));
  });

  test('say of pure noise that no box is better than chance, but in about one of twenty cases', () => {
    let found = 0;
    for (let repetition = 1; repetition <= 15; repetition += 1) {
      const columns = cube(3, 40, repetition);
      const runs = happens(columns, (_, point) => drawsOf(repetition, `noise ${point}`).uniform() < 0.3);
      const { boxes, rejected, notes } = primBoxes(
        { names: NAMES.slice(0, 3), columns, runs },
        { ...options, resamples: 2, permutations: 19, most: 1 },
      );
      found += boxes.length;
      if (boxes.length > 0) continue;
      expect(rejected!.pValue).toBeGreaterThan(0.05);
      expect(notes[0]).toMatch(/^No box is better than chance/);
    }
    expect(found).toBeLessThanOrEqual(2);
  });

  test('cover two parts by two boxes, and say what they come to together', () => {
    const columns = cube(3, 500);
    const runs = happens(columns, ([a, b]) => a! < 0.3 || (a! > 0.6 && b! > 0.75));
    const { boxes, together, base } = primBoxes({ names: NAMES.slice(0, 3), columns, runs }, options);
    expect(boxes).toHaveLength(2);
    expect(together.coverage).toBeGreaterThan(0.95);
    expect(together.density).toBeGreaterThan(0.95);
    for (const { density } of boxes) expect(density.value).toBeGreaterThan(base);
    expect(together.support * together.density).toBeCloseTo(base * together.coverage, 12);
  });

  test('limit axes of texts and of few values by what they are', () => {
    const points = 300;
    const draw = drawsOf(1, 'points').uniform;
    const pricing = Array.from(
      { length: points },
      () => ['own-book', 'vwap', 'redemption-aware'][Math.floor(3 * draw())]!,
    );
    const drop = Array.from({ length: points }, () => [0.08, 0.11, 0.14][Math.floor(3 * draw())]!);
    const other = Array.from({ length: points }, draw);
    const runs = pricing.map((price, point) => [Number(price !== 'redemption-aware' && drop[point]! >= 0.11)]);
    const asked = {
      names: ['pricing', 'drop', 'other'],
      columns: [pricing, drop, other],
      units: [undefined, '%'],
      runs,
    };
    const { boxes } = primBoxes(asked, options);
    expect(boxWords(boxes[0]!.limits)).toBe('pricing is own-book or vwap and drop ≥ 0.11 %');
    expect([boxes[0]!.density.value, boxes[0]!.coverage.value]).toEqual([1, 1]);
    // All agree, so that the interval is Wilson's.
    expect(boxes[0]!.density.low).toBeLessThan(1);
  });

  test('choose the box with the most hits of those with the density that is asked for', () => {
    const columns = cube(2, 400);
    const runs = happens(columns, ([a], point) => drawsOf(point, 'ramp').uniform() < a!);
    const of = (density?: number) =>
      primBoxes(
        { names: ['a', 'b'], columns, runs },
        { ...options, most: 1, ...(density === undefined ? {} : { density }) },
      ).boxes[0]!;
    expect(of(0.9).density.value).toBeGreaterThanOrEqual(0.9);
    expect(of(0.9).coverage.value).toBeLessThan(of().coverage.value);
    const { trajectory, step } = of(0.9);
    const fit = trajectory.filter(({ density }) => density >= 0.9).map(({ coverage }) => coverage);
    expect(trajectory[step]!.coverage).toBe(Math.max(...fit));
  });

  test('have density, coverage and support that fit each other, whatever happens where', () => {
    const columns = cube(2, 40);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, NaN), { minLength: 80, maxLength: 80 }), (values) => {
        const runs = columns[0]!.map((_, point) => [values[2 * point]!, values[2 * point + 1]!]);
        const { boxes, rejected, base } = primBoxes(
          { names: ['a', 'b'], columns, runs },
          { seed: 1, resamples: 2, permutations: 1 },
        );
        for (const { density, coverage, support, trajectory } of [
          ...boxes,
          ...(rejected === undefined ? [] : [rejected]),
        ]) {
          expect(density.value * support.value).toBeCloseTo(base * coverage.value, 9);
          trajectory.slice(1).forEach((step, place) => {
            expect(step.support).toBeLessThan(trajectory[place]!.support);
            expect(step.coverage).toBeLessThanOrEqual(trajectory[place]!.coverage);
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  test('depend on their seed alone; nothing is found of what never or always happens', () => {
    const columns = cube(2, 60);
    const asked = { names: ['a', 'b'], columns, runs: happens(columns, ([a]) => a! > 0.5) };
    expect(primBoxes(asked, options)).toEqual(primBoxes(asked, options));
    expect(primBoxes({ ...asked, runs: happens(columns, () => false) }, options).notes).toEqual([
      'It never happens: there is nothing to find.',
    ]);
    expect(primBoxes({ ...asked, runs: happens(columns, () => true) }, options).boxes).toEqual([]);
  });

  test('refuse what does not fit', () => {
    const runs = [[1], [0]];
    expect(() => primBoxes({ names: ['a'], columns: [[1]], runs }, options)).toThrow('a at each of 2 points, found 1');
    expect(() => primBoxes({ names: ['a'], columns: [[1, 2]], runs: [[0.5], [1]] }, options)).toThrow(
      'found 0.5 at point 0',
    );
    expect(() => primBoxes({ names: ['a'], columns: [[1, NaN]], runs }, options)).toThrow('found NaN at point 1');
    expect(() => primBoxes({ names: ['a'], columns: [[1, 2]], runs }, { ...options, alpha: 0 })).toThrow(
      'alpha above 0',
    );
  });
});

describe('the text of boxes', () => {
  test('says each box in words, with its shares', () => {
    const columns = cube(2, 200);
    const asked = { names: ['drop', 'feeBps'], columns, runs: happens(columns, ([a, b]) => a! >= 0.5 && b! <= 0.4) };
    const text = boxText(primBoxes(asked, options), 'lowestRatio < 0.9');
    expect(text).toMatch(
      /^In 20\.\d % of all runs, lowestRatio < 0\.9\.\n\nBox 1: drop ≥ 0\.5\d* and feeBps ≤ 0\.[34]\d*\n/,
    );
    expect(text).toMatch(
      /in it \d+\.?\d* \(.+ to 100.*\) % of runs have lowestRatio < 0\.9 \(density; everywhere 20 %\)/,
    );
    expect(text).toMatch(/of all such runs \d+\.\d .*\(coverage\), and of all runs .* % \(support\)/);
    expect(text).toMatch(/\nlimit +p alone\ndrop ≥ 0\.5\d* +< 0\.001\n/);
    expect(text).toMatch(/\npeel +density +coverage +support +limits\n0 +20 % +100 % +100 % +0\n/);
    expect(text).toMatch(/\n\d+ \* +\d+ %/);
  });
});
