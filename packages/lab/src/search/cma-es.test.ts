import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CmaEs } from './cma-es.ts';
import type { Point } from './cma-es.ts';
import { cmaWeights } from './cma-weights.ts';
import { drawsOf } from './draws.ts';
import { minimise } from './minimise.ts';
import type { MinimiseOptions } from './minimise.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

type Objective = (point: Point) => number;
const sphere: Objective = (x) => x.reduce((sum, v) => sum + v * v, 0);
const ellipsoid: Objective = (x) => x.reduce((sum, v, i) => sum + 10 ** ((6 * i) / (x.length - 1)) * v * v, 0);
const rosenbrock: Objective = (x) =>
  x.slice(1).reduce((sum, v, i) => sum + 100 * (x[i] ** 2 - v) ** 2 + (x[i] - 1) ** 2, 0);

const search = (f: Objective, options: Omit<MinimiseOptions, 'maxEvaluations' | 'seed'> & Partial<MinimiseOptions>) =>
  minimise((points) => points.map(f), { maxEvaluations: 20_000, seed: 1, ...options });

/** The middle of the numbers of evaluations that nine seeds take, all of which must reach the target. */
async function typicalEvaluations(f: Objective, start: Point, sigma: number, target: number): Promise<number> {
  const counts: number[] = [];
  for (let seed = 1; seed <= 9; seed++) {
    const { reason, evaluations } = await search(f, { start, sigma, target, seed });
    if (reason === 'target') counts.push(evaluations);
  }
  expect(counts.length).toBeGreaterThanOrEqual(8);
  return counts.sort((a, b) => a - b)[4]!;
}

describe('CMA-ES', () => {
  test('weighs ten dimensions as table 1 of arXiv:1604.00772 does: population 10, 5 parents, effective 3.17', () => {
    const { population, parents, effective, weights, cSigma, chi } = cmaWeights(10);
    expect([population, parents]).toEqual([10, 5]);
    expect(effective).toBeCloseTo(3.167, 3);
    expect(weights[0]).toBeCloseTo(0.4563, 4);
    expect(weights.slice(0, 5).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(weights.slice(5).every((w) => w < 0)).toBe(true);
    expect(cSigma).toBeCloseTo(5.167 / 18.167, 3);
    expect(chi).toBeCloseTo(3.0847, 3);
  });

  // Logs of Hansen's programs: pycma's README has 3,000 at 2.4e-4 and 4,000 at 1.3e-11; purecma's has 1,400 at 4.8e-13.
  test('finds the minimum of Rosenbrock in 8 dimensions in the evaluations of pycma, 3,000 to 4,000', async () => {
    const typical = await typicalEvaluations(rosenbrock, Array<number>(8).fill(0), 0.5, 1e-8);
    expect(typical).toBeGreaterThan(2_000);
    expect(typical).toBeLessThan(4_400);
  });

  test('finds that of the ellipsoid in 3 dimensions in those of purecma, 1,400, or fewer', async () => {
    const typical = await typicalEvaluations(ellipsoid, [0.5, 0.5, 0.5], 0.3, 4.8e-13);
    expect(typical).toBeGreaterThan(500);
    expect(typical).toBeLessThan(1_500);
  });

  test('closes in on the sphere in 10 dimensions at an even rate: 10 to 30 n evaluations for each power of ten of x', async () => {
    const start = Array<number>(10).fill(1);
    const far = await typicalEvaluations(sphere, start, 0.5, 1e-12);
    const near = await typicalEvaluations(sphere, start, 0.5, 1e-6);
    expect((far - near) / 3 / 10).toBeGreaterThan(10);
    expect((far - near) / 3 / 10).toBeLessThan(30);
  });

  test('takes no notice of how the axes lie', async () => {
    const start = [0.5, 0.5, 0.5, 0.5, 0.5];
    const turn = rotation(5);
    const back = turn[0].map((_, i) => turn.map((row) => row[i]));
    const plain = await typicalEvaluations(ellipsoid, start, 0.3, 1e-8);
    const turned = await typicalEvaluations((x) => ellipsoid(apply(turn, x)), apply(back, start), 0.3, 1e-8);
    expect(Math.abs(turned / plain - 1)).toBeLessThan(0.15);
  });

  test('takes no notice of what keeps the order of values', async () => {
    const options = { start: [1, 2, 3], sigma: 0.5, maxEvaluations: 700, toleranceValue: 0 };
    const plain = await search(sphere, options);
    const bent = await search((x) => Math.sqrt(sphere(x)) - 7, options);
    expect(bent.best).toEqual(plain.best);
  });

  test('stays in its box and finds an optimum on its edge', async () => {
    const [low, high] = [Array<number>(4).fill(0), Array<number>(4).fill(1)];
    let isOutside = false;
    const f: Objective = (x) => {
      if (x.some((v) => v < 0 || v > 1)) isOutside = true;
      return (x[0] + 0.3) ** 2 + (x[1] - 1.2) ** 2 + (x[2] - 0.4) ** 2 + (x[3] - 1) ** 2;
    };
    const { best } = await search(f, {
      start: Array<number>(4).fill(0.5),
      sigma: 0.3,
      low,
      high,
      maxEvaluations: 4_000,
    });
    expect(isOutside).toBe(false);
    [0, 1, 0.4, 1].forEach((x, i) => expect(best[i]).toBeCloseTo(x, 4));
  });

  test('closes in on the optimum of a noisy sphere with its mean', async () => {
    const noise = drawsOf(5, 'noise');
    const f: Objective = (x) => sphere(x) + 0.1 * noise.normal();
    const { mean } = await search(f, { start: [2, -2, 2], sigma: 1, maxEvaluations: 2_000 });
    expect(sphere(mean)).toBeLessThan(0.15);
  });

  test('begins anew with twice the population and leaves the local minima of Rastrigin behind', async () => {
    const rastrigin: Objective = (x) => x.reduce((s, v) => s + v * v + 10 * (1 - Math.cos(2 * Math.PI * v)), 0);
    const box = { low: [-5, -5, -5], high: [5, 5, 5], start: [3.2, 3.1, -4], sigma: 1, target: 1e-8 };
    const { starts, reason } = await search(rastrigin, { ...box, restarts: 8, seed: 2 });
    expect(reason).toBe('target');
    expect(starts).toBeGreaterThan(1);
  });

  test.each([
    ['target', { target: 0.1 }, sphere],
    ['small-steps', { toleranceX: 1e-3 }, sphere],
    ['flat', {}, () => 1],
    ['evaluations', { maxEvaluations: 50 }, sphere],
  ])('says why it ended: %s', async (reason, options, f) => {
    expect(await search(f, { start: [1, 1], sigma: 0.5, ...options })).toMatchObject({ reason });
  });

  test('asks the same points of the same seed, and takes what is not finite as worst', async () => {
    const f: Objective = (x) => (x[0] < 0 ? NaN : sphere(x));
    const seen: Point[][] = [[], []];
    for (const run of seen)
      await search((x) => (run.push(x), f(x)), { start: [1, 1], sigma: 0.5, seed: 'a', target: 1e-9 });
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0].length).toBeGreaterThan(50);
    const told = new CmaEs({ start: [0, 0], sigma: 1, draws: drawsOf(1, 'x') });
    expect(() => told.tell([1])).toThrow(RangeError);
  });
});

