import { describe, expect, test } from '@jest/globals';
import { ArgumentStream, stepsFrom } from '../test/argument-stream.ts';
import { reference } from '../test/high-precision.ts';
import { worstError } from '../test/worst-error.ts';
import { cos } from './cos.ts';
import { sin } from './sin.ts';

const functions = { sin, cos };
const draws = new ArgumentStream(4);

/** The nth multiple of π/2 as a double, or one of its neighbours. */
function nearQuarterTurn(n: number): number {
  return stepsFrom(n * (Math.PI / 2), (draws.word() % 5) - 2);
}

describe.each(['sin', 'cos'] as const)('%s', (name) => {
  test.each([
    ['numbers of a small angle', 10000, () => draws.between(-0.79, 0.79)],
    ['small numbers', 2000, () => draws.ofExponent(-1000, -1)],
    ['some turns', 8000, () => draws.between(-100, 100)],
    ['numbers that the parts of π/2 reduce', 8000, () => draws.between(-823549, 823549)],
    ['numbers past them', 4000, () => draws.ofExponent(19, 60)],
    ['numbers of every size', 6000, () => draws.any()],
    ['quarter turns', 8000, (i: number) => nearQuarterTurn(1 + i)],
    ['quarter turns in thousands', 4000, (i: number) => nearQuarterTurn(1 + i * 131)],
    ['numbers where two ways of reduction meet', 2000, (i: number) => stepsFrom(823549, i - 1000)],
  ])('is within 0.8 ulp for %s', (_, count, draw) => {
    expect(worstError(functions[name], reference[name], count, draw).ulps).toBeLessThan(0.8);
  });

  test('is NaN for what is not finite', () => {
    for (const x of [Infinity, -Infinity, NaN]) expect(functions[name](x)).toBeNaN();
  });

  // The double nearest to a multiple of π/2, as a search by continued fractions shows (Muller, Elementary Functions).
  test('keeps its last bit where an angle is nearest to a quarter turn', () => {
    const nearest = 6381956970095103 * 2 ** 797;
    const worst = worstError(functions[name], reference[name], 2, (i) => (i === 0 ? nearest : -nearest));
    expect(worst.ulps).toBeLessThan(0.8);
    expect(Math.abs(cos(nearest))).toBeCloseTo(4.68716592425462e-19, 32);
  });
});

test('sin keeps the sign of zero, and cos of it is 1', () => {
  expect(sin(0)).toBe(0);
  expect(sin(-0)).toBe(-0);
  expect(sin(-5e-324)).toBe(-5e-324);
  expect(cos(-0)).toBe(1);
  expect(cos(5e-324)).toBe(1);
});
