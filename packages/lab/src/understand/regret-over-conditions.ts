import { bootstrap } from '../statistics/bootstrap.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { upperShare } from '../statistics/critical.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { quantile } from '../statistics/quantile.ts';
import { conditionValues } from './condition-values.ts';
import type { ConditionValues } from './condition-values.ts';
import { replicatesOf } from './runs-at-points.ts';
import type { RegretRuns } from './regret-runs.ts';

/** What a variant costs against the best of its fellows in each condition. */
export interface RegretVariant {
  readonly variant: string;
  /** The statistic of its runs by condition; NaN where nothing can be compared. */
  readonly values: readonly number[];
  /** How much worse than the best variant of the condition, by condition; 0 of the best itself. */
  readonly regrets: readonly number[];
  /** The largest regret of all conditions, and the mean one. */
  readonly worstRegret: Estimate;
  readonly meanRegret: Estimate;
  /** The worst value of all conditions. */
  readonly worst: Estimate;
  /** The share of runs, each condition counting alike, that do what is asked of them; absent where nothing is. */
  readonly satisficing?: Estimate;
  /** In which share of resamples it is the choice of each rule; ties are shared. */
  readonly chosen: Readonly<Record<RegretRule, number>>;
}

/** Least largest regret (L. J. Savage, 1951), least mean regret, and best worst value (A. Wald, 1950). */
export type RegretRule = 'minimaxRegret' | 'meanRegret' | 'maximin';

/** Variants judged over conditions. */
export interface Regret {
  /** In the order given. */
  readonly variants: readonly RegretVariant[];
  /** The variant that each rule chooses; the first of those that tie. */
  readonly choice: Readonly<Record<RegretRule, string>>;
  readonly goal: 'max' | 'min';
  readonly conditions: number;
  readonly replicates: number;
  /** Places (condition and seed) at which some variant has no number: they count for none. */
  readonly incomplete: number;
  readonly notes: readonly string[];
}

export const REGRET_RULES: readonly RegretRule[] = ['minimaxRegret', 'meanRegret', 'maximin'];
const SURE = 0.95;

/**
 * The regret of variants over conditions: in each, how much worse the statistic of its runs is than that of the best variant, and which
 * variant each rule chooses. Runs are paired by seed: a condition and seed count only if all variants have a number there. Intervals are
 * percentiles over seeds, drawn anew for all variants and conditions together, and, if these are a sample, over conditions too. Luck
 * makes the largest of several regrets too large on average. Throws a RangeError for runs that do not fit each other.
 */
export function regretOverConditions(judged: RegretRuns, options: BootstrapOptions): Regret {
  const { variants, runs, goal, satisficing, sampled = false } = judged;
  const conditions = runs[0]?.length ?? 0;
  if (variants.length === 0 || runs.length !== variants.length || runs.some(({ length }) => length !== conditions)) {
    throw new RangeError('expected runs of each of one or more variants at the same conditions');
  }
  const replicates = replicatesOf(runs.flat());
  const { at, incomplete, empty } = conditionValues(runs, judged);
  const [allConditions, allSeeds] = [placesOf(conditions), placesOf(replicates)];
  const seen = measures(at(allSeeds), allConditions, goal);
  const drawn: Measures[][] = variants.map(() => []);
  const counts = variants.map(() => ({ minimaxRegret: 0, meanRegret: 0, maximin: 0 }));
  let resamples = 0;
  bootstrap(
    [replicates, conditions],
    (seeds, some) => {
      const found = measures(at(replicates === 1 ? allSeeds : seeds!), sampled ? some! : allConditions, goal);
      if (found.some(({ worstRegret }) => Number.isNaN(worstRegret))) return NaN;
      found.forEach((each, variant) => drawn[variant]!.push(each));
      for (const rule of REGRET_RULES) {
        const best = winners(found, rule, goal);
        for (const variant of best) counts[variant]![rule] += 1 / best.length;
      }
      resamples += 1;
      return 0;
    },
    options,
  );
  const judgedVariants = variants.map((variant, index): RegretVariant => {
    const estimate = (key: keyof Measured): Estimate => percentiles(index, key, seen, drawn, options.level);
    const own = seen[index]!;
    const share = (rule: RegretRule): number => counts[index]![rule] / resamples;
    return {
      variant,
      values: own.values,
      regrets: own.regrets,
      worstRegret: estimate('worstRegret'),
      meanRegret: estimate('meanRegret'),
      worst: estimate('worst'),
      ...(satisficing === undefined ? {} : { satisficing: estimate('within') }),
      chosen: {
        minimaxRegret: share('minimaxRegret'),
        meanRegret: share('meanRegret'),
        maximin: share('maximin'),
      },
    };
  });
  const choose = (rule: RegretRule): number => winners(seen, rule, goal)[0] ?? 0;
  const choice = {
    minimaxRegret: variants[choose('minimaxRegret')]!,
    meanRegret: variants[choose('meanRegret')]!,
    maximin: variants[choose('maximin')]!,
  };
  const notes = notesOf(judgedVariants, choose('minimaxRegret'), { replicates, incomplete, empty, conditions });
  const given = { goal, conditions, replicates, incomplete };
  return { variants: judgedVariants, choice, ...given, notes };
}

