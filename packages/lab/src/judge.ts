import { interval, median } from './interval.ts';
import type { Interval } from './interval.ts';

/** The share of replicates that the interval of a judgement holds. */
export const LEVEL = 0.9;

/** From where to where a number should lie, both edges included; open on the side that is absent. */
export interface Band {
  readonly low?: number;
  readonly high?: number;
}

/** What the replicates came to against a band. */
export interface Judgement {
  /** How many replicates have a number. */
  readonly reached: number;
  /** The median of these, and the interval of nine tenths of them; null where there are none. */
  readonly median: number | null;
  readonly interval: Interval | null;
  readonly pass: boolean;
}

/**
 * Judges one number of each replicate by a band: it passes when the median lies in the band, and fails when more than half of
 * the replicates have none (NaN).
 */
export function judge({ low = -Infinity, high = Infinity }: Band, values: readonly number[]): Judgement {
  const reached = values.filter((value) => Number.isFinite(value));
  if (reached.length === 0) return { reached: 0, median: null, interval: null, pass: false };
  const middle = median(reached);
  const isReached = 2 * reached.length >= values.length;
  const pass = isReached && middle >= low && middle <= high;
  return { reached: reached.length, median: middle, interval: interval(reached, LEVEL), pass };
}
