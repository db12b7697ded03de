import { describe, expect, test } from '@jest/globals';
import { ArgumentStream } from '../test/argument-stream.ts';
import { reference } from '../test/high-precision.ts';
import { worstError } from '../test/worst-error.ts';
import { tanh } from './tanh.ts';

describe('tanh', () => {
  const draws = new ArgumentStream(5);
  test.each([
    ['numbers around 0', () => draws.between(-2, 2)],
    ['small numbers', () => draws.ofExponent(-40, 0)],
    ['tiny numbers', () => draws.ofExponent(-1022, -26)],
    ['subnormal numbers', () => draws.ofExponent(-1022, -1022) / 2 ** (1 + (draws.word() % 52))],
    ['numbers up to where it is 1', () => draws.between(-22, 22)],
    ['edges of cells', (i: number) => ((i % 2048) + 0.5) * (Math.LN2 / 256) + draws.ofExponent(-53, -40)],
    ['numbers of every size', () => draws.any()],
  ])('is within 0.51 ulp for %s', (_, draw) => {
    expect(worstError(tanh, reference.tanh, 6000, draw).ulps).toBeLessThan(0.51);
  });

  test.each([
    [0, 0],
    [-0, -0],
    [Infinity, 1],
    [-Infinity, -1],
    [NaN, NaN],
    [25, 1],
    [-25, -1],
    [-5e-324, -5e-324],
  ])('of %d is %d', (x, expected) => expect(tanh(x)).toBe(expected));

  test('is odd', () => {
    for (let i = 0; i < 1000; i++) {
      const x = draws.between(0, 20);
      expect(tanh(-x)).toBe(-tanh(x));
    }
  });
});
