import { describe, expect, test } from '@jest/globals';
import { ArgumentStream } from '../test/argument-stream.ts';
import { reference } from '../test/high-precision.ts';
import { worstError } from '../test/worst-error.ts';
import { pow } from './pow.ts';

const draws = new ArgumentStream(3);

/** A base and an exponent of which the power is anywhere in the doubles, and a little past both ends. */
function pairOf(x: number): [number, number] {
  return [x, draws.between(-745.3, 709.9) / Math.log(x)];
}

describe('pow', () => {
  test.each<[string, number, () => [number, number]]>([
    ['bases of every size', 0.76, () => pairOf(Math.abs(draws.any()))],
    ['bases near 1', 0.76, () => pairOf(1 + draws.ofExponent(-52, -4))],
    ['bases from 0.5 to 2', 0.76, () => pairOf(draws.between(0.5, 2))],
    ['usual numbers', 0.52, () => [draws.between(0, 100), draws.between(-10, 10)]],
    ['small exponents', 0.52, () => [Math.abs(draws.any()), draws.ofExponent(-75, -8)]],
    ['negative bases', 0.52, () => [-draws.between(0, 20), (draws.word() % 41) - 20]],
  ])('is within its bound for %s', (_, bound, draw) => {
    expect(worstError(pow, reference.pow, 6000, draw).ulps).toBeLessThan(bound);
  });

  test('is exact where the power is a double', () => {
    for (let n = 0; n <= 22; n++) expect(pow(10, n)).toBe(Number(`1e${n}`));
    for (let n = -1074; n < 1024; n++) expect(pow(2, n)).toBe(2 ** n);
    for (let n = -999; n < 1000; n++) expect(pow(n, 5)).toBe(n * n * n * n * n);
    for (let n = 0; n < 1000; n++) expect(pow(n * n, 0.5)).toBe(n);
  });

  // Of these bases and exponents every power is 0, ±1, Infinity, NaN or exact, so that the engine's own bits can be trusted.
  const bases = [NaN, 0, -0, 1, -1, 2, -2, 4, -0.25, Infinity, -Infinity, -1.5, 5e-324, -5e-324];
  const exponents = [
    NaN,
    0,
    -0,
    1,
    -1,
    2,
    3,
    -3,
    1.5,
    Infinity,
    -Infinity,
    1e300,
    -1e300,
    2 ** 53,
    2 ** 53 - 1,
    1e-300,
  ];

  test('has the special values of ECMAScript', () => {
    for (const x of bases) {
      for (const y of exponents) {
        const expected = Math.pow(x, y);
        if (Number.isInteger(expected) || !Number.isFinite(expected) || expected === 0) {
          expect([x, y, pow(x, y)]).toEqual([x, y, expected]);
        }
      }
    }
    expect(pow(-8, 1 / 3)).toBeNaN();
    expect(pow(-0, -3)).toBe(-Infinity);
    expect(pow(-Infinity, -3)).toBe(-0);
    expect(pow(-Infinity, 0.5)).toBe(Infinity);
    expect(pow(-2, 1023)).toBe(-(2 ** 1023));
    expect(pow(-2, 1024)).toBe(Infinity);
    expect(pow(-2, 1025)).toBe(-Infinity);
    expect(pow(-2, -1075)).toBe(-0);
    expect(pow(1 + 2 ** -52, 1e19)).toBe(Infinity);
    expect(pow(1 + 2 ** -52, -1e19)).toBe(0);
    expect(pow(1 - 2 ** -53, 1e300)).toBe(0);
    expect(pow(1 - 2 ** -53, -1e300)).toBe(Infinity);
  });
});
