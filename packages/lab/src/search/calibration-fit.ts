import { criticalNormal } from '../statistics/critical.ts';
import { ABC_WORDS, abcSmc, weightedQuantile } from './abc-smc.ts';
import type { Posterior } from './abc-smc.ts';
import type { CalibrateOptions } from './calibration.ts';
import type { Point } from './cma-es.ts';
import { targetDistance } from './fit-target.ts';
import type { FitTarget } from './fit-target.ts';
import { STOP_WORDS } from './minimise.ts';
import { matchMoments } from './simulated-moments.ts';
import type { TrialRun } from './trials.ts';

/** Where the parameters came to lie in the unit cube, and how. */
export interface Fit {
  readonly point: Point;
  readonly low: Point;
  readonly high: Point;
  readonly trials: number;
  readonly reason: string;
  readonly posterior?: Omit<Posterior, 'reason'>;
}

/** How a fit plays and reads targets. */
export interface FitMeans {
  readonly playPoints: (
    points: readonly Point[],
    seeds: readonly number[],
  ) => Promise<readonly (readonly TrialRun[])[]>;
  readonly targetsOf: (trials: readonly (readonly TrialRun[])[]) => readonly FitTarget[];
  readonly level: number;
  readonly firstSeed: number;
}

/** Fits by simulated moments. */
export async function byMoments(options: CalibrateOptions, means: FitMeans, dimension: number): Promise<Fit> {
  const { replicates = 16, maxTrials = 100 + 60 * dimension, restarts = 0, seed = 1 } = options;
  const { playPoints: play, targetsOf, level, firstSeed } = means;
  const seeds = Array.from({ length: replicates }, (_, k) => firstSeed + k);
  const deviations = criticalNormal(level);
  const found = await matchMoments({ dimension, play, seeds, seed, maxTrials, restarts, deviations, targetsOf });
  return { ...found, reason: STOP_WORDS[found.reason] };
}

/** Fits by approximate Bayesian computation. */
export async function byAbc(options: CalibrateOptions, means: FitMeans, dimension: number): Promise<Fit> {
  const { replicates = 1, maxTrials = 20_000, particles = 200, generations = 8, batchSize = 8, seed = 1 } = options;
  let targets: readonly FitTarget[] | undefined;
  const { reason, ...posterior } = await abcSmc({
    ...{
      dimension,
      seed,
      particles,
      batchSize,
      maxTrials,
      maxGenerations: generations,
      tolerance: options.tolerance ?? 0.5,
    },
    distances: async (points, batch) => {
      const seeds = Array.from({ length: replicates }, (_, k) => means.firstSeed + batch * replicates + k);
      const results = await means.playPoints(points, seeds);
      targets ??= means.targetsOf(results).filter(({ fitted }) => fitted);
      const { length } = targets;
      return results.map((runs) =>
        Math.sqrt(targets!.reduce((sum, target) => sum + targetDistance(target, runs) ** 2, 0) / length),
      );
    },
  });
  const { particles: points, weights } = posterior;
  const side = (1 - means.level) / 2;
  const at = (share: number): Point =>
    Array.from({ length: dimension }, (_, k) =>
      weightedQuantile(
        points.map((point) => point[k]!),
        weights,
        share,
      ),
    );
  const point = Array.from({ length: dimension }, (_, k) => points.reduce((sum, p, i) => sum + weights[i]! * p[k]!, 0));
  const words = ABC_WORDS[reason];
  return { point, low: at(side), high: at(1 - side), trials: posterior.trials, reason: words, posterior };
}
