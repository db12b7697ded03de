import type { Estimate, TestedEstimate } from '../statistics/estimate.ts';
import type { BoundMeasure } from '../measure/measure.ts';

/** What the runs of one variant say by themselves. */
export interface VariantEstimate {
  readonly variant: string;
  /** Seeds that it is of: with one point, runs. */
  readonly n: number;
  /** See `VariantObservations`. */
  readonly failed: number;
  readonly unmeasured: number;
  readonly missing: number;
  readonly estimate: Estimate;
}

/** A variant beside the base. All differences are the variant less the base. */
export interface ComparedVariant extends VariantEstimate {
  /** Seeds of which both have a number at every point. */
  readonly pairs: number;
  /** Seeds that lack one at some point. */
  readonly incomplete: number;
  /** What is shown: `paired`, or `unpaired` where pairing does not help. */
  readonly difference: TestedEstimate;
  readonly shown: 'paired' | 'unpaired';
  readonly paired: TestedEstimate;
  readonly unpaired: Estimate;
  /** The p-value of `difference` by Holm's method over all that is compared at once. */
  readonly adjustedP: number;
  /** Cohen's d_z of the pairs, or d where the unpaired difference is shown; NaN where nothing varies. */
  readonly effect: number;
  /** The chance that the variant has the higher number, ties counting half; of a pair, or of any two seeds where unpaired. */
  readonly superiority: Estimate;
  /** Pearson's correlation of the pairs; NaN where a side does not vary. */
  readonly correlation: number;
  /** How many times as many runs would be needed without pairing. */
  readonly varianceReduction: number;
  /** Of the differences of pairs, or of the more skewed sample where unpaired. */
  readonly skewness: number;
  /** Pairs in which both have the same numbers. */
  readonly same: number;
  /** True when no pair differs: the variant changes nothing that is measured here. */
  readonly identical: boolean;
  /** Places in `Comparison.notes`, from 1. */
  readonly notes: readonly number[];
}

/** All variants in one measure, at one point or by seed over all. */
export interface ComparedMeasure {
  readonly measure: BoundMeasure;
  /** The point of the design, and what the varied parameters are there; absent where a seed stands for all points. */
  readonly point?: number;
  readonly at?: Readonly<Record<string, number | string>>;
  /** How many points a seed's number is the mean of. */
  readonly points: number;
  readonly base: VariantEstimate;
  /** In the order of the study, without the base. */
  readonly variants: readonly ComparedVariant[];
}

/** Variants of a study compared under the same luck, as plain data. */
export interface StudyComparison {
  readonly study: string;
  readonly title: string;
  readonly base: string;
  readonly level: number;
  readonly measures: readonly ComparedMeasure[];
  /** In sentences; variants point to them. */
  readonly notes: readonly string[];
}
