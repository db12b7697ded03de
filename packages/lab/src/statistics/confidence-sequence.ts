import { upperShare } from './critical.ts';
import type { Estimate } from './estimate.ts';
import { logBeta } from './log-gamma.ts';
import { moments } from './moments.ts';
import { root } from './root.ts';

/** How sure a confidence sequence is, and where it is at its narrowest. */
export interface SequenceOptions {
  readonly level: number;
  /** The number of values at which the interval is about as narrow as it can be; 200 unless given. */
  readonly tunedFor?: number;
}

/**
 * The mean of independent values with an interval that holds at every number of values at once, so that one may look after each and
 * stop when it is narrow enough: Robbins' normal mixture (H. Robbins, Annals of Mathematical Statistics 41, 1970) over the
 * effect size, in the form for an unknown variance (M. Lindon, D. W. Ham, M. Tingley and I. Bojinov, "Anytime-Valid Linear
 * Models and Regression Adjusted Causal Inference in Randomized Experiments", 2022). Exact for normal values, and asymptotic
 * for others as in I. Waudby-Smith et al., Annals of Statistics 52, 2024. The whole line while there are too few values, or
 * none that differ: a spread that has not shown is not known.
 */
export function confidenceSequence(values: ArrayLike<number>, options: SequenceOptions): Estimate {
  const { n, mean, sd } = moments(values);
  const reach = sequenceReach(n, sd, options);
  return { value: mean, low: mean - reach, high: mean + reach, level: options.level, method: 'confidence sequence' };
}

/** How far the interval of a confidence sequence reaches to either side after n values with a standard deviation. */
export function sequenceReach(n: number, sd: number, { level, tunedFor = 200 }: SequenceOptions): number {
  const alpha = 2 * (1 - upperShare(level));
  if (!(tunedFor >= 1)) throw new RangeError(`a sequence is tuned for a number of values from 1 up, not ${tunedFor}`);
  if (!(n >= 2 && sd > 0)) return Infinity;
  // The variance of the mixture that makes the interval narrowest at `tunedFor` (Waudby-Smith et al. 2024, appendix).
  const spread = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tunedFor;
  const grown = 1 + n * spread;
  const bound = (grown / alpha ** 2) ** (1 / n);
  if (bound >= grown) return Infinity;
  const square = ((n - 1) * (bound - 1)) / (1 - bound / grown);
  return sd * Math.sqrt(square / n);
}

/**
 * The probability of an event after `successes` in n independent trials, with an interval that holds at every n at once: Robbins'
 * mixture over all probabilities alike (H. Robbins, 1970), exact from the first trial.
 */
export function proportionSequence(successes: number, n: number, level: number): Estimate {
  const alpha = 2 * (1 - upperShare(level));
  const failures = n - successes;
  const mixed = logBeta(successes + 1, failures + 1) + Math.log(alpha);
  const value = successes / n;
  const off = (p: number): number => mixed - term(successes, p) - term(failures, 1 - p);
  return {
    value,
    low: successes === 0 ? 0 : root(off, Number.MIN_VALUE, value),
    high: failures === 0 ? 1 : root(off, value, 1 - Number.EPSILON / 2),
    level,
    method: 'confidence sequence',
  };
}

function term(count: number, p: number): number {
  return count === 0 ? 0 : count * Math.log(p);
}
