import { describe, expect, test } from '@jest/globals';
import { ArgumentStream, stepsFrom } from '../test/argument-stream.ts';
import { reference } from '../test/high-precision.ts';
import { worstError } from '../test/worst-error.ts';
import { exp } from './exp.ts';

describe('exp', () => {
  const draws = new ArgumentStream(2);
  test.each([
    ['all that has a normal result', 0.51, () => draws.between(-708.39, 709.78)],
    ['numbers near 0', 0.51, () => draws.ofExponent(-60, 0)],
    ['edges of cells', 0.51, (i: number) => ((i % 4096) - 2047.5) * (Math.LN2 / 128) + draws.ofExponent(-53, -40)],
    ['subnormal results', 0.76, () => draws.between(-745.2, -708.39)],
    ['results next to overflow', 0.51, (i: number) => stepsFrom(709.782712893384, (i % 4001) - 2000)],
    ['results next to nothing', 0.76, (i: number) => -stepsFrom(745.1332191019411, (i % 4001) - 2000)],
  ])('is within its bound for %s', (_, bound, draw) => {
    expect(worstError(exp, reference.exp, 12000, draw).ulps).toBeLessThan(bound);
  });

  test.each([
    [0, 1],
    [-0, 1],
    [1, Math.E],
    [Infinity, Infinity],
    [-Infinity, 0],
    [NaN, NaN],
    [709.7827128933841, Infinity],
    [Number.MAX_VALUE, Infinity],
    [-745.1332191019412, 0],
    [-745.1332191019411, 5e-324],
    [-Number.MAX_VALUE, 0],
    [5e-324, 1],
  ])('of %d is %d', (x, expected) => expect(exp(x)).toBe(expected));
});
