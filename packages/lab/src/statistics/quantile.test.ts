import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interval, median } from './interval.ts';
import { quantile } from './quantile.ts';

describe('quantile', () => {
  test.each([
    // R: quantile(c(1, 2, 3, 4), probs = c(0, .1, .25, .5, .9, 1)), type 7.
    [0, 1],
    [0.1, 1.3],
    [0.25, 1.75],
    [0.5, 2.5],
    [0.9, 3.7],
    [1, 4],
  ])('by type 7 of Hyndman and Fan (1996), the %d quantile of 1, 2, 3, 4 is %d', (share, expected) => {
    expect(quantile([1, 2, 3, 4], share)).toBeCloseTo(expected, 12);
  });

  test('is a number of the sample where the place is whole, and infinite where it reaches into infinities', () => {
    const values = [3, 5, 8, Infinity, Infinity];
    expect([0.25, 0.5, 0.6, 0.75, 1].map((share) => quantile(values, share))).toEqual([
      ...[5, 8, Infinity, Infinity, Infinity],
    ]);
  });

  test('of one number is that number, and of none is not a number', () => {
    expect([0, 0.3, 1].map((share) => quantile([7], share))).toEqual([7, 7, 7]);
    expect(quantile([], 0.5)).toBeNaN();
  });

  test('refuses what is no share', () => {
    expect(() => quantile([1], 1.1)).toThrow(new RangeError('a quantile is at a share from 0 to 1, not 1.1'));
    expect(() => quantile([1], NaN)).toThrow(RangeError);
  });

  test('never falls as the share grows, and stays within the sample', () => {
    const finite = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
    const share = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), share, share, (values, a, b) => {
        const ascending = values.toSorted((x, y) => x - y);
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((each) => quantile(ascending, each));
        expect(low).toBeLessThanOrEqual(high! + 1e-6);
        expect(low).toBeGreaterThanOrEqual(ascending[0]!);
        expect(high).toBeLessThanOrEqual(ascending.at(-1)! + 1e-6);
      }),
    );
  });
});

describe('an interval', () => {
  test('holds the middle nine tenths, whatever the order: R gives 1.95 and 19.05 for 1 to 20', () => {
    const values = Array.from({ length: 20 }, (_, i) => ((i * 7) % 20) + 1);
    const [low, high] = interval(values, 0.9);
    expect(low).toBeCloseTo(1.95, 12);
    expect(high).toBeCloseTo(19.05, 12);
    expect(median(values)).toBe(10.5);
  });
});
