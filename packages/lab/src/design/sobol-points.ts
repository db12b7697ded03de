import { designMistake } from './design-error.ts';
import { owenScramble } from './owen-scramble.ts';
import { randomStream } from './random-stream.ts';
import { SOBOL_DIMENSIONS, sobolFraction } from './sobol-sequence.ts';
import { refuseUneven } from './unit-points.ts';
import type { ScrambleKey } from './owen-scramble.ts';
import type { UnitPoints } from './unit-points.ts';
import type { SobolDesign } from './vary.ts';

const TWO_TO_32 = 4_294_967_296;

/**
 * Sobol' points with the direction numbers of Joe and Kuo (2008), each axis scrambled by a key of its own (Owen, 1995). The number of
 * points is a power of two, up to 2^31, and the first point is kept, as A. B. Owen, "On dropping the first Sobol' point" (2020),
 * asks for. Any point is made without those before it. Throws a DesignError for other numbers of points and for more than 128 axes.
 */
export function sobolPoints(spec: SobolDesign): UnitPoints {
  const paths = Object.keys(spec.sobol);
  refuseUneven(spec.points, 'sobol');
  if (paths.length > SOBOL_DIMENSIONS) {
    const sentence = `a sobol design has at most ${SOBOL_DIMENSIONS} axes, not ${paths.length}`;
    throw designMistake(['sobol'], `at most ${SOBOL_DIMENSIONS} axes`, sentence);
  }
  const keys = paths.map((path) => scrambleKey(spec.seed ?? 1, `sobol/${path}`));
  return {
    paths,
    size: spec.points,
    unit: (point) => keys.map((key, dimension) => scrambledSobol(point, dimension, key)),
  };
}

/** The key of a scrambling for a seed and a purpose. */
export function scrambleKey(seed: number, purpose: string): ScrambleKey {
  const random = randomStream(seed, purpose);
  return [Math.floor(random() * TWO_TO_32), Math.floor(random() * TWO_TO_32)];
}

/** A scrambled coordinate between 0 and 1, in the middle of its step of 2^-32, so that it is never an end. */
export function scrambledSobol(point: number, dimension: number, key: ScrambleKey): number {
  return (owenScramble(sobolFraction(point, dimension), key) + 0.5) / TWO_TO_32;
}
