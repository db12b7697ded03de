import { ascending } from './ascending.ts';
import { binomialCdf } from './binomial.ts';
import { upperShare } from './critical.ts';
import type { Estimate } from './estimate.ts';
import { quantile } from './quantile.ts';

/**
 * The quantile of independent values at a share from 0 to 1 with an interval from one value of the sample to another, which holds
 * for every distribution (H. A. David and H. N. Nagaraja, Order Statistics, 2003, 7.1): each end errs with at most half
 * of what the level leaves. An end that so few values cannot give is infinite.
 */
export function quantileInterval(values: ArrayLike<number>, share: number, level: number): Estimate {
  const sorted = ascending(values);
  const n = sorted.length;
  const value = quantile(sorted, share);
  const error = 1 - upperShare(level);
  // The k-th value is above the quantile when fewer than k values are below it.
  const below = largest(n, (k) => binomialCdf(k - 1, n, share) <= error);
  const above = n + 1 - largest(n, (k) => binomialCdf(k - 1, n, 1 - share) <= error);
  return {
    value,
    low: below === 0 ? -Infinity : sorted[below - 1]!,
    high: above === n + 1 ? Infinity : sorted[above - 1]!,
    level,
    method: 'order statistics',
  };
}

/** The largest number up to n for which something holds that, once it fails, fails for all above; 0 where it never holds. */
function largest(n: number, holds: (k: number) => boolean): number {
  let [low, high] = [0, n + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
