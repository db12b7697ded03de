import { describe, expect, test } from '@jest/globals';
import { saltelliPoints } from './saltelli-points.ts';
import { range, saltelli } from './vary.ts';
import type { SaltelliPoints } from './saltelli-points.ts';

const axes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, axis) => [`x${axis}`, range(0, 1)]));

/** The function of T. Ishigami and T. Homma (1990) with a = 7, b = 0.1, over the unit cube. */
function ishigami(share: readonly number[]): number {
  const [x, y, z] = share.map((each) => Math.PI * (2 * each - 1));
  return Math.sin(x!) + 7 * Math.sin(y!) ** 2 + 0.1 * z! ** 4 * Math.sin(x!);
}

/** First indices by Saltelli et al. (2010), total ones by Jansen (1999), in their plain forms. */
function indices(design: SaltelliPoints, value: (share: readonly number[]) => number) {
  const values = Array.from({ length: design.size }, (_, point) => value(design.unit(point)));
  const rows = Array.from({ length: design.rows }, (_, index) => design.row(index));
  const base = rows.flatMap(({ a, b }) => [values[a]!, values[b]!]);
  const mean = base.reduce((x, y) => x + y) / base.length;
  const variance = base.reduce((sum, each) => sum + (each - mean) ** 2, 0) / base.length;
  const over = (term: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + term(row), 0) / rows.length / variance;
  return design.paths.map((_, axis) => ({
    first: over(({ a, b, ab }) => values[b]! * (values[ab[axis]!]! - values[a]!)),
    total: over(({ a, ab }) => (values[a]! - values[ab[axis]!]!) ** 2 / 2),
  }));
}

describe('a Saltelli design', () => {
  test.each([
    [1, false, 3],
    [3, false, 5],
    [3, true, 8],
    [7, true, 16],
  ])(
    'of %d axes (pairs: %p) has %d points for each base row, which mix A and B by one column',
    (count, secondOrder, block) => {
      const design = saltelliPoints(saltelli(axes(count), { points: 8, secondOrder }));
      expect([design.size, design.rows, design.secondOrder]).toEqual([8 * block, 8, secondOrder]);
      const seen: number[] = [];
      for (let index = 0; index < 8; index++) {
        const { a, b, ab, ba } = design.row(index);
        seen.push(a, ...ab, ...ba, b);
        const [fromA, fromB] = [design.unit(a), design.unit(b)];
        expect(fromA.every((share, axis) => share !== fromB[axis])).toBe(true);
        expect(ab).toHaveLength(count);
        expect(ba).toHaveLength(secondOrder ? count : 0);
        ab.forEach((point, mixed) =>
          expect(design.unit(point)).toEqual(fromA.map((share, axis) => (axis === mixed ? fromB[axis] : share))),
        );
        ba.forEach((point, mixed) =>
          expect(design.unit(point)).toEqual(fromB.map((share, axis) => (axis === mixed ? fromA[axis] : share))),
        );
      }
      expect(seen).toEqual(Array.from({ length: design.size }, (_, point) => point));
    },
  );

  test('gives the indices of Ishigami and Homma (1990): first 0.3139, 0.4424, 0, total 0.5576, 0.4424, 0.2437', () => {
    const found = indices(saltelliPoints(saltelli(axes(3), { points: 4_096 })), ishigami);
    [0.3139, 0.4424, 0].forEach((expected, axis) => expect(Math.abs(found[axis]!.first - expected)).toBeLessThan(0.01));
    [0.5576, 0.4424, 0.2437].forEach((expected, axis) =>
      expect(Math.abs(found[axis]!.total - expected)).toBeLessThan(0.01),
    );
  });

  test('gives those of the g function of Saltelli and Sobol (1995) with a = 0, 1, 4.5, 9, 99, 99, 99, 99', () => {
    const a = [0, 1, 4.5, 9, 99, 99, 99, 99];
    const g = (share: readonly number[]) =>
      share.reduce((product, x, axis) => (product * (Math.abs(4 * x - 2) + a[axis]!)) / (1 + a[axis]!), 1);
    const partial = a.map((each) => 1 / 3 / (1 + each) ** 2);
    const variance = partial.reduce((product, each) => product * (1 + each), 1) - 1;
    const found = indices(saltelliPoints(saltelli(axes(8), { points: 2_048 })), g);
    partial.forEach((own, axis) => {
      expect(Math.abs(found[axis]!.first - own / variance)).toBeLessThan(0.02);
      const others = partial.reduce((product, each, other) => (other === axis ? product : product * (1 + each)), 1);
      expect(Math.abs(found[axis]!.total - (own * others) / variance)).toBeLessThan(0.02);
    });
  });

  test('depends on its seed alone, 1 where none is given, and has other points than a sobol design', () => {
    const points = (options: { readonly seed?: number }) => {
      const design = saltelliPoints(saltelli(axes(2), { points: 4, ...options }));
      return Array.from({ length: design.size }, (_, point) => design.unit(point));
    };
    expect(points({})).toEqual(points({ seed: 1 }));
    expect(points({ seed: 2 })).not.toEqual(points({ seed: 1 }));
  });

  test('ends at 64 axes', () => {
    expect(saltelliPoints(saltelli(axes(64), { points: 2 })).unit(131)).toHaveLength(64);
    expect(() => saltelliPoints(saltelli(axes(65), { points: 2 }))).toThrow('at most 64 axes, not 65');
  });
});
