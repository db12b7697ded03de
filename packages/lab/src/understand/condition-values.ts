import { resampledAscending } from '../statistics/resampled.ts';
import { moments } from '../statistics/moments.ts';
import type { RegretRuns } from './regret-runs.ts';
import { replicatesOf } from './runs-at-points.ts';
import type { RunsAtPoints } from './runs-at-points.ts';

/** What the runs of a variant in a condition come to: their statistic, and the share that does what is asked. */
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
  { satisficing, statistic = (values) => moments(values).mean }: Pick<RegretRuns, 'satisficing' | 'statistic'>,
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
  const valueOf = (ascending: Float64Array): number => {
    // NaN come last.
    let known = ascending.length;
    while (known > 0 && Number.isNaN(ascending[known - 1]!)) known -= 1;
    return known === 0 ? NaN : statistic(ascending.subarray(0, known));
  };
  const withinOf = (variant: number, condition: number, seeds: Uint32Array): number => {
    if (satisficing === undefined) return NaN;
    let [sum, count] = [0, 0];
    for (const seed of seeds) {
      const value = satisficing[variant]![condition]![seed]!;
      if (broken[condition]![seed] === 1 || Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    return sum / count;
  };
  return {
    incomplete,
    empty,
    at: (seeds) =>
      cells.map((own, variant) =>
        own.map((cell, condition) => ({
          value: valueOf(cell(seeds)),
          within: withinOf(variant, condition, seeds),
        })),
      ),
  };
}
