import { moments } from './moments.ts';

/** Pearson's correlation of pairs, from −1 to 1; NaN where either side does not vary. Throws a RangeError for unequal sizes. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkPairs(a, b);
  const [first, second] = [moments(a), moments(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i]! - first.mean) * (b[i]! - second.mean);
  const value = sum / ((a.length - 1) * first.sd * second.sd);
  return Math.max(-1, Math.min(1, value));
}

/**
 * The factor by which pairing saves runs: the variance of a difference of means from independent samples over that from these
 * pairs, (var a + var b) / var(a − b). Below 1 pairing costs runs. Infinite where the difference does not vary and a
 * side does; NaN where neither side does.
 */
export function varianceReduction(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const apart = moments(a).sd ** 2 + moments(b).sd ** 2;
  return apart / moments(differencesOf(a, b)).sd ** 2;
}

/** The first less the second of each pair. Throws a RangeError for unequal sizes. */
export function differencesOf(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  checkPairs(a, b);
  return Float64Array.from({ length: a.length }, (_, i) => a[i]! - b[i]!);
}

/** Throws a RangeError where two samples cannot be paired. */
export function checkPairs(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length)
    throw new RangeError(`pairs need as many values on both sides, not ${a.length} and ${b.length}`);
}
