import { bindCondition, meetsCondition } from '../measure/condition.ts';
import type { BoundCondition, Condition } from '../measure/condition.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { TrialRun } from './trials.ts';

/** How many runs of a trial met a condition. */
export interface HeldRuns {
  readonly met: number;
  readonly runs: number;
  /** Runs that broke, and so did not meet it. */
  readonly failed: number;
  /** Runs that came to their end without a number of the metric. */
  readonly missing: number;
  readonly share: number;
  /** Wilson's interval of the share. */
  readonly low: number;
  readonly high: number;
}

/**
 * Counts the runs of each trial that met a condition. Throws a RangeError, with the nearest name, when no run measures its metric.
 */
export function heldRuns(
  condition: Condition,
  trials: readonly (readonly TrialRun[])[],
  startUs: number | undefined,
  level: number,
): readonly HeldRuns[] {
  const bound = bindToRuns(condition, trials.flat(), startUs);
  return trials.map((runs) => {
    const over = runs.filter(({ fault }) => fault === undefined);
    const values = over.map((run) => valueFor(bound, run));
    const met = values.filter((value) => meetsCondition(bound, value)).length;
    const missing = values.filter((value) => !Number.isFinite(value)).length;
    const { low, high } = wilsonInterval(met, runs.length, level);
    return { met, runs: runs.length, failed: runs.length - over.length, missing, share: met / runs.length, low, high };
  });
}

/** Finds a condition's metric among those of some runs. */
export function bindToRuns(
  condition: Condition,
  runs: readonly TrialRun[],
  startUs: number | undefined,
): BoundCondition {
  return bindCondition(condition, { units: unitsOf(runs), ...(startUs === undefined ? {} : { startUs }) });
}

/** Units of all metrics that some runs measure, in the order in which they are first met. */
export function unitsOf(runs: readonly TrialRun[]): ReadonlyMap<string, string | undefined> {
  const units = new Map<string, string | undefined>();
  for (const run of runs) {
    for (const key of run.metrics.keys()) if (!units.has(key)) units.set(key, run.units?.get(key));
  }
  return units;
}

/** The number of a run that a condition is asked of; undefined where there is none. */
export function valueFor({ metric, isMoment }: BoundCondition, run: TrialRun): number | undefined {
  return (isMoment ? run.moments : run.metrics).get(metric);
}
