import { describe, expect, test } from '@jest/globals';
import { toChoice, toExponential, toNormal, toPareto, toUniformIn } from './distributions.ts';

/** The greatest uniform draw. */
const MOST = 1 - 1 / 9_007_199_254_740_992;

describe('the ends of a uniform draw', () => {
  test('give finite values, and those of the two ends are alike', () => {
    expect(toNormal(0)).toBeLessThan(-8.2);
    expect(toNormal(0)).toBeGreaterThan(-8.4);
    expect(toNormal(MOST)).toBeGreaterThan(8.2);
    expect(toNormal(MOST)).toBeLessThan(8.4);
    expect(toExponential(0, 5)).toBe(0);
    expect(toExponential(MOST, 5)).toBeCloseTo(5 * 36.7368, 3);
    expect(toPareto(0, { min: 3, alpha: 2 })).toBe(3);
    expect(toPareto(MOST, { min: 1, alpha: 1 })).toBeCloseTo(9_007_199_254_740_992, -3);
  });

  test('stay below the upper bound, even where rounding would reach it', () => {
    const step = 2.220446049250313e-16;
    expect(1 + MOST * step).toBe(1 + step);
    expect(toUniformIn(MOST, 1, 1 + step)).toBe(1);
    expect(toUniformIn(0, -2, 7)).toBe(-2);
  });

  test('choose the first and the last item', () => {
    for (const weights of [undefined, [0.1, 0.1, 0.1]]) {
      expect(toChoice(0, ['a', 'b', 'c'], weights)).toBe('a');
      expect(toChoice(MOST, ['a', 'b', 'c'], weights)).toBe('c');
    }
    expect(toChoice(0, ['a', 'b', 'c'], [0, 1, 0])).toBe('b');
    expect(toChoice(MOST, ['a', 'b', 'c'], [0, 1, 0])).toBe('b');
  });
});
