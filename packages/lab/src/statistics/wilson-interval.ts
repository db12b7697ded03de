import { criticalNormal } from './critical.ts';
import type { Estimate } from './estimate.ts';

/**
 * The probability of an event that came in `successes` of `n` independent trials, by the score interval (E. B. Wilson, Journal of
 * the American Statistical Association 22, 1927), which stays within 0 to 1 and works where no trial or every trial
 * succeeded. A fraction of a success is allowed, as for ties; without trials the interval is 0 to 1 about NaN. Throws a
 * RangeError for successes outside 0 to n.
 */
export function wilsonInterval(successes: number, n: number, level: number): Estimate {
  if (!(successes >= 0 && successes <= n)) {
    throw new RangeError(`successes lie from 0 to the number of trials, ${n}, not ${successes}`);
  }
  const z = criticalNormal(level);
  const method = 'Wilson';
  if (n === 0) return { value: NaN, low: 0, high: 1, level, method };
  const value = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (value + (z * z) / (2 * n)) / shrink;
  const reach = (z / shrink) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  // Rounding must not carry an end past the estimate.
  const low = successes === 0 ? 0 : Math.max(0, centre - reach);
  const high = successes === n ? 1 : Math.min(1, centre + reach);
  return { value, low, high, level, method };
}
