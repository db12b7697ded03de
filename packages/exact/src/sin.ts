import { angle, quarterTurns } from './quarter-turns.ts';
import { cosOfSmall, quarterPi, sinOfSmall } from './small-angles.ts';

/** Returns the sine of x radians within 1 ulp, however large x is: ±0 for ±0, NaN for ±Infinity. */
export function sin(x: number): number {
  if (x === 0) return x;
  if (Math.abs(x) <= quarterPi) return sinOfSmall(x, 0);
  if (x - x !== 0) return NaN;
  const quadrant = quarterTurns(x);
  const size = (quadrant & 1) === 0 ? sinOfSmall(angle[0], angle[1]) : cosOfSmall(angle[0], angle[1]);
  return quadrant < 2 ? size : -size;
}
