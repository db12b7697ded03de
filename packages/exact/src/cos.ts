import { angle, quarterTurns } from './quarter-turns.ts';
import { cosOfSmall, quarterPi, sinOfSmall } from './small-angles.ts';

/** Returns the cosine of x radians within 1 ulp, however large x is: 1 for ±0, NaN for ±Infinity. */
export function cos(x: number): number {
  if (Math.abs(x) <= quarterPi) return cosOfSmall(x, 0);
  if (x - x !== 0) return NaN;
  const quadrant = quarterTurns(x);
  const size = (quadrant & 1) === 0 ? cosOfSmall(angle[0], angle[1]) : sinOfSmall(angle[0], angle[1]);
  return quadrant === 0 || quadrant === 3 ? size : -size;
}
