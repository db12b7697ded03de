import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { halfWidthRuns } from './half-width-runs.ts';
import { pairedStudent, studentInterval, welchInterval } from './student-interval.ts';
import { differencesOf } from './variance-reduction.ts';

/** Hours of sleep gained on two drugs ("Student", 1908): R's data set `sleep`. */
const FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe("intervals by Student's t", () => {
  test('agree with R: t.test(extra ~ group, data = sleep)', () => {
    const { value, low, high, pValue } = welchInterval(FIRST, SECOND, 0.95);
    expect(value).toBeCloseTo(-1.58, 12);
    expect(low).toBeCloseTo(-3.3654832, 7);
    expect(high).toBeCloseTo(0.2054832, 7);
    expect(pValue).toBeCloseTo(0.07939, 5);
  });

  test('agree with R: t.test(extra ~ group, data = sleep, paired = TRUE)', () => {
    const { value, low, high, pValue } = pairedStudent(differencesOf(FIRST, SECOND), 0.95);
    expect(value).toBeCloseTo(-1.58, 12);
    expect(low).toBeCloseTo(-2.4598858, 7);
    expect(high).toBeCloseTo(-0.7001142, 7);
    expect(pValue).toBeCloseTo(0.002833, 6);
  });

  test('of 1 to 5 by hand: 3 ± 2.776445 · √(2.5 / 5)', () => {
    const { value, low, high, level, method } = studentInterval([1, 2, 3, 4, 5], 0.95);
    expect([value, level, method]).toEqual([3, 0.95, 't']);
    expect(high - 3).toBeCloseTo(2.7764451 * Math.sqrt(0.5), 7);
    expect(3 - low).toBeCloseTo(high - 3, 12);
  });

  test('are the whole line for one value, and a point for values all alike', () => {
    expect(studentInterval([4], 0.95)).toMatchObject({ value: 4, low: -Infinity, high: Infinity });
    expect(studentInterval([], 0.95)).toMatchObject({ value: NaN, low: -Infinity, high: Infinity });
    expect(studentInterval([0.1, 0.1, 0.1], 0.95)).toMatchObject({ value: 0.1, low: 0.1, high: 0.1 });
    expect(welchInterval([1], [2, 3], 0.95)).toMatchObject({ low: -Infinity, high: Infinity, pValue: NaN });
    expect(welchInterval([2, 2], [3, 3], 0.95)).toMatchObject({ value: -1, low: -1, high: -1, pValue: 0 });
    expect(pairedStudent([0, 0, 0], 0.95)).toMatchObject({ value: 0, low: 0, high: 0, pValue: 1 });
    expect(welchInterval([2, 2], [3, 4], 0.95).pValue).toBeGreaterThan(0.1);
  });

  test('refuse what is no level', () => {
    expect(() => studentInterval([1, 2], 95)).toThrow(
      new RangeError('a level lies between 0 and 1, as 0.95 does, not 95'),
    );
  });

  test('leave out zero at a level of 1 − p and no lower one', () => {
    const differences = fc.array(fc.integer({ min: -50, max: 80 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(differences, (sample) => {
        const { value, pValue } = pairedStudent(sample, 0.95);
        fc.pre(pValue > 1e-6 && pValue < 0.999);
        const { low, high } = studentInterval(sample, 1 - pValue);
        expect(value > 0 ? low : high).toBeCloseTo(0, 6);
      }),
    );
  });
});

describe('the runs a half-width needs', () => {
  test("by Stein's rule: (2.776445 · √2.5 / 0.5)² is 77.1 of which 78 are whole runs", () => {
    expect(halfWidthRuns([1, 2, 3, 4, 5], 0.5, 0.95)).toBe(78);
  });

  test('are those there are when these are enough, and unknown from one', () => {
    expect(halfWidthRuns([1, 2, 3, 4, 5], 100, 0.95)).toBe(5);
    expect(halfWidthRuns([1], 1, 0.95)).toBeNaN();
    expect(() => halfWidthRuns([1, 2], 0, 0.95)).toThrow(new RangeError('a half-width is above 0, not 0'));
  });
});
