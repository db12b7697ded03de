import { assertSafe } from './safe-integers.ts';

/**
 * A price as a whole number of ticks. The flavours `Ticks`, `Lots` and `Atoms` exist for the compiler alone: a plain
 * number may be given for any of them, and arithmetic gives a plain number, but one flavour is never taken for another.
 */
export type Ticks = number & { readonly __unit?: 'ticks' };

/** A size as a whole number of lots, flavoured as `Ticks` is. */
export type Lots = number & { readonly __unit?: 'lots' };

/** An amount of an asset as a whole number of its smallest unit, flavoured as `Ticks` is. */
export type Atoms = number & { readonly __unit?: 'atoms' };

/** Returns `n` as ticks; throws an `ExactError` unless it is a safe integer. */
export function ticks(n: number): Ticks {
  return assertSafe(n, 'A price in ticks');
}

/** Returns `n` as lots; throws an `ExactError` unless it is a safe integer. */
export function lots(n: number): Lots {
  return assertSafe(n, 'A size in lots');
}

/** Returns `n` as atoms; throws an `ExactError` unless it is a safe integer. */
export function atoms(n: number): Atoms {
  return assertSafe(n, 'An amount in atoms');
}
