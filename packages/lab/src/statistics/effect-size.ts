import { logGamma } from './log-gamma.ts';
import { moments } from './moments.ts';

/**
 * Cohen's d of two independent samples: the mean of the first less that of the second, in pooled standard deviations (J. Cohen,
 * Statistical Power Analysis for the Behavioral Sciences, 1988). NaN where neither sample varies.
 */
export function cohenD(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [first, second] = [moments(a), moments(b)];
  const freedom = first.n + second.n - 2;
  const pooled = ((first.n - 1) * first.sd ** 2 + (second.n - 1) * second.sd ** 2) / freedom;
  return pooled === 0 ? NaN : (first.mean - second.mean) / Math.sqrt(pooled);
}

/** Cohen's d_z of pairs: the mean of their differences in standard deviations of the differences (Cohen, 1988). NaN where they do not vary. */
export function cohenDz(differences: ArrayLike<number>): number {
  const { mean, sd } = moments(differences);
  return sd === 0 ? NaN : mean / sd;
}

/**
 * The factor that takes the upward bias off Cohen's d, for its degrees of freedom (both sizes less 2; pairs less 1), in its exact form
 * (L. V. Hedges, Journal of Educational Statistics 6, 1981): d times this is Hedges' g. NaN below two degrees.
 */
export function hedgesCorrection(freedom: number): number {
  if (freedom < 2) return NaN;
  return Math.exp(logGamma(freedom / 2) - logGamma((freedom - 1) / 2)) / Math.sqrt(freedom / 2);
}
