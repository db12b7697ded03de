import type { Point } from './cma-es.ts';
import { drawsOf } from './draws.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** How a posterior is sampled. */
export interface AbcOptions {
  readonly dimension: number;
  /** Distances of points, each from runs of its own or of its batch; `batch` counts all batches from 0. */
  readonly distances: (points: readonly Point[], batch: number) => Promise<readonly number[]>;
  readonly seed: string | number;
  readonly particles: number;
  /** Points that are tried at once. */
  readonly batchSize: number;
  readonly maxGenerations: number;
  readonly maxTrials: number;
  /** The distance at which it is near enough. */
  readonly tolerance: number;
}

/** Why sampling ended. */
export type AbcReason = 'tolerance' | 'generations' | 'rare' | 'trials';

/** The same in words that end a sentence such as "it ended because …". */
export const ABC_WORDS: Readonly<Record<AbcReason, string>> = {
  tolerance: 'all points were as near as is asked for',
  generations: 'it had gone through as many generations as it may',
  rare: 'fewer than one trial in fifty was near enough for the next generation',
  trials: 'it had made as many trials as it may',
};

/** Points of the unit cube that stand for the posterior. */
export interface Posterior {
  readonly particles: readonly Point[];
  /** Their sum is one. */
  readonly weights: readonly number[];
  /** The distance within which all of them lie. */
  readonly tolerance: number;
  /** As many equally weighted points would say as much: 1 / Σ w². */
  readonly effectiveSize: number;
  readonly generations: number;
  readonly trials: number;
  readonly reason: AbcReason;
}

interface Generation {
  readonly points: readonly Point[];
  readonly weights: readonly number[];
  readonly distances: readonly number[];
}

const RAREST = 0.02;

/**
 * Approximate Bayesian computation by sequential Monte Carlo with a flat prior over the unit cube: T. Toni and others, Journal of the
 * Royal Society Interface 6, 2009, with the weights of M. A. Beaumont and others, Biometrika 96, 2009, whose kernel has twice the weighted
 * covariance of the generation before. Each tolerance is the median distance of the generation before. A generation that cannot
 * be filled within the trials there are, or only with less than one trial in fifty, is given up, and the one before stands.
 */
export async function abcSmc(options: AbcOptions): Promise<Posterior> {
  const { dimension, particles, batchSize, maxGenerations, maxTrials, tolerance } = options;
  const draws = drawsOf(options.seed, 'abc-smc');
  let batches = 0;
  let trials = 0;
  let current: Generation | undefined;
  let reach = Infinity;
  let generations = 0;
  for (;;) {
    const before = current;
    const kernel = before === undefined ? undefined : kernelOf(before);
    const next = before === undefined ? Infinity : medianOf(before.distances);
    const points: Point[] = [];
    const distances: number[] = [];
    let tried = 0;
    while (points.length < particles) {
      const isRare = tried > 20 * batchSize && points.length < RAREST * tried;
      const isSpent = trials + batchSize > maxTrials;
      if (before !== undefined && (isRare || isSpent)) {
        return posterior(before, reach, generations, trials, isSpent ? 'trials' : 'rare');
      }
      const proposals = Array.from({ length: batchSize }, () => {
        if (before === undefined || kernel === undefined)
          return Array.from({ length: dimension }, () => draws.uniform());
        for (;;) {
          const start = before.points[pick(before.weights, draws.uniform())]!;
          const point = kernel.move(start, () => draws.normal());
          // A flat prior has nothing outside the cube.
          if (point.every((x) => x >= 0 && x <= 1)) return point;
        }
      });
      const found = await options.distances(proposals, batches++);
      tried += batchSize;
      trials += batchSize;
      found.forEach((distance, k) => {
        if (points.length >= particles || !(distance <= next)) return;
        points.push(proposals[k]!);
        distances.push(distance);
      });
    }
    const raw = points.map((point) =>
      before === undefined
        ? 1
        : 1 / before.points.reduce((sum, start, j) => sum + before.weights[j]! * kernel!.density(start, point), 0),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    current = { points, weights: raw.map((weight) => weight / total), distances };
    generations++;
    reach = Math.max(...distances);
    if (reach <= tolerance) return posterior(current, reach, generations, trials, 'tolerance');
    if (generations >= maxGenerations) return posterior(current, reach, generations, trials, 'generations');
  }
}

/** The number below which a share of weighted numbers lies. */
export function weightedQuantile(values: readonly number[], weights: readonly number[], share: number): number {
  const order = values.map((_, k) => k).sort((a, b) => values[a]! - values[b]!);
  let sum = 0;
  for (const k of order) {
    sum += weights[k]!;
    if (sum >= share - 1e-12) return values[k]!;
  }
  return values[order.at(-1)!]!;
}

function posterior(
  { points, weights }: Generation,
  tolerance: number,
  generations: number,
  trials: number,
  reason: AbcReason,
): Posterior {
  const effectiveSize = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  return { particles: points, weights, tolerance, effectiveSize, generations, trials, reason };
}

interface Kernel {
  move(start: Point, normal: () => number): Point;
  /** Up to a factor that is the same for all. */
  density(start: Point, point: Point): number;
}

function kernelOf({ points, weights }: Generation): Kernel {
  const n = points[0]!.length;
  const mean = Array.from({ length: n }, (_, i) => points.reduce((sum, point, k) => sum + weights[k]! * point[i]!, 0));
  const covariance = mean.map((_, i) =>
    mean.map((_none, j) =>
      points.reduce((sum, p, k) => sum + 2 * weights[k]! * (p[i]! - mean[i]!) * (p[j]! - mean[j]!), 0),
    ),
  );
  const { values, vectors } = symmetricEigen(covariance);
  const lengths = values.map((value) => Math.sqrt(Math.max(value, 1e-12)));
  return {
    move: (start, normal) => {
      const point = [...start];
      vectors.forEach((vector, k) => {
        const along = lengths[k]! * normal();
        for (let i = 0; i < n; i++) point[i]! += along * vector[i]!;
      });
      return point;
    },
    density: (start, point) => {
      let square = 0;
      vectors.forEach((vector, k) => {
        let along = 0;
        for (let i = 0; i < n; i++) along += vector[i]! * (point[i]! - start[i]!);
        square += (along / lengths[k]!) ** 2;
      });
      return Math.exp(-square / 2);
    },
  };
}

function pick(weights: readonly number[], u: number): number {
  let sum = 0;
  for (const [k, weight] of weights.entries()) {
    sum += weight;
    if (u < sum) return k;
  }
  return weights.length - 1;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}
