import { asObserved, bootstrap, type BootstrapOptions, leaveOneOut, type StatisticAt } from './bootstrap.ts';
import { upperShare } from './critical.ts';
import type { TestedEstimate } from './estimate.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { quantile } from './quantile.ts';

/**
 * A statistic of one or more samples with its BCa interval: the quantiles of the bootstrap, corrected for bias and for an error
 * that changes along the statistic (B. Efron, Journal of the American Statistical Association 82, 1987; B. Efron and R. Tibshirani,
 * An Introduction to the Bootstrap, 1993, chapter 14), the acceleration by the jackknife over all samples. The p-value is
 * the smallest 1 − level whose interval leaves out zero, no finer than the number of resamples tells.
 *
 * Where resamples all agree the interval is that point. Where the statistic is at the edge of its resamples, as a maximum is, they
 * count as if half a resample were beyond, and ties as half; the interval is then too short whatever the level. The whole
 * line for a sample of fewer than two values, NaN ends where some resample has no number.
 */
export function bca(sizes: readonly number[], statistic: StatisticAt, options: BootstrapOptions): TestedEstimate {
  const { level = 0.95 } = options;
  const upper = upperShare(level);
  const value = asObserved(sizes, statistic);
  const method = 'BCa';
  if (sizes.some((size) => size < 2)) return { value, low: -Infinity, high: Infinity, level, method, pValue: NaN };
  const replicates = bootstrap(sizes, statistic, options).sort();
  const [lowest, highest] = [replicates[0]!, replicates.at(-1)!];
  if (Number.isNaN(highest) || Number.isNaN(value)) return { value, low: NaN, high: NaN, level, method, pValue: NaN };
  if (lowest === highest) return { value, low: lowest, high: highest, level, method, pValue: lowest === 0 ? 1 : 0 };

  const bias = normalQuantile(shareBelow(replicates, value));
  const speed = acceleration(leaveOneOut(sizes, statistic));
  return {
    value,
    low: quantile(replicates, corrected(1 - upper, bias, speed)),
    high: quantile(replicates, corrected(upper, bias, speed)),
    level,
    method,
    pValue: twoSided(shareBelow(replicates, 0), bias, speed),
  };
}

/** The share of replicates at which an end lies that is to be exceeded with a chance of `share`. */
function corrected(share: number, bias: number, speed: number): number {
  const along = bias + normalQuantile(share);
  const slow = 1 - speed * along;
  // So skewed that the correction runs past the last replicate.
  if (slow <= 0) return along < 0 ? 0 : 1;
  return normalCdf(bias + along / slow);
}

/** The two-sided chance at whose level an end of the interval comes to lie at a share of the replicates: `corrected` solved. */
function twoSided(share: number, bias: number, speed: number): number {
  const along = normalQuantile(share) - bias;
  const slow = 1 + speed * along;
  if (slow <= 0) return 0;
  const below = normalCdf(along / slow - bias);
  return 2 * Math.min(below, 1 - below);
}

/** The share of ascending replicates below a number, those that equal it as half, kept half a replicate from 0 and 1. */
function shareBelow(replicates: Float64Array, value: number): number {
  let below = 0;
  let equal = 0;
  for (const each of replicates) {
    if (each < value) below += 1;
    else if (each === value) equal += 1;
    else break;
  }
  const count = replicates.length;
  return Math.min(count - 0.5, Math.max(0.5, below + equal / 2)) / count;
}

/** A sixth of the skewness of the influence of single values (Efron and Tibshirani 1993, 14.15), each sample by its size. */
function acceleration(leftOut: readonly Float64Array[]): number {
  let cubes = 0;
  let squares = 0;
  for (const values of leftOut) {
    const n = values.length;
    const mean = values.reduce((sum, each) => sum + each, 0) / n;
    for (const each of values) {
      const influence = ((n - 1) * (mean - each)) / n;
      squares += influence ** 2;
      cubes += influence ** 3;
    }
  }
  const speed = cubes / (6 * squares ** 1.5);
  return Number.isFinite(speed) ? speed : 0;
}
