import { unknownMetric } from '../measure/condition.ts';
import { unitsOf } from './held-runs.ts';
import type { SearchSpace } from './search-space.ts';
import type { Point } from './cma-es.ts';
import type { TrialRun } from './trials.ts';

/** Reads one number of each run of a trial. */
export interface Measure {
  /** As in `USDT`; empty for plain numbers. */
  readonly unit: string;
  /** The numbers of those runs that came to their end and have one. */
  of(point: Point, runs: readonly TrialRun[]): readonly number[];
}

/**
 * The measure of a metric, or of an axis when the name is its path; nought of no name. Throws a RangeError, with the nearest name, for
 * what none of the runs measures.
 */
export function measureOf(name: string | undefined, space: SearchSpace, runs: readonly TrialRun[]): Measure {
  if (name === undefined) return { unit: '', of: (_, some) => some.map(() => 0) };
  const axis = space.axes.findIndex(({ path }) => path === name);
  if (axis >= 0) {
    return { unit: space.axes[axis]!.unit, of: (point, some) => some.map(() => space.values(point)[axis]!) };
  }
  const units = unitsOf(runs);
  if (!units.has(name))
    throw new RangeError(unknownMetric(name, [...units.keys(), ...space.axes.map(({ path }) => path)]));
  return {
    unit: units.get(name) ?? '',
    of: (_, some) =>
      some.flatMap(({ metrics, fault }) => {
        const value = fault === undefined ? metrics.get(name) : undefined;
        return value === undefined || !Number.isFinite(value) ? [] : [value];
      }),
  };
}

/** The mean of some numbers; NaN of none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
