import { betaCdf } from './beta.ts';

/**
 * The chance of `k` or more successes in `n` trials that each succeed with probability p, by the incomplete beta function
 * (Abramowitz and Stegun, 1964, 26.5.24).
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return betaCdf(p, k, n - k + 1);
}

/** The chance of `k` successes or fewer in `n` trials that each succeed with probability p. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betaCdf(1 - p, n - k, k + 1);
}
