import { designMistake } from './design-error.ts';

/** The points of a design in the unit cube: what a design that fills a space is before its axes have values. */
export interface UnitPoints {
  /** The paths of the axes, in the order of the coordinates. */
  readonly paths: readonly string[];
  readonly size: number;
  /** A coordinate from 0 to 1 for each axis; points count from 0. */
  unit(point: number): readonly number[];
}

/** Refuses a number of points that is no power of two, for designs whose balance stands on that. */
export function refuseUneven(points: number, key: string): void {
  if (points > 2 ** 31)
    throw designMistake(['points'], 'at most 2147483648', `a ${key} design has at most 2^31 points`);
  if ((points & (points - 1)) === 0) return;
  const below = 2 ** (31 - Math.clz32(points));
  throw designMistake(
    ['points'],
    'a power of two',
    `a ${key} design has a power of two of points, such as ${below} or ${2 * below}, not ${points}; others are not balanced`,
  );
}

/** How many points a design that must be made as a whole may have. */
export const MOST_AT_ONCE = 1_000_000;

/** Refuses to make a design of more points than a memory holds with ease; counting them is no matter. */
export function refuseTooMany(size: number, key: string): void {
  if (size <= MOST_AT_ONCE) return;
  throw new RangeError(`a ${key} design is made as a whole, which ends at ${MOST_AT_ONCE} points; it has ${size}`);
}
