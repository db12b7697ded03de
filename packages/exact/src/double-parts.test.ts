import { describe, expect, test } from '@jest/globals';
import { ArgumentStream } from '../test/argument-stream.ts';
import { fromDouble } from '../test/high-precision.ts';
import { powerOfTwo, productError, sumError, upperHalf } from './double-parts.ts';

/** A double in units of 2^−1074, in which sums are whole numbers. */
function units(x: number): bigint {
  const { m, e } = fromDouble(x);
  return m << BigInt(e + 1074);
}

describe('the parts of doubles', () => {
  const draws = new ArgumentStream(6);

  test('a product and its error are the product in full', () => {
    for (let i = 0; i < 5000; i++) {
      const a = draws.ofExponent(-300, 300);
      const b = draws.ofExponent(-100, 100);
      const product = a * b;
      const full = units(product) + units(productError(a, b, product));
      expect(full << 1074n).toBe(units(a) * units(b));
    }
  });

  test('a sum and its error are the sum in full, whichever number is larger', () => {
    for (let i = 0; i < 5000; i++) {
      const a = draws.ofExponent(-40, 40);
      const b = draws.ofExponent(-40, 40);
      const sum = a + b;
      expect(units(sum) + units(sumError(a, b, sum))).toBe(units(a) + units(b));
    }
  });

  test('powers of two are exact from the smallest double to the largest power', () => {
    for (let n = -1074; n < 1024; n++) expect(powerOfTwo(n)).toBe(2 ** n);
  });

  test.each([
    [1, 0x3ff00000],
    [-2, 0xc0000000 | 0],
    [Math.PI, 0x400921fb],
    [5e-324, 0],
  ])('the upper half of %d is %d', (x, half) => expect(upperHalf(x)).toBe(half));
});
