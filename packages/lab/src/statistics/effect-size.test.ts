import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cohenD, cohenDz, hedgesCorrection } from './effect-size.ts';
import { pairedSuperiority, superiority } from './superiority.ts';
import { correlation, differencesOf, varianceReduction } from './variance-reduction.ts';

/** Hours of sleep gained on two drugs ("Student", 1908): R's data set `sleep`. */
const FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe('effect sizes', () => {
  test("come from t on Student's sleep: d = −1.8608 · √(1/10 + 1/10), d_z = −4.0621 / √10", () => {
    expect(cohenD(FIRST, SECOND)).toBeCloseTo(-1.8608 * Math.sqrt(0.2), 4);
    expect(cohenDz(differencesOf(FIRST, SECOND))).toBeCloseTo(-4.0621 / Math.sqrt(10), 4);
    expect([cohenD([1, 1], [2, 2]), cohenDz([1, 1])]).toEqual([NaN, NaN]);
  });

  test.each([
    [2, 0.5642],
    [3, 0.7236],
    [10, 0.9228],
    [20, 0.9619],
    [50, 0.9849],
  ])('are corrected for %i degrees of freedom by %d, as table 1 of Hedges (1981)', (freedom, expected) => {
    expect(Math.abs(hedgesCorrection(freedom) - expected)).toBeLessThan(1.01e-4);
    expect(hedgesCorrection(1)).toBeNaN();
  });
});

describe('the chance of superiority', () => {
  test('counts pairs by hand: of 1, 2, 3 against 2, 4 the second wins four, ties one and loses one', () => {
    expect(superiority([1, 2, 3], [2, 4], 0.95).value).toBeCloseTo(4.5 / 6, 12);
    expect(pairedSuperiority([1, 2, 3, 9], [2, 2, 5, 8], 0.95).value).toBe(2.5 / 4);
  });

  test("is no point where samples lie apart: Newcombe's method 5, solved by hand for three against three", () => {
    const { value, low, high } = superiority([1, 2, 3], [4, 5, 6], 0.95);
    expect([value, high]).toEqual([1, 1]);
    // (1 − x)² = z² x (1 − x) (1 + 2 (1 − x) / (2 − x) + 2 x / (1 + x)) / 9
    const right = low * (1 + (2 * (1 - low)) / (2 - low) + (2 * low) / (1 + low));
    expect(1 - low).toBeCloseTo((1.959963984540054 ** 2 * right) / 9, 10);
    expect(superiority([4, 5, 6], [1, 2, 3], 0.95).high).toBeCloseTo(1 - low, 10);
    expect(superiority([], [1], 0.95)).toMatchObject({ value: NaN, low: 0, high: 1 });
  });

  test('mirrors as the samples change places, holds its estimate, and sees ranks alone', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const [one, other] = [superiority(a, b, 0.9), superiority(b, a, 0.9)];
        expect(one.value).toBeCloseTo(1 - other.value, 12);
        expect(one.low).toBeCloseTo(1 - other.high, 8);
        expect(one.low).toBeLessThanOrEqual(one.value);
        expect(one.high).toBeGreaterThanOrEqual(one.value);
        const curved = superiority(
          a.map((x) => x ** 3 - 5),
          b.map((x) => x ** 3 - 5),
          0.9,
        );
        expect(curved).toEqual(one);
      }),
    );
  });
});

describe('pairing', () => {
  test("on Student's sleep correlates the drugs by 0.7952, as R has it, and saves runs by (var a + var b) / var(a − b)", () => {
    expect(correlation(FIRST, SECOND)).toBeCloseTo(0.7952, 4);
    // R: (var(a) + var(b)) / var(a - b) with 3.200556, 4.009 and 1.512889.
    expect(varianceReduction(FIRST, SECOND)).toBeCloseTo((3.200556 + 4.009) / 1.512889, 4);
  });

  test('saves without bound where the difference does not vary, and says nothing where nothing does', () => {
    expect(varianceReduction([1, 2, 4], [2, 3, 5])).toBe(Infinity);
    expect(varianceReduction([1, 1], [2, 2])).toBeNaN();
    expect(correlation([1, 1], [2, 3])).toBeNaN();
    expect(correlation([1, 2, 4], [2, 3, 5])).toBeCloseTo(1, 12);
    expect(() => correlation([1, 2], [1])).toThrow(RangeError);
  });
});
