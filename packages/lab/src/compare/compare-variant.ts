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
import type { SeedObservations } from './by-seed.ts';
import { pairUp } from './observations.ts';
import { pairedShares, shareInterval, unpairedShares } from './seed-shares.ts';
import { seedSample } from './seed-sample.ts';
import type { SeedSample } from './seed-sample.ts';

/** How intervals are made; see `CompareOptions`. */
export interface IntervalOptions extends BootstrapOptions {
  readonly level: number;
  readonly resamples: number;
}

/** A comparison before it is known what else is compared. */
export type LoneComparison = Omit<ComparedVariant, 'adjustedP' | 'notes'>;

/**
 * Estimates the measure of a variant from its own seeds: by Student, Wilson, order statistics or, of a tail, BCa. Over several points
 * a mean is that of the seeds' means; all else is of all runs, with an interval by BCa over whole seeds.
 */
export function estimateVariant(
  observed: SeedObservations,
  measure: BoundMeasure,
  options: IntervalOptions,
): VariantEstimate {
  const { variant, failed, unmeasured, missing } = observed;
  const sample = seedSample(observed);
  return {
    variant,
    n: sample.values.length,
    failed,
    unmeasured,
    missing,
    estimate: estimateOf(sample, measure, options),
  };
}

/**
 * Compares the seeds of a variant with those of the base that were the same luck, by paired Student's t for means, McNemar and Newcombe
 * for events at one point and the paired bootstrap of seeds for the rest. Where pairing widens the interval, or there are no pairs, the difference of two
 * independent samples is the one shown.
 */
export function compareVariant(
  base: SeedObservations,
  other: SeedObservations,
  measure: BoundMeasure,
  options: IntervalOptions,
): LoneComparison {
  const pairs = pairUp(base, other);
  const [fromBase, fromOther] = [seedSample(base), seedSample(other)];
  const [ofBase, ofOther] = [fromBase.values, fromOther.values];
  const [pairBase, pairOther] = [seedSample(base, pairs.at), seedSample(other, pairs.at)];
  const paired = pairedOf(pairOther, pairBase, measure, options);
  const unpaired = unpairedOf(fromOther, fromBase, measure, options);
  const reduction = reductionOf(pairOther, pairBase, measure, paired, unpaired);
  const shown = pairs.base.length < 2 || reduction < 1 ? 'unpaired' : 'paired';
  const differences = differencesOf(pairs.other, pairs.base);
  const same = sameSeeds(pairOther, pairBase);
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

function estimateOf(sample: SeedSample, measure: BoundMeasure, options: IntervalOptions): Estimate {
  const { values, runs, cluster } = sample;
  switch (measure.kind) {
    case 'mean':
      return studentInterval(values, options.level);
    case 'event':
      if (cluster > 1) return shareInterval(values, options);
      return wilsonInterval(countOf(values), values.length, options.level);
    case 'quantile':
      // Order statistics would take runs of one seed for independent ones.
      if (cluster === 1) return quantileInterval(values, measure.share, options.level);
      return bcaInterval(runs, statisticOf(measure), { ...options, cluster });
    case 'tail':
      return bcaInterval(runs, statisticOf(measure), { ...options, cluster });
  }
}

function pairedOf(
  first: SeedSample,
  second: SeedSample,
  measure: BoundMeasure,
  options: IntervalOptions,
): TestedEstimate {
  const { cluster, values: other } = first;
  const { values: base } = second;
  if (measure.kind === 'mean') return pairedStudent(differencesOf(other, base), options.level);
  const limits = { ...options, cluster, seeds: base.length };
  if (measure.kind !== 'event')
    return floored(pairedDifference(first.runs, second.runs, statisticOf(measure), limits), limits);
  if (cluster > 1) return floored(pairedShares(other, base, options), limits);
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  other.forEach((happened, index) => {
    const beside = base[index] === 1;
    if (happened === 1) counts[beside ? 'both' : 'onlyFirst'] += 1;
    else counts[beside ? 'onlySecond' : 'neither'] += 1;
  });
  return pairedProportions(counts, options.level);
}

function unpairedOf(
  first: SeedSample,
  second: SeedSample,
  measure: BoundMeasure,
  options: IntervalOptions,
): Estimate & Partial<TestedEstimate> {
  if (measure.kind === 'mean') return welchInterval(first.values, second.values, options.level);
  const { cluster } = first;
  const limits = { ...options, cluster, seeds: Math.min(first.values.length, second.values.length) };
  if (measure.kind !== 'event')
    return floored(unpairedDifference(first.runs, second.runs, statisticOf(measure), limits), limits);
  if (cluster > 1) return floored(unpairedShares(first.values, second.values, options), limits);
  const trials = ({ values }: SeedSample) => ({ successes: countOf(values), n: values.length });
  return unpairedProportions(trials(first), trials(second), options.level);
}

/** Of means and events from the variances; of a quantile or a tail, whose variance is not known, from the widths of the intervals. */
function reductionOf(
  other: SeedSample,
  base: SeedSample,
  { kind }: BoundMeasure,
  paired: Estimate,
  unpaired: Estimate,
): number {
  if (kind === 'mean' || kind === 'event') return varianceReduction(other.values, base.values);
  return ((unpaired.high - unpaired.low) / (paired.high - paired.low)) ** 2;
}

/**
 * What no resample showed is less probable than one of them, and by how much they cannot tell. Over several points n seeds tell no
 * less than 2^(1 − n), the sign test when all differ the same way.
 */
function floored(
  estimate: TestedEstimate,
  { resamples, cluster, seeds }: IntervalOptions & { readonly cluster: number; readonly seeds: number },
): TestedEstimate {
  const least = cluster > 1 ? Math.min(1, 2 ** (1 - seeds)) : 0;
  return { ...estimate, pValue: Math.max(estimate.pValue, 1 / resamples, least) };
}

/** How many seeds come to the same on both sides at every point. */
function sameSeeds({ values, runs, cluster }: SeedSample, other: SeedSample): number {
  const isSame = (_: number, seed: number): boolean => {
    for (let at = seed * cluster; at < (seed + 1) * cluster; at += 1) if (runs[at] !== other.runs[at]) return false;
    return true;
  };
  return values.filter(isSame).length;
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
