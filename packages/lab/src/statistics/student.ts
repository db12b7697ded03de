import { betaCdf } from './beta.ts';
import { root } from './root.ts';

/**
 * The chance that Student's t with `freedom` degrees of freedom (positive, not always whole) stays at or below x, by the
 * incomplete beta function (Abramowitz and Stegun, 1964, 26.7.1).
 */
export function studentCdf(x: number, freedom: number): number {
  if (Number.isNaN(x)) return NaN;
  return x < 0 ? tail(-x, freedom) : 1 - tail(x, freedom);
}

/** The number that Student's t stays below with probability p; infinite at 0 and 1. */
export function studentQuantile(p: number, freedom: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile is at a share from 0 to 1, not ${p}`);
  const share = Math.min(p, 1 - p);
  if (share === 0) return p === 0 ? -Infinity : Infinity;
  if (share === 0.5) return 0;
  let above = 2;
  while (tail(above, freedom) > share) above *= 2;
  const size = root((x) => tail(x, freedom) - share, 0, above);
  return p < 0.5 ? -size : size;
}

/** The chance of t at least as far from zero as x, on either side. */
export function studentPValue(x: number, freedom: number): number {
  return 2 * tail(Math.abs(x), freedom);
}

/** The chance of more than x, for x from zero up. */
function tail(x: number, freedom: number): number {
  if (x === Infinity) return 0;
  const whole = freedom + x * x;
  return 0.5 * betaCdf(freedom / whole, freedom / 2, 0.5, (x * x) / whole);
}
