import { SOBOL_DIRECTIONS } from './sobol-directions.ts';

const BITS = 32;

/** How many dimensions Sobol' points may have here. */
export const SOBOL_DIMENSIONS = SOBOL_DIRECTIONS.length + 1;

const known = new Map<number, Uint32Array>();

/**
 * A coordinate of a point of the Sobol' sequence (I. M. Sobol', 1967) as a fraction of 2^32, in the order of the Gray code of
 * I. A. Antonov and V. M. Saleev (1979). Points count from 0, up to 2^32 − 1, and dimensions from 0.
 */
export function sobolFraction(point: number, dimension: number): number {
  const numbers = directionNumbers(dimension);
  let fraction = 0;
  for (let gray = (point ^ (point >>> 1)) >>> 0, bit = 0; gray !== 0; gray >>>= 1, bit++) {
    if ((gray & 1) === 1) fraction ^= numbers[bit]!;
  }
  return fraction >>> 0;
}

/** The direction numbers of a dimension as fractions of 2^32, by the recurrence of P. Bratley and B. L. Fox (1988). */
function directionNumbers(dimension: number): Uint32Array {
  const before = known.get(dimension);
  if (before !== undefined) return before;
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit++) numbers[bit] = 1 << (BITS - 1 - bit);
  } else {
    const [degree = 0, coefficients = 0, ...first] = SOBOL_DIRECTIONS[dimension - 1]!.split(' ').map(Number);
    for (let bit = 0; bit < BITS; bit++) {
      if (bit < degree) {
        numbers[bit] = first[bit]! << (BITS - 1 - bit);
        continue;
      }
      let number = numbers[bit - degree]! ^ (numbers[bit - degree]! >>> degree);
      for (let term = 1; term < degree; term++) {
        if (((coefficients >>> (degree - 1 - term)) & 1) === 1) number ^= numbers[bit - term]!;
      }
      numbers[bit] = number;
    }
  }
  known.set(dimension, numbers);
  return numbers;
}
