import { describe, expect, test } from '@jest/globals';
import { ocba, ocbaShares } from './ocba.ts';

const systems = (means: readonly number[], variances: readonly number[]) =>
  means.map((mean, index) => ({ mean, sd: Math.sqrt(variances[index]!) }));

describe('OCBA', () => {
  test('gives what Chen and Lee (2010) print for five designs, 32 replicates so far and 100 more', () => {
    const five = systems([1.2, 2.1, 3.4, 4.87, 6.05], [3.3, 2.0, 4.5, 5.3, 6.9]);
    expect(ocba(five, [12, 6, 5, 5, 4], 100)).toEqual([48, 38, 11, 2, 1]);
  });

  test('gives what Chen and Lee (2010, p. 49) print for means 1 to 5, variances 1, 1, 9, 9, 4 and 50 replicates', () => {
    const shares = ocbaShares(systems([1, 2, 3, 4, 5], [1, 1, 9, 9, 4]));
    expect(shares.map((share) => Math.round(50 * share))).toEqual([11, 9, 19, 9, 2]);
  });

  test('keeps the ratios of theorem 1 of Chen, Lin, Yücesan and Chick (2000)', () => {
    const shares = ocbaShares(systems([4, 1, 2.5, 8], [4, 9, 1, 16]));
    // Distances to the best: 3, 1.5, 7; spreads 2, 1, 4 and of the best 3.
    expect(shares[0]! / shares[2]!).toBeCloseTo((2 / 3 / (1 / 1.5)) ** 2, 12);
    expect(shares[3]! / shares[2]!).toBeCloseTo((4 / 7 / (1 / 1.5)) ** 2, 12);
    const others = [shares[0]! / 2, shares[2]!, shares[3]! / 4];
    expect(shares[1]!).toBeCloseTo(3 * Math.hypot(...others), 12);
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
  });

  test('hands out the whole budget where some had more than their share, and where means or spreads are equal', () => {
    const cases = [
      { means: [1, 2, 3], variances: [1, 1, 1], counts: [0, 0, 500] },
      { means: [1, 1, 1], variances: [1, 4, 1], counts: [10, 10, 10] },
      { means: [1, 2, 3], variances: [0, 0, 0], counts: [10, 10, 10] },
      { means: [1, 2, 3], variances: [1, 0, 1], counts: [10, 10, 10] },
    ];
    for (const { means, variances, counts } of cases) {
      const more = ocba(systems(means, variances), counts, 97);
      expect(more.reduce((sum, count) => sum + count)).toBe(97);
      expect(more.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
    }
    expect(ocba(systems([1, 2, 3], [1, 1, 1]), [0, 0, 500], 97)[2]).toBe(0);
    expect(ocba(systems([1, 2, 3], [1, 0, 1]), [10, 10, 10], 97)[1]).toBe(0);
  });

  test('does not change with the unit of what is measured', () => {
    const shares = ocbaShares(systems([1, 2, 3, 4, 5], [1, 1, 9, 9, 4]));
    const large = ocbaShares(systems([1e9, 2e9, 3e9, 4e9, 5e9], [1e18, 1e18, 9e18, 9e18, 4e18]));
    shares.forEach((share, index) => expect(large[index]).toBeCloseTo(share, 12));
  });

  test('refuses a single system', () => {
    expect(() => ocbaShares(systems([1], [1]))).toThrow('expected two systems or more to choose from, found 1');
  });
});
