import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ascending } from './ascending.ts';
import { expectedShortfall, tailProbability } from './expected-shortfall.ts';
import { quantileInterval } from './quantile-interval.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => ((i * 7) % n) + 1);

describe('the expected shortfall', () => {
  test('counts the part of a value at the edge: of 1 to 10, a quarter is 1, 2 and half of 3', () => {
    const values = ascending(upTo(10));
    expect(expectedShortfall(values, 0.25, 'lower')).toBeCloseTo((1 + 2 + 1.5) / 2.5, 12);
    expect(expectedShortfall(values, 0.25, 'upper')).toBeCloseTo((10 + 9 + 4) / 2.5, 12);
    expect(expectedShortfall(values, 0.01, 'lower')).toBe(1);
    expect(expectedShortfall(values, 1, 'upper')).toBe(5.5);
  });

  test('needs a share, and numbers', () => {
    expect(expectedShortfall([], 0.1, 'lower')).toBeNaN();
    expect(() => expectedShortfall([1], 0, 'lower')).toThrow(
      new RangeError('a tail is a share above 0 and up to 1, not 0'),
    );
  });

  test('of both sides makes the mean', () => {
    const sample = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sample, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (values, share) => {
        const sorted = ascending(values);
        const [low, high] = [expectedShortfall(sorted, share, 'lower'), expectedShortfall(sorted, 1 - share, 'upper')];
        expect(share * low + (1 - share) * high).toBeCloseTo(expectedShortfall(sorted, 1, 'lower'), 8);
      }),
    );
  });
});

test('a tail leaves out what equals the threshold', () => {
  expect(tailProbability([1, 2, 2, 3], 2, 'lower')).toBe(0.25);
  expect(tailProbability([1, 2, 2, 3, Infinity], 2, 'upper')).toBe(0.4);
  expect(tailProbability([], 2, 'upper')).toBeNaN();
});

describe('the interval of a quantile by order statistics', () => {
  test.each([
    // Ranks of the 95 % interval of a median, as in the tables of the sign test (Conover, Practical Nonparametric Statistics, 1999).
    [6, 1, 6],
    [10, 2, 9],
    [20, 6, 15],
    [100, 40, 61],
  ])('of the median of %i values goes from the %i-th to the %i-th', (n, low, high) => {
    expect(quantileInterval(upTo(n), 0.5, 0.95)).toMatchObject({ low, high, value: (n + 1) / 2 });
  });

  test('has an open end where the sample is too small: 0.95^58 is above 0.05 and 0.95^59 below', () => {
    expect(quantileInterval(upTo(5), 0.5, 0.95)).toMatchObject({ low: -Infinity, high: Infinity });
    expect(quantileInterval(upTo(58), 0.95, 0.9).high).toBe(Infinity);
    expect(quantileInterval(upTo(59), 0.95, 0.9).high).toBe(59);
    expect(quantileInterval(upTo(59), 0.05, 0.9).low).toBe(1);
  });

  test('holds the quantile of the sample, and follows any rising change of the values', () => {
    const sample = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sample, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (values, share) => {
        const plain = quantileInterval(values, share, 0.95);
        expect(plain.low).toBeLessThanOrEqual(plain.value);
        expect(plain.high).toBeGreaterThanOrEqual(plain.value);
        const cubed = quantileInterval(
          values.map((value) => value ** 3),
          share,
          0.95,
        );
        expect([cubed.low, cubed.high]).toEqual([plain.low ** 3, plain.high ** 3]);
      }),
    );
  });
});
