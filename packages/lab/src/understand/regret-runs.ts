import type { Statistic } from '../statistics/bca-interval.ts';
import type { RunsAtPoints } from './runs-at-points.ts';

/** What is judged: the runs of each variant at the same conditions, replicate k everywhere with the same luck. */
export interface RegretRuns {
  readonly variants: readonly string[];
  readonly runs: readonly RunsAtPoints[];
  /** Whether more of the metric is better, or less. */
  readonly goal: 'max' | 'min';
  /** The mean unless given. */
  readonly statistic?: Statistic;
  /** By variant, condition and seed, 1 where a run does what is asked of it and 0 where it does not. */
  readonly satisficing?: readonly RunsAtPoints[];
  /** Whether the conditions are a sample of many, so that they are drawn anew too; they are all that count unless given. */
  readonly sampled?: boolean;
}
