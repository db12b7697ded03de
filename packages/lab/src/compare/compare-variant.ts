import { bcaInterval, pairedDifference, unpairedDifference } from '../statistics/bca-interval.ts';
import type { Statistic } from '../statistics/bca-interval.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { cohenD, cohenDz } from '../statistics/effect-size.ts';
import type { Estimate, TestedEstimate } from '../statistics/estimate.ts';
import { expectedShortfall } from '../statistics/expected-shortfall.ts';
import { moments } from '../statistics/moments.ts';
import { pairedProportions, unpairedProportions } from '../statistics/proportion-difference.ts';
import { quantile } from '../statistics/quantile.ts';
import { quantileInterval } from '../statistics/quantile-interval.ts';
import { pairedStudent, studentInterval, welchInterval } from '../statistics/student-interval.ts';
import { pairedSuperiority, superiority } from '../statistics/superiority.ts';
import { correlation, differencesOf, varianceReduction } from '../statistics/variance-reduction.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { ComparedVariant, VariantEstimate } from './comparison.ts';
import type { BoundMeasure } from '../measure/measure.ts';
import { numbersOf, pairUp } from './observations.ts';
import type { Pairs, VariantObservations } from './observations.ts';

/** How intervals are made; see `CompareOptions`. */
export interface IntervalOptions extends BootstrapOptions {
  readonly level: number;
  readonly resamples: number;
}

/** A comparison before it is known what else is compared. */
export type LoneComparison = Omit<ComparedVariant, 'adjustedP' | 'notes'>;

/** Estimates the measure of a variant from its own runs: by Student, Wilson, order statistics or, of a tail, BCa. */
export function estimateVariant(
  observed: VariantObservations,
  measure: BoundMeasure,
  options: IntervalOptions,
): VariantEstimate {
  const { variant, failed, unmeasured, missing } = observed;
  const numbers = numbersOf(observed);
  return {
    variant,
    n: numbers.length,
    failed,
    unmeasured,
    missing,
    estimate: estimateOf(numbers, measure, options),
  };
}

/**
 * Compares the runs of a variant with those of the base that had the same luck, by paired Student's t for means, McNemar and Newcombe
 * for events and the paired bootstrap for the rest. Where pairing widens the interval, or there are no pairs, the difference of two
 * independent samples is the one shown.
 */
export function compareVariant(
  base: VariantObservations,
  other: VariantObservations,
  measure: BoundMeasure,
  options: IntervalOptions,
): LoneComparison {
  const pairs = pairUp(base, other);
  const [ofBase, ofOther] = [numbersOf(base), numbersOf(other)];
  const paired = pairedOf(pairs, measure, options);
  const unpaired = unpairedOf(ofOther, ofBase, measure, options);
  const reduction = reductionOf(pairs, measure, paired, unpaired);
  const shown = pairs.base.length < 2 || reduction < 1 ? 'unpaired' : 'paired';
  const differences = differencesOf(pairs.other, pairs.base);
  const same = differences.filter((difference) => difference === 0).length;
  return {
    ...estimateVariant(other, measure, options),
    pairs: pairs.base.length,
    incomplete: pairs.incomplete,
    // The exact test of an event asks for pairs and holds whether or not they are alike.
    difference: shown === 'paired' ? paired : { pValue: paired.pValue, ...unpaired },
    shown,
    paired,
    unpaired,
    effect: shown === 'paired' ? cohenDz(differences) : cohenD(ofOther, ofBase),
    superiority:
      shown === 'paired'
        ? pairedSuperiority(pairs.base, pairs.other, options.level)
        : superiority(ofBase, ofOther, options.level),
    correlation: correlation(pairs.base, pairs.other),
    varianceReduction: reduction,
    skewness: shown === 'paired' ? moments(differences).skewness : mostSkewed([ofBase, ofOther]),
    same,
    identical: differences.length > 0 && same === differences.length,
  };
}

function estimateOf(numbers: readonly number[], measure: BoundMeasure, options: IntervalOptions): Estimate {
  switch (measure.kind) {
    case 'mean':
      return studentInterval(numbers, options.level);
    case 'event':
      return wilsonInterval(countOf(numbers), numbers.length, options.level);
    case 'quantile':
      return quantileInterval(numbers, measure.share, options.level);
    case 'tail':
      return bcaInterval(numbers, statisticOf(measure), options);
  }
}

function pairedOf({ base, other }: Pairs, measure: BoundMeasure, options: IntervalOptions): TestedEstimate {
  if (measure.kind === 'mean') return pairedStudent(differencesOf(other, base), options.level);
  if (measure.kind !== 'event') return floored(pairedDifference(other, base, statisticOf(measure), options), options);
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  other.forEach((happened, index) => {
    const beside = base[index] === 1;
    if (happened === 1) counts[beside ? 'both' : 'onlyFirst'] += 1;
    else counts[beside ? 'onlySecond' : 'neither'] += 1;
  });
  return pairedProportions(counts, options.level);
}

function unpairedOf(
  first: readonly number[],
  second: readonly number[],
  measure: BoundMeasure,
  options: IntervalOptions,
): Estimate & Partial<TestedEstimate> {
  if (measure.kind === 'mean') return welchInterval(first, second, options.level);
  if (measure.kind !== 'event')
    return floored(unpairedDifference(first, second, statisticOf(measure), options), options);
  const trials = (numbers: readonly number[]) => ({ successes: countOf(numbers), n: numbers.length });
  return unpairedProportions(trials(first), trials(second), options.level);
}

/** Of means and events from the variances; of a quantile or a tail, whose variance is not known, from the widths of the intervals. */
function reductionOf({ base, other }: Pairs, { kind }: BoundMeasure, paired: Estimate, unpaired: Estimate): number {
  if (kind === 'mean' || kind === 'event') return varianceReduction(other, base);
  return ((unpaired.high - unpaired.low) / (paired.high - paired.low)) ** 2;
}

/** What no resample showed is less probable than one of them, and by how much they cannot tell. */
function floored(estimate: TestedEstimate, { resamples }: IntervalOptions): TestedEstimate {
  return { ...estimate, pValue: Math.max(estimate.pValue, 1 / resamples) };
}

/** The quantile or tail of a measure as a statistic of numbers that ascend. */
export function statisticOf(measure: Extract<BoundMeasure, { readonly share: number }>): Statistic {
  const { kind, share } = measure;
  if (kind === 'quantile') return (ascending) => quantile(ascending, share);
  // Twelve figures: 1 − 0.95 is 0.05.
  const tail = share < 0.5 ? share : Number((1 - share).toPrecision(12));
  return (ascending) => expectedShortfall(ascending, tail, share < 0.5 ? 'lower' : 'upper');
}

function countOf(numbers: readonly number[]): number {
  return numbers.filter((number) => number === 1).length;
}

function mostSkewed(samples: readonly (readonly number[])[]): number {
  const skews = samples.map((sample) => moments(sample).skewness).filter((skew) => !Number.isNaN(skew));
  return skews.reduce((most, skew) => (Math.abs(skew) > Math.abs(most) ? skew : most), skews[0] ?? NaN);
}