interface Measures extends Measured {
  readonly values: readonly number[];
  readonly regrets: readonly number[];
}

interface Measured {
  readonly worstRegret: number;
  readonly meanRegret: number;
  readonly worst: number;
  readonly within: number;
}

/** The measures of each variant over some conditions; those at which nothing can be compared count for nothing. */
function measures(
  found: readonly (readonly ConditionValues[])[],
  conditions: Uint32Array,
  goal: 'max' | 'min',
): readonly Measures[] {
  const sign = goal === 'max' ? 1 : -1;
  const best = found[0]!.map((_, at) => Math.max(...found.map((own) => sign * own[at]!.value)));
  return found.map((own) => {
    const values = own.map(({ value }) => value);
    // No −0.
    const regrets = values.map((value, at) => best[at]! - sign * value + 0);
    let [worstRegret, sum, worst, within, count] = [-Infinity, 0, Infinity, 0, 0];
    for (const at of conditions) {
      if (Number.isNaN(regrets[at]!)) continue;
      worstRegret = Math.max(worstRegret, regrets[at]!);
      worst = Math.min(worst, sign * values[at]!);
      sum += regrets[at]!;
      within += own[at]!.within;
      count += 1;
    }
    if (count === 0) return { values, regrets, worstRegret: NaN, meanRegret: NaN, worst: NaN, within: NaN };
    return { values, regrets, worstRegret, meanRegret: sum / count, worst: sign * worst, within: within / count };
  });
}

function winners(found: readonly Measures[], rule: RegretRule, goal: 'max' | 'min'): readonly number[] {
  const sign = goal === 'max' ? -1 : 1;
  const losses = found.map(({ worstRegret, meanRegret, worst }) => {
    if (rule === 'maximin') return sign * worst;
    return rule === 'minimaxRegret' ? worstRegret : meanRegret;
  });
  const least = Math.min(...losses);
  return losses.flatMap((loss, variant) => (loss === least ? [variant] : []));
}

function percentiles(
  variant: number,
  key: keyof Measured,
  seen: readonly Measures[],
  drawn: readonly (readonly Measures[])[],
  level = 0.95,
): Estimate {
  const upper = upperShare(level);
  const ascending = Float64Array.from(drawn[variant]!, (each) => each[key]).sort();
  const value = seen[variant]![key];
  return { value, low: quantile(ascending, 1 - upper), high: quantile(ascending, upper), level, method: 'percentiles' };
}

function notesOf(
  variants: readonly RegretVariant[],
  chosen: number,
  counted: {
    readonly replicates: number;
    readonly incomplete: number;
    readonly empty: number;
    readonly conditions: number;
  },
): readonly string[] {
  const { replicates, incomplete, empty, conditions } = counted;
  const notes: string[] = [];
  if (replicates === 1) notes.push('One seed at each condition: how much of a regret is luck is not known.');
  const { variant, chosen: shares } = variants[chosen]!;
  if (replicates > 1 && shares.minimaxRegret < SURE && variants.length > 1) {
    const often = `${Math.round(100 * shares.minimaxRegret)} %`;
    notes.push(
      `The choice is not settled: ${variant} has the least largest regret in ${often} of resamples; more seeds tell.`,
    );
  }
  if (incomplete > 0) {
    notes.push(
      `${incomplete} of ${conditions * replicates} pairs of condition and seed count for no variant: one has no number.`,
    );
  }
  if (empty > 0) notes.push(`${empty} of ${conditions} conditions have no seed at which all variants have a number.`);
  return notes;
}

function placesOf(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, place) => place);
}
