import type { Estimate, TestedEstimate } from '../statistics/estimate.ts';
import type { BoundMeasure } from '../measure/measure.ts';

/** What the runs of one variant say by themselves. */
export interface VariantEstimate {
  readonly variant: string;
  /** Runs that it is of. */
  readonly n: number;
  /** See `VariantObservations`. */
  readonly failed: number;
  readonly unmeasured: number;
  readonly missing: number;
  readonly estimate: Estimate;
}

/** A variant beside the base. All differences are the variant less the base. */
export interface ComparedVariant extends VariantEstimate {
  /** Pairs of runs with the same luck that both have a number. */
  readonly pairs: number;
  /** Places at which one of the two has none. */
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
  /** The chance that the variant has the higher number, ties counting half; of a pair, or of any two runs where unpaired. */
  readonly superiority: Estimate;
  /** Pearson's correlation of the pairs; NaN where a side does not vary. */
  readonly correlation: number;
  /** How many times as many runs would be needed without pairing. */
  readonly varianceReduction: number;
  /** Of the differences of pairs, or of the more skewed sample where unpaired. */
  readonly skewness: number;
  /** Pairs in which both have the same number. */
  readonly same: number;
  /** True when no pair differs: the variant changes nothing that is measured here. */
  readonly identical: boolean;
  /** Places in `Comparison.notes`, from 1. */
  readonly notes: readonly number[];
}

/** All variants in one measure, at one point or over all. */
export interface ComparedMeasure {
  readonly measure: BoundMeasure;
  /** The point of the design, and what the varied parameters are there; absent where all points are pooled. */
  readonly point?: number;
  readonly at?: Readonly<Record<string, number | string>>;
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
