import { describe, expect, test } from '@jest/globals';
import { ArgumentStream } from '../test/argument-stream.ts';
import { reference } from '../test/high-precision.ts';
import { worstError } from '../test/worst-error.ts';
import { ln } from './ln.ts';

describe('ln', () => {
  const draws = new ArgumentStream(1);
  test.each([
    ['doubles of every size', () => Math.abs(draws.any())],
    ['subnormal doubles', () => Math.abs(draws.ofExponent(-1022, -1022)) / 2 ** (1 + (draws.word() % 52))],
    ['numbers near 1', () => 1 + draws.ofExponent(-53, -4)],
    ['numbers from 0.5 to 2', () => draws.between(0.5, 2)],
    ['edges of cells', (i: number) => ((i % 128) + 64.5) / 128 + draws.ofExponent(-53, -40)],
  ])('is within 0.51 ulp for %s', (_, draw) => {
    const worst = worstError(ln, reference.ln, 12000, draw);
    expect(worst.ulps).toBeLessThan(0.51);
    expect(worst.ulps).toBeGreaterThan(0.49);
  });

  test.each([
    [1, 0],
    [0, -Infinity],
    [-0, -Infinity],
    [-1, NaN],
    [-5e-324, NaN],
    [-Infinity, NaN],
    [Infinity, Infinity],
    [NaN, NaN],
    [5e-324, -744.4400719213812],
    [Number.MAX_VALUE, 709.782712893384],
  ])('of %d is %d', (x, expected) => expect(ln(x)).toBe(expected));
});
