import { normalQuantile } from './normal.ts';
import { studentQuantile } from './student.ts';

/** How many standard errors an interval of a level reaches to either side of a normal estimate, as 1.96 for 0.95. */
export function criticalNormal(level: number): number {
  return normalQuantile(upperShare(level));
}

/** How many standard errors an interval of a level reaches to either side by Student's t. */
export function criticalStudent(level: number, freedom: number): number {
  return studentQuantile(upperShare(level), freedom);
}

/** The share that lies below the upper end of a two-sided interval; throws a RangeError for a level outside 0 to 1. */
export function upperShare(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`a level lies between 0 and 1, as 0.95 does, not ${level}`);
  return (1 + level) / 2;
}
