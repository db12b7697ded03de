import { quantile } from './quantile.ts';

/** Two numbers, the lower first. */
export type Interval = readonly [number, number];

/**
 * The interval between quantiles that holds the middle `level` of some numbers, as in 0.9 for those from the 5th to the 95th
 * percentile. It says how far runs differ, and is no confidence interval of a mean. NaNs of no numbers.
 */
export function interval(values: readonly number[], level: number): Interval {
  const ascending = inOrder(values);
  return [quantile(ascending, (1 - level) / 2), quantile(ascending, (1 + level) / 2)];
}

/** The middle one of some numbers, or halfway between the two in the middle; NaN of no numbers. */
export function median(values: readonly number[]): number {
  return quantile(inOrder(values), 0.5);
}

function inOrder(values: readonly number[]): readonly number[] {
  // Not by a difference, which is NaN of two infinities.
  return [...values].sort((left, right) => (left < right ? -1 : Number(left > right)));
}
