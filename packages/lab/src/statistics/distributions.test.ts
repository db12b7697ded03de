import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { betaCdf, betaQuantile } from './beta.ts';
import { binomialCdf, binomialTail } from './binomial.ts';
import { logBeta, logGamma } from './log-gamma.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { studentCdf, studentPValue, studentQuantile } from './student.ts';

function expectNear(value: number, expected: number, relative = 1e-12): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('the normal distribution', () => {
  test.each([
    // Wichura, Applied Statistics 37, 1988, test data of AS 241; and the usual 97.5 % point.
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798408],
    [0.975, 1.959963984540054],
  ])('has its %p quantile at %p, as Wichura (1988) has it', (p, expected) => {
    expectNear(normalQuantile(p), expected);
  });

  test.each([
    // Abramowitz and Stegun, 1964, tables 26.1 and 26.2.
    [1, 0.841344746068543],
    [2.5, 0.993790334674224],
    [-5, 2.866515719e-7],
    [-10, 7.619853024e-24],
  ])('up to %p holds %p, as Abramowitz and Stegun table it', (x, expected) => {
    expectNear(normalCdf(x), expected, 1e-9);
  });

  test('ends in infinities', () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
    expect([-Infinity, 0, Infinity].map(normalCdf)).toEqual([0, 0.5, 1]);
    expect(() => normalQuantile(1.1)).toThrow(RangeError);
  });

  test('meets itself where the series gives way to the fraction, and back from its quantile', () => {
    expectNear(normalCdf(-3 - 1e-12), normalCdf(-3 + 1e-12), 1e-10);
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expectNear(normalCdf(normalQuantile(p)), p, 1e-11);
      }),
    );
  });
});

describe("Student's t", () => {
  test.each([
    // SciPy: scipy.stats.t.ppf(0.975, [1, 2, 4, 9, 30, 120]), to ten digits behind the point.
    [1, 12.7062047362],
    [2, 4.3026527297],
    [4, 2.7764451052],
    [9, 2.2621571628],
    [30, 2.0422724563],
    [120, 1.9799304051],
  ])('with %p degrees of freedom has its 97.5 %% quantile at %p, as SciPy has it', (freedom, expected) => {
    expectNear(studentQuantile(0.975, freedom), expected, 3e-11);
  });

  test('with one degree is Cauchy, with two has a closed form, with very many is normal', () => {
    for (const x of [-50, -1, -1e-6, 0.3, 8]) {
      expectNear(studentCdf(x, 1), 0.5 + Math.atan(x) / Math.PI, 1e-12);
      expectNear(studentCdf(x, 2), 0.5 + x / (2 * Math.sqrt(2 + x * x)), 1e-11);
    }
    expectNear(studentQuantile(0.975, 1e9), normalQuantile(0.975), 1e-8);
    expect(studentQuantile(0.5, 7)).toBe(0);
  });

  test('comes back from its quantile, far out as well', () => {
    const freedom = fc.double({ min: 1, max: 5_000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), freedom, (p, degrees) => {
        const x = studentQuantile(p, degrees);
        expectNear(studentCdf(x, degrees), p, 1e-9);
        expectNear(studentPValue(x, degrees), 2 * Math.min(p, 1 - p), 1e-7);
      }),
    );
  });
});

describe('the beta and binomial distributions', () => {
  test('follow closed forms', () => {
    expectNear(betaCdf(0.3, 1, 4), 1 - 0.7 ** 4);
    expectNear(betaCdf(0.3, 4, 1), 0.3 ** 4);
    // The arcsine law.
    expectNear(betaCdf(0.2, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(0.2)));
    expect([betaCdf(-1, 2, 3), betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 0, 1]);
  });

  test('give the limits of Clopper and Pearson for 15 of 148: 0.0578 and 0.1617 (Newcombe, 1998, table I)', () => {
    expect(betaQuantile(0.025, 15, 134)).toBeCloseTo(0.0578, 4);
    expect(betaQuantile(0.975, 16, 133)).toBeCloseTo(0.1617, 4);
  });

  test('count heads: of ten throws, nine or more come 11 times in 1,024', () => {
    expectNear(binomialTail(9, 10, 0.5), 11 / 1024);
    expectNear(binomialCdf(1, 10, 0.5), 11 / 1024);
    expect([binomialTail(0, 10, 0.3), binomialTail(11, 10, 0.3)]).toEqual([1, 0]);
    expect([binomialCdf(-1, 10, 0.3), binomialCdf(10, 10, 0.3)]).toEqual([0, 1]);
  });

  test('make all of both tails, and come back from the quantile', () => {
    const shape = fc.double({ min: 0.1, max: 2_000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), shape, shape, (p, a, b) => {
        expect(betaCdf(p, a, b) + betaCdf(1 - p, b, a)).toBeCloseTo(1, 10);
        const x = betaQuantile(p, a, b);
        // So near an end the numbers themselves are too coarse.
        if (x > 1e-300 && x < 1 - 1e-9) expectNear(betaCdf(x, a, b), p, 1e-6);
      }),
    );
  });

  test('rest on a gamma function that knows factorials and √π', () => {
    expectNear(Math.exp(logGamma(11)), 3_628_800, 1e-13);
    expectNear(logGamma(0.5), Math.log(Math.PI) / 2, 1e-13);
    expectNear(logBeta(1, 1e8), -Math.log(1e8), 1e-14);
    expectNear(logBeta(3, 4), Math.log(1 / 60), 1e-13);
  });
});