test('the axes of a symmetric matrix rebuild it, and are at right angles', () => {
  const entry = fc.double({ noNaN: true, min: -100, max: 100 });
  fc.assert(
    fc.property(fc.array(fc.array(entry, { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 }), (rows) => {
      const matrix = rows.map((row, i) => row.map((_, j) => (i <= j ? rows[i][j] : rows[j][i])));
      const { values, vectors } = symmetricEigen(matrix);
      matrix.forEach((row, i) =>
        row.forEach((x, j) => {
          expect(values.reduce((sum, value, k) => sum + value * vectors[k][i] * vectors[k][j], 0)).toBeCloseTo(x, 9);
          expect(vectors[i].reduce((sum, v, k) => sum + v * vectors[j][k], 0)).toBeCloseTo(i === j ? 1 : 0, 12);
        }),
      );
    }),
    { numRuns: 50 },
  );
});

/** A rotation in all planes by Gram and Schmidt's way from a fixed matrix. */
function rotation(n: number): number[][] {
  const draws = drawsOf(3, 'rotation');
  const rows: number[][] = [];
  for (let i = 0; i < n; i++) {
    let row = Array.from({ length: n }, () => draws.normal());
    for (const other of rows) {
      const along = other.reduce((sum, v, k) => sum + v * row[k], 0);
      row = row.map((v, k) => v - along * other[k]);
    }
    const length = Math.sqrt(sphere(row));
    rows.push(row.map((v) => v / length));
  }
  return rows;
}

function apply(matrix: readonly Point[], x: Point): number[] {
  return matrix.map((row) => row.reduce((sum, v, k) => sum + v * x[k], 0));
}
