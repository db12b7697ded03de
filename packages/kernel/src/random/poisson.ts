import { exp, ln } from '@ebb/exact';

const HALF_LN_TWO_PI = 0.9189385332046727;

/** ln(k!) for k from 0 to 9, from the factorials themselves. */
const LN_FACTORIALS = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880].map((factorial) => ln(factorial));

/** The largest mean for which the search from zero is used. */
const SEARCH_UP_TO = 10;

/**
 * A Poisson count of a mean from 0 to 2^52, from as many uniform draws as it takes. Up to a mean of 10 it adds up
 * probabilities from zero until they pass one draw; above, it is the transformed rejection PTRS of W. Hörmann ("The
 * transformed rejection method for generating Poisson random variables", Insurance: Mathematics and Economics 12, 1993,
 * 39–45), whose constants are below. Neither approximates.
 */
export function poisson(uniform: () => number, mean: number): number {
  if (!(mean >= 0 && mean <= 4_503_599_627_370_496)) throw new RangeError(`No Poisson count has the mean ${mean}.`);
  return mean <= SEARCH_UP_TO ? search(uniform(), mean) : reject(uniform, mean);
}

function search(u: number, mean: number): number {
  let probability = exp(-mean);
  let below = probability;
  let count = 0;
  while (u >= below) {
    count++;
    probability *= mean / count;
    const next = below + probability;
    if (next === below) return count;
    below = next;
  }
  return count;
}

function reject(uniform: () => number, mean: number): number {
  const lnMean = ln(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = 1 - uniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    if (ln((v * inverseAlpha) / (a / (us * us) + b)) <= count * lnMean - mean - lnFactorial(count)) return count;
  }
}

/** ln(k!) by Stirling's series to the term in k^-7, which leaves less than 10^-13 at k = 10. */
function lnFactorial(k: number): number {
  if (k < LN_FACTORIALS.length) return LN_FACTORIALS[k];
  const inverse = 1 / k;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (k + 0.5) * ln(k) - k + HALF_LN_TWO_PI + series;
}
