import { binomialCdf } from '../statistics/binomial.ts';

/** Which of n numbers in ascending order, counted from 1, hold a quantile between them; 0 and n + 1 where none does on that side. */
export interface QuantileRanks {
  readonly low: number;
  readonly high: number;
}

/**
 * The ranks of the numbers of a sample of n between which the quantile at a share lies with probability of at least `level`, and at
 * least (1 + level) / 2 on each side, whatever the distribution: the binomial interval of "Statistical Intervals" (W. Q. Meeker,
 * G. J. Hahn and L. A. Escobar, 2nd edition 2017, section 5.2). Throws a RangeError for a share outside 0 to 1.
 */
export function quantileRanks(n: number, share: number, level: number): QuantileRanks {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share of runs lies between 0 and 1, and ${share} does not`);
  const miss = (1 - level) / 2;
  // At most k of n numbers lie below the quantile.
  const upTo = Array.from({ length: n + 1 }, (_, k) => binomialCdf(k, n, share));
  let low = 0;
  while (low < n && upTo[low]! <= miss) low++;
  let high = n + 1;
  while (high > 1 && 1 - upTo[high - 2]! <= miss) high--;
  return { low, high };
}
