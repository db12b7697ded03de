import { criticalStudent } from './critical.ts';
import type { Estimate, TestedEstimate } from './estimate.ts';
import { moments } from './moments.ts';
import { studentPValue } from './student.ts';

/**
 * The mean of independent values and its interval by Student's t ("Student", Biometrika 6, 1908): exact for normal values, good for
 * others once there are enough. The whole line for fewer than two values; a point for values all alike.
 */
export function studentInterval(values: ArrayLike<number>, level: number): Estimate {
  const { n, mean, sd } = moments(values);
  return { value: mean, ...around(mean, sd / Math.sqrt(n), n - 1, level), level, method: 't' };
}

/**
 * The mean of the differences of pairs with its interval by Student's t, and the chance of a mean so far from zero. The
 * differences are the first less the second of each pair.
 */
export function pairedStudent(differences: ArrayLike<number>, level: number): TestedEstimate {
  const { n, mean, sd } = moments(differences);
  const error = sd / Math.sqrt(n);
  return {
    value: mean,
    ...around(mean, error, n - 1, level),
    level,
    method: 'paired t',
    pValue: pValue(mean, error, n - 1),
  };
}

/**
 * The difference of the means of two independent samples, the first less the second, with the interval of B. L. Welch
 * (Biometrika 34, 1947), which does not take their variances for equal, and its test. The whole line where either sample
 * holds fewer than two values.
 */
export function welchInterval(a: ArrayLike<number>, b: ArrayLike<number>, level: number): TestedEstimate {
  const [first, second] = [moments(a), moments(b)];
  const [ofFirst, ofSecond] = [first.sd ** 2 / first.n, second.sd ** 2 / second.n];
  const variance = ofFirst + ofSecond;
  // Two samples without variance leave nothing to weigh; any degrees of freedom give the same point.
  const freedom = variance === 0 ? 1 : variance ** 2 / (ofFirst ** 2 / (first.n - 1) + ofSecond ** 2 / (second.n - 1));
  const [value, error] = [first.mean - second.mean, Math.sqrt(variance)];
  return {
    value,
    ...around(value, error, freedom, level),
    level,
    method: 'Welch t',
    pValue: pValue(value, error, freedom),
  };
}

function around(value: number, error: number, freedom: number, level: number): { low: number; high: number } {
  // One value says nothing of how far the next may lie.
  if (!(freedom >= 1)) return { low: -Infinity, high: Infinity };
  const reach = criticalStudent(level, freedom) * error;
  return { low: value - reach, high: value + reach };
}

function pValue(value: number, error: number, freedom: number): number {
  if (Number.isNaN(error)) return NaN;
  if (error === 0) return value === 0 ? 1 : 0;
  return studentPValue(value / error, freedom);
}
