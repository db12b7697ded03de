import { bca } from './bca.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import type { Estimate, TestedEstimate } from './estimate.ts';
import { resampled, resampledAscending } from './resampled.ts';
import { checkPairs } from './variance-reduction.ts';

/** A number of a sample that ascends, as its mean, a quantile or a share. The array is lent for the call. */
export type Statistic = (ascending: Float64Array) => number;

/** A number of pairs, whose first values and second values come as two arrays of one order. They are lent for the call. */
export type PairStatistic = (first: Float64Array, second: Float64Array) => number;

/** A statistic of independent values, or of independent clusters of them, with its BCa interval; see {@link bca} for the method and where it fails. */
export function bcaInterval(values: ArrayLike<number>, statistic: Statistic, options: BootstrapOptions): Estimate {
  const { cluster = 1 } = options;
  const at = resampledAscending(values, cluster);
  const { value, low, high, level, method } = bca(
    [values.length / cluster],
    (places) => statistic(at(places!)),
    options,
  );
  return { value, low, high, level, method };
}

/** A statistic of pairs, as their correlation, with the BCa interval when whole pairs are drawn. Throws a RangeError for unequal sizes. */
export function pairedBootstrap(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  statistic: PairStatistic,
  options: BootstrapOptions,
): TestedEstimate {
  checkPairs(a, b);
  const [first, second] = [resampled(a), resampled(b)];
  const estimate = bca([a.length], (places) => statistic(first(places!), second(places!)), options);
  return { ...estimate, method: 'paired BCa' };
}

/**
 * The difference of a statistic between the sides of pairs, the first less the second, with the BCa interval when whole pairs are
 * drawn: of means, quantiles, tail probabilities. Throws a RangeError for unequal sizes.
 */
export function pairedDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  statistic: Statistic,
  options: BootstrapOptions,
): TestedEstimate {
  checkPairs(a, b);
  const { cluster = 1 } = options;
  const [first, second] = [resampledAscending(a, cluster), resampledAscending(b, cluster)];
  const estimate = bca(
    [a.length / cluster],
    (places) => statistic(first(places!)) - statistic(second(places!)),
    options,
  );
  return { ...estimate, method: 'paired BCa' };
}

/** The difference of a statistic between two independent samples, the first less the second, with its BCa interval. */
export function unpairedDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  statistic: Statistic,
  options: BootstrapOptions,
): TestedEstimate {
  const { cluster = 1 } = options;
  const [first, second] = [resampledAscending(a, cluster), resampledAscending(b, cluster)];
  return bca(
    [a.length / cluster, b.length / cluster],
    (ofA, ofB) => statistic(first(ofA!)) - statistic(second(ofB!)),
    options,
  );
}
