import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bcaInterval, pairedBootstrap, pairedDifference, unpairedDifference } from './bca-interval.ts';
import { moments } from './moments.ts';
import { quantile } from './quantile.ts';
import { studentInterval } from './student-interval.ts';
import { correlation } from './variance-reduction.ts';

/** Spatial perception of 26 children, tests A and B (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, table 14.1). */
const A = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];
const B = [42, 33, 16, 39, 38, 36, 15, 33, 20, 43, 34, 22, 7, 15, 34, 29, 41, 13, 38, 25, 27, 41, 28, 14, 28, 40];

const mean = (values: Float64Array): number => moments(values).mean;
const median = (values: Float64Array): number => quantile(values, 0.5);

function plugInVariance(values: Float64Array): number {
  const { n, sd } = moments(values);
  return (sd * sd * (n - 1)) / n;
}

describe('the BCa interval', () => {
  test('of the variance of test A is near Efron and Tibshirani (1993, section 14.3): 171.5, from 115.8 to 259.6', () => {
    const { value, low, high, method } = bcaInterval(A, plugInVariance, { level: 0.9, resamples: 20_000, seed: 1 });
    expect(value).toBeCloseTo(171.5, 1);
    // Theirs are of 2,000 resamples; ends so far out stray by a few per cent.
    expect(Math.abs(low - 115.8)).toBeLessThan(2);
    expect(Math.abs(high - 259.6)).toBeLessThan(4);
    expect(method).toBe('BCa');
  });

  test('of a correlation draws whole pairs: torn apart, A and B would show none', () => {
    const estimate = pairedBootstrap(A, B, correlation, { seed: 1 });
    expect(estimate.value).toBeCloseTo(correlation(A, B), 12);
    expect(estimate.low).toBeGreaterThan(0.4);
    expect(estimate.high).toBeLessThan(0.97);
    expect(estimate.pValue).toBeLessThan(0.01);
  });

  test('of a mean is about that of t where the sample is large and even', () => {
    const values = Array.from({ length: 300 }, (_, i) => (i * 37) % 300);
    const [own, t] = [bcaInterval(values, mean, { seed: 3, resamples: 5_000 }), studentInterval(values, 0.95)];
    expect(own.low / t.low).toBeCloseTo(1, 1);
    expect(own.high / t.high).toBeCloseTo(1, 1);
  });

  test('depends on the seed alone', () => {
    const [one, same, other] = ['7', 7, 8].map((seed) => bcaInterval(A, mean, { seed }));
    expect(one).toEqual(same);
    expect(other!.low).not.toBe(one!.low);
  });

  test('is a point where all are alike, the whole line for one value, and endless where the sample is', () => {
    expect(bcaInterval([5, 5, 5], mean, { seed: 1 })).toMatchObject({ value: 5, low: 5, high: 5 });
    expect(bcaInterval([5], mean, { seed: 1 })).toMatchObject({ value: 5, low: -Infinity, high: Infinity });
    expect(bcaInterval([], mean, { seed: 1 })).toMatchObject({ value: NaN, low: -Infinity, high: Infinity });
    const never = [...A, ...Array.from({ length: 12 }, () => Infinity)];
    expect(bcaInterval(never, (values) => quantile(values, 0.75), { seed: 1 })).toMatchObject({ high: Infinity });
  });

  test('of a maximum, which no resample exceeds, ends at it', () => {
    const { value, low, high } = bcaInterval(A, (values) => values.at(-1)!, { seed: 1 });
    expect([value, high]).toEqual([48, 48]);
    expect(low).toBeLessThan(48);
  });

  test('has no ends where a resample has no number, and refuses no resamples', () => {
    const odd = (values: Float64Array): number => (values[0] === values.at(-1) ? NaN : mean(values));
    expect(bcaInterval([1, 2, 3], odd, { seed: 1 })).toMatchObject({ value: 2, low: NaN, high: NaN });
    expect(() => bcaInterval(A, mean, { seed: 1, resamples: 0 })).toThrow(RangeError);
    expect(() => bcaInterval(A, mean, { seed: 1, level: 95 })).toThrow(RangeError);
  });

  test('shifts and scales along with the values, and does not mind their order', () => {
    const sample = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 5, maxLength: 25 });
    fc.assert(
      fc.property(sample, fc.integer({ min: 2, max: 9 }), (values, scale) => {
        const options = { seed: 4, resamples: 200 };
        const plain = bcaInterval(values, median, options);
        const moved = bcaInterval(
          values.map((value) => scale * value - 50),
          median,
          options,
        );
        expect(moved.low).toBeCloseTo(scale * plain.low - 50, 6);
        expect(moved.high).toBeCloseTo(scale * plain.high - 50, 6);
        const turned = bcaInterval(values.toReversed(), median, { ...options, resamples: 4_000 });
        const straight = bcaInterval(values, median, { ...options, resamples: 4_000 });
        expect(turned.value).toBe(straight.value);
        expect(plain.low).toBeLessThanOrEqual(plain.high);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the bootstrap of a difference', () => {
  const options = { seed: 5, resamples: 1_000 };

  test('over pairs is far narrower than over independent samples when the sides move together', () => {
    const [first, second] = [A.map((value, i) => value + 3 + (i % 3)), A];
    const paired = pairedDifference(first, second, mean, options);
    const unpaired = unpairedDifference(first, second, mean, options);
    expect(paired.value).toBeCloseTo(unpaired.value, 12);
    expect(unpaired.high - unpaired.low).toBeGreaterThan(8 * (paired.high - paired.low));
    expect([paired.method, unpaired.method]).toEqual(['paired BCa', 'BCa']);
  });

  test('of means is that of the differences', () => {
    const differences = A.map((value, i) => value - B[i]!);
    const [pairs, single] = [
      pairedDifference(A, B, mean, { seed: 1, resamples: 8_000 }),
      bcaInterval(differences, mean, { seed: 1, resamples: 8_000 }),
    ];
    expect(pairs.value).toBeCloseTo(single.value, 10);
    expect(Math.abs(pairs.low - single.low)).toBeLessThan(0.2);
    expect(Math.abs(pairs.high - single.high)).toBeLessThan(0.2);
  });

  test('leaves out zero at a level of about 1 − p', () => {
    const { pValue } = pairedDifference(A, B, mean, options);
    const above = pairedDifference(A, B, mean, { ...options, level: 1 - pValue * 0.8 });
    const below = pairedDifference(A, B, mean, { ...options, level: 1 - pValue * 1.2 });
    expect(above.low * above.high).toBeLessThan(0);
    expect(below.low * below.high).toBeGreaterThan(0);
  });

  test('of quantiles that are one and the same is zero, with nothing to reject', () => {
    expect(pairedDifference(A, A, median, options)).toMatchObject({ value: 0, low: 0, high: 0, pValue: 1 });
  });

  test('needs as many values on both sides only when it pairs', () => {
    expect(() => pairedDifference(A, [1], mean, options)).toThrow(
      new RangeError('pairs need as many values on both sides, not 26 and 1'),
    );
    expect(unpairedDifference(A, B.slice(3), mean, options).low).toBeLessThan(5);
  });
});
