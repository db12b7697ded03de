import { interval, median } from '../statistics/interval.ts';

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
  /** The median of all replicates; null where more than half of them have no number. */
  readonly median: number | null;
  /** The interval of nine tenths of all replicates, null on the side that lies among those without; null where no side has one. */
  readonly interval: readonly [number, number | null] | null;
  readonly pass: boolean;
}

/**
 * Judges one number of each replicate by a band: it passes when the median lies in the band, and fails when more than half of
 * the replicates have none (NaN). Those without count as above all numbers, as a recovery does that never came; where they are
 * exactly half, the median is the largest number there is.
 */
export function judge({ low = -Infinity, high = Infinity }: Band, values: readonly number[]): Judgement {
  const reached = values.filter((value) => Number.isFinite(value));
  const all = values.map((value) => (Number.isFinite(value) ? value : Infinity));
  const isHalf = reached.length > 0 && 2 * reached.length === values.length;
  const middle = isHalf ? Math.max(...reached) : median(all);
  const [from, to] = interval(all, LEVEL);
  return {
    reached: reached.length,
    median: Number.isFinite(middle) ? middle : null,
    interval: Number.isFinite(from) ? [from, Number.isFinite(to) ? to : null] : null,
    pass: Number.isFinite(middle) && middle >= low && middle <= high,
  };
}
