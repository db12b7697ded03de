import { SequentialStop } from '../statistics/sequential-stop.ts';
import type { Estimate } from '../statistics/estimate.ts';

/**
 * Plays replicates and gives what each came to, in the order of the seeds; NaN of one that broke or measured nothing. What it came to
 * may be a metric, the difference of two variants under the same luck, or 1 and 0 of an event.
 */
export type PlaySeeds = (seeds: readonly number[]) => Promise<readonly number[]>;

/** When enough is known. */
export interface HalfWidthOptions {
  /** `event` of numbers that are 0 or 1; `mean` unless given. */
  readonly of?: 'mean' | 'event';
  /** The interval may reach so far to either side, in the unit of the numbers. One of the two. */
  readonly halfWidth?: number;
  /** The same as a part of the estimate, as in 0.05. */
  readonly relative?: number;
  /** 0.95 unless given. */
  readonly level?: number;
  /** Replicates before it may stop; 20 unless given. */
  readonly first?: number;
  /** Replicates after which it stops in any case; 10,000 unless given. */
  readonly atMost?: number;
  /** Replicates that are asked for at once; 20 unless given. What is found does not depend on it. */
  readonly batch?: number;
  /** 1 unless given. */
  readonly firstSeed?: number;
}

/** What is known when the replicates stop. */
export interface HalfWidthRun {
  /** Its interval holds whenever one stops. */
  readonly estimate: Estimate;
  /** Replicates with a number that it took. */
  readonly replicates: number;
  /** Replicates that broke or measured nothing among those. */
  readonly failed: number;
  /** Replicates that were played; a batch may hold more than it took. */
  readonly played: number;
  /** False when the cap came first: the interval is wider than it was to be. */
  readonly reached: boolean;
  /** True when it stopped because all replicates had come to the same, of which no interval can be told. */
  readonly alike: boolean;
}

/** Replicates that have all come to the same after which no other is waited for. */
const ALIKE = 50;

/**
 * Plays more replicates until an interval is narrow enough, or 50 have all come to the same. It looks after every replicate, and may: the interval is a confidence
 * sequence, which holds the truth at all times at once with the probability `level`. Throws a RangeError for options that make no sense, and where none of the first 50 gives a number.
 */
export async function runUntilHalfWidth(play: PlaySeeds, options: HalfWidthOptions): Promise<HalfWidthRun> {
  const { of = 'mean', level = 0.95, first = 20, atMost = 10_000, batch = 20, firstSeed = 1 } = options;
  const isNarrow = narrow(options);
  if (!(Number.isInteger(batch) && batch >= 1)) throw new RangeError(`expected a batch of 1 or more, found ${batch}`);
  if (!(atMost >= first)) throw new RangeError(`expected at most ${first} replicates or more, found ${atMost}`);
  const sequence = new SequentialStop({ of, level, halfWidth: options.halfWidth ?? Infinity });
  let [played, replicates, failed, reached, alike] = [0, 0, 0, false, true];
  let one: number | undefined;
  while (!reached && played < atMost) {
    const count = Math.min(batch, atMost - played);
    const values = await play(Array.from({ length: count }, (_, index) => firstSeed + played + index));
    played += count;
    for (const value of values) {
      if (!Number.isFinite(value)) {
        failed += 1;
        continue;
      }
      sequence.add(value);
      replicates += 1;
      one ??= value;
      alike &&= value === one;
      const isNarrowNow = replicates >= first && isNarrow(sequence.estimate);
      // Of an event that never happens the interval narrows all the same.
      reached = alike && of === 'mean' ? replicates >= ALIKE : isNarrowNow;
      if (reached) break;
    }
    if (replicates === 0 && failed >= ALIKE) throw new RangeError(`none of ${failed} replicates gave a number`);
  }
  return { estimate: sequence.estimate, replicates, failed, played, reached, alike: alike && reached && of === 'mean' };
}

function narrow({ halfWidth, relative }: HalfWidthOptions): (estimate: Estimate) => boolean {
  if ((halfWidth === undefined) === (relative === undefined)) {
    throw new RangeError('expected a half-width or a relative one, just one of them');
  }
  const wanted = halfWidth ?? relative!;
  if (!(wanted > 0)) throw new RangeError(`expected a half-width above 0, found ${wanted}`);
  return ({ value, low, high }) => (high - low) / 2 <= (halfWidth ?? wanted * Math.abs(value));
}
