import { describe, expect, test } from '@jest/globals';
import { formatAmount, formatClock, formatCount, formatPercent, formatPrice, formatSpan } from './format.ts';

describe('numbers for people', () => {
  test.each([
    [0, '0'],
    [0.25, '0.25'],
    [0.000012345, '0.0000123'],
    [1, '1'],
    [12.5, '12.5'],
    [999, '999'],
    [999.6, '1.00 k'],
    [1_000, '1.00 k'],
    [1_240_000, '1.24 M'],
    [999_700, '1.00 M'],
    [85_310, '85.3 k'],
    [19_310_000_000, '19.3 bn'],
    [2.5e15, '2500 tn'],
    [-350_000, '−350 k'],
    [-0.0000000000001, '−1.00e-13'],
    [NaN, '–'],
    [Infinity, '–'],
  ])('the amount %p is %p', (value, text) => expect(formatAmount(value)).toBe(text));

  test.each([
    [0, '0 s'],
    [90, '90 s'],
    [2292, '38.2 min'],
    [7200, '2 h'],
    [-172_800, '−2 d'],
    [NaN, '–'],
  ])('%p seconds are %p', (seconds, text) => expect(formatSpan(seconds)).toBe(text));

  test('an amount carries its unit', () => expect(formatAmount(1_240_000, 'USDT')).toBe('1.24 M USDT'));

  test.each([
    [117_000, '117,000'],
    [116_990.4, '116,990'],
    [4.1025, '4.1025'],
    [0.0352, '0.0352'],
    [0.000001234567, '0.00000123457'],
    [1, '1'],
    [0, '0'],
    [1_234_567.8, '1,234,568'],
    [NaN, '–'],
  ])('the price %p is %p', (value, text) => expect(formatPrice(value)).toBe(text));

  test.each([
    [0.345, 1, '34.5 %'],
    [-0.0312, 1, '−3.1 %'],
    [-0.0001, 1, '0.0 %'],
    [0.0312, 2, '3.12 %'],
    [NaN, 1, '–'],
  ])('the fraction %p with %p decimals is %p', (value, decimals, text) =>
    expect(formatPercent(value, decimals)).toBe(text),
  );

  test.each([
    [0, '0'],
    [1604, '1,604'],
    [-12_345_678, '−12,345,678'],
    [NaN, '–'],
  ])('the count %p is %p', (value, text) => expect(formatCount(value)).toBe(text));

  test.each([
    [Date.UTC(2025, 9, 10, 21, 19, 5) * 1000 + 999_999, '21:19:05'],
    [Date.UTC(2025, 9, 10) * 1000, '00:00:00'],
    [undefined, '–'],
  ])('the instant %p is at %p', (timeUs, text) => expect(formatClock(timeUs)).toBe(text));
});
