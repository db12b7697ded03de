import type { PlayVariants } from './play-variants.ts';

/** What a procedure of ranking and selection is asked. */
export interface SelectionOptions {
  /** Whether the largest mean is the best or the smallest. */
  readonly goal: 'max' | 'min';
  /** The indifference zone: a difference in means smaller than this does not matter. In the metric's unit. */
  readonly delta: number;
  /** The probability with which the choice is to be right; 0.95 unless given. */
  readonly confidence?: number;
  /** Replicates of each variant before the first is left out; 20 unless given. */
  readonly first?: number;
  /** Replicates of one variant after which it ends without its guarantee; 10,000 unless given. */
  readonly atMost?: number;
  /** Replicates that are asked for at once: of each variant by KN, in all by OCBA; it says how well many processors are used. */
  readonly batch?: number;
  /** 1 unless given. */
  readonly firstSeed?: number;
}

/** What became of one variant in a procedure. */
export interface SelectedVariant {
  readonly variant: string;
  readonly mean: number;
  readonly sd: number;
  /** Replicates that its mean is of. */
  readonly replicates: number;
  /** Replicates that were played; a batch may hold more than it took. */
  readonly played: number;
  /** Replicates that broke or measured nothing. */
  readonly failed: number;
  /** After how many replicates it was left out as worse, and than which; absent of one that stayed to the end. */
  readonly screened?: { readonly after: number; readonly by: string };
}

/** Which variant is the best, how surely, and what it took. */
export interface Selection {
  readonly method: 'KN' | 'OCBA';
  readonly goal: 'max' | 'min';
  readonly delta: number;
  readonly confidence: number;
  readonly best: string;
  /** False when the replicates ran out before the choice was as sure as it was to be. */
  readonly reached: boolean;
  /** Of OCBA, how probable it is that the choice is right, estimated from the replicates. */
  readonly probability?: number;
  /** In the order in which they were given. */
  readonly variants: readonly SelectedVariant[];
}

/** The options with what is not given, checked; `better` turns a metric into what is to be large. */
export interface SelectionSetting extends Required<Omit<SelectionOptions, 'batch'>> {
  readonly batch: number | undefined;
  readonly sign: 1 | -1;
}

/** A procedure of ranking and selection. */
export type Select = (play: PlayVariants, variants: readonly string[], options: SelectionOptions) => Promise<Selection>;

/** Completes what a procedure is asked; throws a RangeError for fewer than two variants and for numbers that make no sense. */
export function selectionSetting(variants: readonly string[], options: SelectionOptions): SelectionSetting {
  const { goal, delta, confidence = 0.95, first = 20, atMost = 10_000, batch, firstSeed = 1 } = options;
  if (variants.length < 2)
    throw new RangeError(`expected two variants or more to choose from, found ${variants.length}`);
  if (!(delta > 0 && Number.isFinite(delta))) {
    throw new RangeError(`expected an indifference zone above 0 in the metric's unit, found ${delta}`);
  }
  if (!(confidence > 1 / variants.length && confidence < 1)) {
    const chance = `1/${variants.length}, which a blind choice has,`;
    throw new RangeError(`expected a confidence between ${chance} and 1, found ${confidence}`);
  }
  if (!(Number.isInteger(first) && first >= 2)) {
    throw new RangeError(`expected 2 or more first replicates, a whole number, found ${first}`);
  }
  if (!(atMost >= first)) throw new RangeError(`expected at most ${first} replicates or more, found ${atMost}`);
  return { goal, delta, confidence, first, atMost, batch, firstSeed, sign: goal === 'max' ? 1 : -1 };
}
