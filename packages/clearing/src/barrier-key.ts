/** A little more than half the distance from 1 to the next number above it: added to x, the least change that x knows. */
const NUDGE = (Number.EPSILON / 2) * (1 + 2 * Number.EPSILON);
/** How much a reach is shrunk, for each whole of the price there: more than all roundings of a barrier together. */
const SHRINK = 4 * Number.EPSILON;

/**
 * Where a price that stands at `price` has to be looked at again, when it has less than `reach` (relative, finite) to go in
 * the direction of `side` (−1 falls, 1 rises): side × barrier, so that it is crossed once side × price is no less. The
 * barrier is never beyond the reach, roundings included, and never at the price itself, so that a price that stands still
 * crosses nothing. A price without a value (0, NaN) is crossed by any.
 */
export function barrierKey(price: number, reach: number, side: number): number {
  if (!(price > 0 && price < Infinity)) return -Infinity;
  const shrunk = reach - (1 + reach) * SHRINK;
  const nearest = price + side * price * NUDGE;
  if (!(shrunk > 0)) return side * nearest;
  const barrier = price * (1 + side * shrunk);
  return side > 0 ? Math.max(barrier, nearest) : -Math.max(Math.min(barrier, nearest), 0);
}
