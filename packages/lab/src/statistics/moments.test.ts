import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moments } from './moments.ts';

describe('moments', () => {
  test('of 1, 2, 3, 10 by hand: mean 4, variance 50/3, skewness √12/2 · 45/12.5^1.5', () => {
    const { n, mean, sd, skewness } = moments([1, 2, 3, 10]);
    expect([n, mean]).toEqual([4, 4]);
    expect(sd).toBeCloseTo(Math.sqrt(50 / 3), 12);
    expect(skewness).toBeCloseTo(((Math.sqrt(12) / 2) * 45) / 12.5 ** 1.5, 12);
  });

  test("keep their digits on NIST's NumAcc4: 1,001 values about 10,000,000.2 with a deviation of 0.1", () => {
    const values = Array.from({ length: 1_001 }, (_, i) => 10_000_000 + (i === 0 ? 0.2 : i % 2 === 1 ? 0.1 : 0.3));
    expect(moments(values).mean).toBeCloseTo(10_000_000.2, 8);
    // The values are written in binary, which moves the deviation in its ninth digit.
    expect(moments(values).sd).toBeCloseTo(0.1, 8);
  });

  test('of values all alike have no spread, though 0.1 is no binary number', () => {
    expect(moments(new Float64Array(10).fill(0.1))).toEqual({ n: 10, mean: 0.1, sd: 0, skewness: NaN });
  });

  test('of too few values are no numbers', () => {
    expect(moments([])).toEqual({ n: 0, mean: NaN, sd: NaN, skewness: NaN });
    expect(moments([7])).toEqual({ n: 1, mean: 7, sd: NaN, skewness: NaN });
    expect(moments([7, 8]).skewness).toBeNaN();
    expect(moments([1, Infinity]).sd).toBeNaN();
  });

  test('shift and scale along with the values', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.5, max: 9, noNaN: true }), (sample, scale) => {
        const [before, after] = [moments(sample), moments(sample.map((value) => 1_000 - scale * value))];
        expect(after.mean).toBeCloseTo(1_000 - scale * before.mean, 8);
        expect(after.sd).toBeCloseTo(scale * before.sd, 8);
        if (before.sd > 0.01) expect(after.skewness).toBeCloseTo(-before.skewness, 6);
      }),
    );
  });
});
