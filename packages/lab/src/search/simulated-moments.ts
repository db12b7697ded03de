import { targetDistance, targetValues } from './fit-target.ts';
import type { FitTarget } from './fit-target.ts';
import { minimise } from './minimise.ts';
import type { StopReason } from './minimise.ts';
import type { Point } from './cma-es.ts';
import { moments } from '../statistics/moments.ts';
import { symmetricInverse } from './symmetric-inverse.ts';
import type { TrialRun } from './trials.ts';

/** Plays points of the unit cube, each with every seed. */
export type PlayPoints = (
  points: readonly Point[],
  seeds: readonly number[],
) => Promise<readonly (readonly TrialRun[])[]>;

/** How simulated moments are matched. */
export interface MomentsOptions {
  readonly dimension: number;
  readonly play: PlayPoints;
  readonly seeds: readonly number[];
  readonly seed: string | number;
  readonly maxTrials: number;
  readonly restarts: number;
  /** The number of standard deviations on each side of the intervals, as in 1.96. */
  readonly deviations: number;
  /** Reads the targets when the first trials are there. */
  readonly targetsOf: (trials: readonly (readonly TrialRun[])[]) => readonly FitTarget[];
}

/** What matching came to, in the unit cube. */
export interface MatchedMoments {
  readonly point: Point;
  readonly low: Point;
  readonly high: Point;
  /** The standard deviation of each parameter, as a part of what is believed before any run: 1 where runs say nothing. */
  readonly doubt: Point;
  /** The sum of squared distances. */
  readonly loss: number;
  readonly trials: number;
  readonly reason: StopReason;
}

/** The variance of a value that may be anywhere from 0 to 1. */
const PRIOR_VARIANCE = 1 / 12;
const STEP = 0.05;

/**
 * The method of simulated moments (D. McFadden, Econometrica 57, 1989; R. Franke and F. Westerhoff, Journal of Economic Dynamics and
 * Control 36, 2012): the parameters for which the medians of the fitted targets lie nearest to their bands, the squares of
 * distances in their scales added up, found by CMA-ES. All trials have the same seeds. The intervals are those of a model
 * that is straight around the point found, with the slopes of central differences, a flat prior over the ranges, and for
 * each target its scale and the noise of the runs' median as error.
 */
export async function matchMoments(options: MomentsOptions): Promise<MatchedMoments> {
  const { dimension, play, seeds, seed, maxTrials, restarts, deviations } = options;
  let targets: readonly FitTarget[] | undefined;
  const axis = Array.from({ length: dimension }, (_, k) => k);
  const found = await minimise(
    async (points) => {
      const results = await play(points, seeds);
      targets ??= options.targetsOf(results).filter(({ fitted }) => fitted);
      return results.map((runs) => targets!.reduce((sum, target) => sum + targetDistance(target, runs) ** 2, 0));
    },
    {
      ...{ start: axis.map(() => 0.5), low: axis.map(() => 0), high: axis.map(() => 1), sigma: 0.3, seed },
      ...{ restarts, maxEvaluations: maxTrials, toleranceX: 1e-3, toleranceValue: 1e-6 },
    },
  );
  const steps = axis.map((k) => {
    const moved = (by: number): Point => found.best.map((x, i) => (i === k ? Math.min(1, Math.max(0, x + by)) : x));
    return { down: moved(-STEP), up: moved(STEP), width: moved(STEP)[k]! - moved(-STEP)[k]! };
  });
  const results = await play([...steps.flatMap(({ down, up }) => [down, up]), found.best], seeds);
  const slopes = targets!.map((target) =>
    steps.map(({ width }, k) => {
      const [down, up] = [results[2 * k]!, results[2 * k + 1]!].map((runs) => targetDistance(target, runs));
      return (up! - down!) / width;
    }),
  );
  const errors = targets!.map((target) => 1 + medianNoise(target, results.at(-1)!));
  const precision = axis.map((i) =>
    axis.map((j) => {
      const fromTargets = slopes.reduce((sum, slope, t) => sum + (slope[i]! * slope[j]!) / errors[t]!, 0);
      return fromTargets + (i === j ? 1 / PRIOR_VARIANCE : 0);
    }),
  );
  const deviation = symmetricInverse(precision).map((row, k) => Math.sqrt(row[k]!));
  return {
    point: found.best,
    low: found.best.map((x, k) => Math.max(0, x - deviations * deviation[k]!)),
    high: found.best.map((x, k) => Math.min(1, x + deviations * deviation[k]!)),
    doubt: deviation.map((each) => each / Math.sqrt(PRIOR_VARIANCE)),
    loss: found.value,
    trials: found.evaluations + 2 * dimension + 1,
    reason: found.reason,
  };
}

/** The variance of the runs' median in the target's scale: π / 2 times that of the mean, as of normal values. */
function medianNoise(target: FitTarget, runs: readonly TrialRun[]): number {
  const values = targetValues(target, runs).filter((value) => Number.isFinite(value));
  if (values.length < 2) return 0;
  const { sd } = moments(values);
  return (Math.PI / 2) * (sd ** 2 / values.length / target.scale ** 2);
}
