import { ascending } from './ascending.ts';
import { criticalNormal } from './critical.ts';
import type { Estimate } from './estimate.ts';
import { root } from './root.ts';
import { checkPairs } from './variance-reduction.ts';
import { wilsonInterval } from './wilson-interval.ts';

/**
 * The chance that a value of the second of two independent samples exceeds one of the first, ties counting half: the statistic of
 * Mann and Whitney over the product of the sizes. The interval is method 5 of R. G. Newcombe, Statistics in Medicine 25, 2006,
 * 559–573, which stays within 0 to 1 and is no point where the samples do not overlap. 0 to 1 about NaN for an empty sample.
 */
export function superiority(a: ArrayLike<number>, b: ArrayLike<number>, level: number): Estimate {
  const [m, n] = [a.length, b.length];
  const z = criticalNormal(level);
  const method = 'Newcombe Mann–Whitney';
  if (m === 0 || n === 0) return { value: NaN, low: 0, high: 1, level, method };
  const value = wins(ascending(a), ascending(b)) / (m * n);
  const off = (x: number): number => (value - x) ** 2 - z * z * variance(x, m, n);
  return {
    value,
    // At 0 and 1 the variance vanishes too, so the other end is looked for from just inside.
    low: value === 0 ? 0 : root(off, 0, Math.min(value, 1 - Number.EPSILON)),
    high: value === 1 ? 1 : root(off, Math.max(value, Number.EPSILON), 1),
    level,
    method,
  };
}

/**
 * The chance that the second of a pair exceeds the first, ties counting half, by the Wilson interval, which is wider than it need be
 * where pairs tie. Throws a RangeError for unequal sizes.
 */
export function pairedSuperiority(a: ArrayLike<number>, b: ArrayLike<number>, level: number): Estimate {
  checkPairs(a, b);
  let score = 0;
  for (let i = 0; i < a.length; i += 1) score += a[i]! < b[i]! ? 1 : a[i] === b[i] ? 0.5 : 0;
  return wilsonInterval(score, a.length, level);
}

/** How many pairs of a value of each sample the second wins, a tie for half; both ascend. */
function wins(a: Float64Array, b: Float64Array): number {
  let [below, upTo, sum] = [0, 0, 0];
  for (const value of b) {
    while (below < a.length && a[below]! < value) below += 1;
    while (upTo < a.length && a[upTo]! <= value) upTo += 1;
    sum += (below + upTo) / 2;
  }
  return sum;
}

/** The variance of the statistic where the true chance is x, as of exponential variables with both sizes at their mean (Newcombe). */
function variance(x: number, m: number, n: number): number {
  const others = (m + n) / 2 - 1;
  return (x * (1 - x) * (1 + (others * (1 - x)) / (2 - x) + (others * x) / (1 + x))) / (m * n);
}
