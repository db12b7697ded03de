import { describe, expect, test } from '@jest/globals';
import { measuredText, rangeText } from './measured-text.ts';

const at = (time: string): number => Date.parse(`2025-10-${time}Z`) * 1000;

describe('a measured number', () => {
  test.each([
    [0.01234, 'fraction', '1.23 %'],
    [1.003417, 'fraction', '100.34 %'],
    [-0.36, 'fraction', '−36 %'],
    [0.98753, 'USDT', '0.98753 USDT'],
    [-15.7, 'bp', '−15.7 bp'],
    [999_999, 'USDT', '999,999 USDT'],
    [4_250_000, 'USDT', '4.25 M USDT'],
    [90, 's', '90 s'],
    [2292, 's', '38.2 min'],
    [7200, 's', '2 h'],
    [172_800, 's', '2 d'],
    [at('10T21:12:48.5'), 'us', '2025-10-10 21:12:48'],
    [NaN, 'USDT', '–'],
    [3, '', '3'],
  ])('%d %s reads %s', (value, unit, expected) => expect(measuredText(value, unit)).toBe(expected));

  test.each([
    [0.01, 0.02, 'fraction', '1 to 2 %'],
    [0.5, 0.75, 'USDT', '0.5 to 0.75 USDT'],
    [90, 180, 's', '90 s to 3 min'],
    [999_000, 1_500_000, 'USDT', '999,000 USDT to 1.50 M USDT'],
    [at('10T21:12:48'), at('10T21:20:00'), 'us', '2025-10-10 21:12:48 to 21:20:00'],
    [at('10T23:12:48'), at('11T01:20:00'), 'us', '2025-10-10 23:12:48 to 2025-10-11 01:20:00'],
    [2, 3, '', '2 to 3'],
  ])('from %d to %d %s reads %s', (low, high, unit, expected) => expect(rangeText([low, high], unit)).toBe(expected));
});
