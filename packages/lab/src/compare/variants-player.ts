import { meetsCondition } from '../condition.ts';
import type { Changes } from '../design/design.ts';
import type { PlayTrials, TrialRun } from '../search/trials.ts';
import { bindMeasure, parseMeasure } from './measure.ts';
import type { BoundMeasure } from './measure.ts';
import type { PlayVariants, VariantOrder } from './play-variants.ts';
import type { PlaySeeds } from './run-until-half-width.ts';

/**
 * Plays replicates of variants by a player of trials and measures a metric, or 1 and 0 of an event. Throws a RangeError for a metric that
 * no run measures, and for a quantile or a tail, which one run does not have.
 */
export function variantsPlayer(
  play: PlayTrials,
  variants: Readonly<Record<string, Changes>>,
  metric: string,
): PlayVariants {
  const measure = parseMeasure(metric);
  if (measure.kind === 'quantile' || measure.kind === 'tail') {
    throw new RangeError(`expected a metric or an event, found '${measure.text}', which no single run has`);
  }
  return async (orders) => {
    const results: (readonly number[])[] = [];
    for (const together of sameSeeds(orders)) {
      const trials = await play(
        together.map(({ variant }) => variants[variant] ?? {}),
        together[0]!.seeds,
      );
      const bound = bindMeasure(measure, { units: unitsOf(trials.flat()) });
      for (const runs of trials) results.push(runs.map((run) => valueOf(run, bound)));
    }
    return results;
  };
}

/** Plays the difference of two variants, the second less the first, under the same luck. */
export function differencePlayer(play: PlayVariants, base: string, other: string): PlaySeeds {
  return async (seeds) => {
    const [first, second] = await play([
      { variant: base, seeds },
      { variant: other, seeds },
    ]);
    return seeds.map((_, index) => second![index]! - first![index]!);
  };
}

/** Orders in their order, those next to each other with the same seeds together: they are one round. */
function sameSeeds(orders: readonly VariantOrder[]): readonly (readonly VariantOrder[])[] {
  const groups: VariantOrder[][] = [];
  for (const order of orders) {
    const last = groups.at(-1);
    if (last !== undefined && String(last[0]!.seeds) === String(order.seeds)) last.push(order);
    else groups.push([order]);
  }
  return groups;
}

function unitsOf(runs: readonly TrialRun[]): ReadonlyMap<string, string | undefined> {
  return new Map(runs.flatMap(({ metrics, units }) => [...metrics.keys()].map((name) => [name, units?.get(name)])));
}

function valueOf({ metrics, moments, fault }: TrialRun, measure: BoundMeasure): number {
  if (fault !== undefined) return NaN;
  const number = metrics.get(measure.column) ?? moments.get(measure.column.replace(/\.at$/, '')) ?? NaN;
  return measure.kind === 'event' ? Number(meetsCondition(measure.condition, number)) : number;
}
