import { resampledAscending } from '../statistics/resampled.ts';
import { moments } from '../statistics/moments.ts';
import type { RegretRuns } from './regret.ts';
import { replicatesOf } from './runs-at-points.ts';
import type { RunsAtPoints } from './runs-at-points.ts';

/** What the runs of a variant in a condition come to: their statistic, and the share that keeps within the bound. */
export interface ConditionValues {
  readonly value: number;
  readonly within: number;
}

/** Of each variant in each condition, for some seeds, by their places. */
export interface SeedsInConditions {
  at(seeds: Uint32Array): readonly (readonly ConditionValues[])[];
  /** Pairs of condition and seed at which some variant has no number, and conditions that consist of such. */
  readonly incomplete: number;
  readonly empty: number;
}

/** Prepares runs so that their statistics are had for any draw of seeds; a condition and seed count for all variants or for none. */
export function conditionValues(
  runs: readonly RunsAtPoints[],
  { better, bound, statistic = (values) => moments(values).mean }: Pick<RegretRuns, 'better' | 'bound' | 'statistic'>,
): SeedsInConditions {
  const replicates = replicatesOf(runs.flat());
  let [incomplete, empty] = [0, 0];
  const broken = runs[0]!.map((_, condition) => {
    const flags = Uint8Array.from({ length: replicates }, (__, k) =>
      Number(runs.some((own) => Number.isNaN(own[condition]![k]!))),
    );
    const count = flags.reduce((sum, flag) => sum + flag, 0);
    incomplete += count;
    empty += Number(count === replicates);
    return flags;
  });
  const cells = runs.map((own) =>
    own.map((values, condition) =>
      resampledAscending(Float64Array.from(values, (value, k) => (broken[condition]![k] === 1 ? NaN : value))),
    ),
  );
  const isWithin = (value: number): boolean => (better === 'higher' ? value >= bound! : value <= bound!);
  const valuesOf = (ascending: Float64Array): ConditionValues => {
    // NaN come last.
    let known = ascending.length;
    while (known > 0 && Number.isNaN(ascending[known - 1]!)) known -= 1;
    if (known === 0) return { value: NaN, within: NaN };
    const values = ascending.subarray(0, known);
    const within = bound === undefined ? NaN : values.reduce((sum, value) => sum + Number(isWithin(value)), 0) / known;
    return { value: statistic(values), within };
  };
  return { incomplete, empty, at: (seeds) => cells.map((own) => own.map((cell) => valuesOf(cell(seeds)))) };
}
