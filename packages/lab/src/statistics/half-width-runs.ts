import { criticalStudent } from './critical.ts';
import { moments } from './moments.ts';

/**
 * How many runs in all a mean needs for an interval no wider than `halfWidth` to either side, in the unit of the values, judged by the
 * spread of some first runs: the two-stage rule of C. Stein, Annals of Mathematical Statistics 16, 1945, which keeps its level
 * for normal values when the number is fixed after the first stage. At least the runs there are; NaN of fewer than two.
 * Throws a RangeError for a half-width that is not positive.
 */
export function halfWidthRuns(values: ArrayLike<number>, halfWidth: number, level: number): number {
  if (!(halfWidth > 0)) throw new RangeError(`a half-width is above 0, not ${halfWidth}`);
  const { n, sd } = moments(values);
  if (n < 2) return NaN;
  return Math.max(n, Math.ceil(((criticalStudent(level, n - 1) * sd) / halfWidth) ** 2));
}
