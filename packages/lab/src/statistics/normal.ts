/** Where the series gives way to the fraction. */
const TAIL = 3;
/** Enough for the last bits at the beginning of the tail. */
const FRACTION_STEPS = 120;
const ROOT_TAU = Math.sqrt(2 * Math.PI);

/**
 * The chance that a standard normal variable stays at or below x: near zero by a series of positive terms, in the tails by a
 * continued fraction (Abramowitz and Stegun, 1964, 26.2.11 and 26.2.14), so that tiny chances keep their digits.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) <= TAIL) return 0.5 + density(x) * series(x);
  return x < 0 ? tail(-x) : 1 - tail(x);
}

/**
 * The number that a standard normal variable stays below with probability p; infinite at 0 and 1. A rough start (Abramowitz and
 * Stegun 26.2.23, good to 0.00045) is brought to the last bits by Halley's method on the distribution function.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile is at a share from 0 to 1, not ${p}`);
  const share = Math.min(p, 1 - p);
  if (share === 0) return p === 0 ? -Infinity : Infinity;
  if (share === 0.5) return 0;
  let x = -start(share);
  for (let step = 0; step < 3; step += 1) {
    const off = (normalCdf(x) - share) / density(x);
    x -= off / (1 + (x * off) / 2);
  }
  return p < 0.5 ? x : -x;
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / ROOT_TAU;
}

function series(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum) * 0.1; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum;
}

/** The chance of more than x, for x well above zero. */
function tail(x: number): number {
  if (x === Infinity) return 0;
  let fraction = x;
  for (let k = FRACTION_STEPS; k > 0; k -= 1) fraction = x + k / fraction;
  return density(x) / fraction;
}

function start(share: number): number {
  const t = Math.sqrt(-2 * Math.log(share));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
