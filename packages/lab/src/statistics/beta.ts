import { logBeta } from './log-gamma.ts';
import { root } from './root.ts';

/** Fractions converge in some √max(a, b) steps. */
const MOST_STEPS = 100_000;
/** Keeps a denominator of the fraction off zero. */
const TINY = 1e-300;

/**
 * The chance that a beta variable with shapes a and b (both positive) stays at or below x: the regularised incomplete beta
 * function, by its continued fraction (DLMF 8.17.22) in Lentz's form (W. J. Lentz, Applied Optics 15, 1976). Where 1 − x is
 * known to more digits than x shows, it may be given as well.
 */
export function betaCdf(x: number, a: number, b: number, rest = 1 - x): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const [lnX, lnRest] = x < 0.5 ? [Math.log(x), Math.log1p(-x)] : [Math.log1p(-rest), Math.log(rest)];
  const front = Math.exp(a * lnX + b * lnRest - logBeta(a, b));
  // The fraction converges fast on this side of the mean; the other side is its mirror image.
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(rest, b, a)) / b;
}

/** The number that a beta variable stays below with probability p, for p from 0 to 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile is at a share from 0 to 1, not ${p}`);
  if (p === 0 || p === 1) return p;
  return root((x) => betaCdf(x, a, b) - p, 0, 1);
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < MOST_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < Number.EPSILON) break;
  }
  return value;
}

function away(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}
