import { assertSafe } from './checked.ts';

/** A price as a whole number of ticks. A plain number is assignable; lots and atoms are not. */
export type Ticks = number & { readonly __unit?: 'ticks' };

/** A size as a whole number of lots. A plain number is assignable; ticks and atoms are not. */
export type Lots = number & { readonly __unit?: 'lots' };

/** An amount of an asset as a whole number of its smallest units. A plain number is assignable; ticks and lots are not. */
export type Atoms = number & { readonly __unit?: 'atoms' };

/** A number as ticks; throws an ExactError unless it is a safe integer. */
export function ticks(n: number): Ticks {
  return assertSafe(n, 'a price in ticks');
}

/** A number as lots; throws an ExactError unless it is a safe integer. */
export function lots(n: number): Lots {
  return assertSafe(n, 'a size in lots');
}

/** A number as atoms; throws an ExactError unless it is a safe integer. */
export function atoms(n: number): Atoms {
  return assertSafe(n, 'an amount in atoms');
}
