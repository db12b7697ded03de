import type { Changes } from '../design/design.ts';

/** One run of a trial, reduced to its numbers. */
export interface TrialRun {
  readonly seed: number;
  /** By `metricKey`; NaN where the run held nothing to measure, absent of what it does not measure. */
  readonly metrics: ReadonlyMap<string, number>;
  /** By `metricKey`, as in `USDT`; a metric without one is taken to be in plain numbers and fractions of one. */
  readonly units?: ReadonlyMap<string, string>;
  /** When each metric that has a moment had it, in microseconds since the epoch, by `metricKey`. */
  readonly moments: ReadonlyMap<string, number>;
  /** Why it broke; absent of a run that came to its end. */
  readonly fault?: string;
}

/**
 * Plays a scenario with each of some changes, each with every seed; gives the runs of each trial in the order of the seeds. What was
 * played before is not played again. All that a search knows of the world goes through here, so that a test can give a formula.
 */
export type PlayTrials = (
  trials: readonly Changes[],
  seeds: readonly number[],
) => Promise<readonly (readonly TrialRun[])[]>;
