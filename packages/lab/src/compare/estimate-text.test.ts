import { expect, test } from '@jest/globals';
import { estimateText, pText, sizeText } from './estimate-text.ts';

const at = (value: number, low: number, high: number) => ({ value, low, high });

test.each([
  [at(-0.0812, -0.0903, -0.0721), 'fraction', 'difference', '−8.12 (−9.03 to −7.21) points'],
  [at(0.9132, 0.8, 1), 'fraction', 'value', '91 (80 to 100) %'],
  [at(117_234.4, 117_100, 117_400), 'USDT', 'value', '117,234 (117,100 to 117,400) USDT'],
  [at(1_234_567, 1_100_000, 1_300_000), 'USDT', 'difference', '1.23 (1.10 to 1.30) M USDT'],
  [at(5400, 5000, 6000), 's', 'value', '90.0 (83.3 to 100.0) min'],
  [at(-30e6, -60e6, 0), 'us', 'difference', '−30 (−60 to 0) s'],
  [
    at(Date.UTC(2025, 9, 10, 21, 5) * 1000, Date.UTC(2025, 9, 10, 21) * 1000, NaN),
    'us',
    'value',
    '21:05:00 (21:00:00 to –)',
  ],
  [at(12, 12, 12), 'accounts', 'value', '12 (12 to 12) accounts'],
  [at(2.5, NaN, NaN), 'bp', 'value', '2.5 bp'],
  [at(NaN, NaN, NaN), 'bp', 'value', '–'],
  [at(25, 20, Infinity), 'bp', 'value', '25.0 (20.0 to ∞) bp'],
  [at(25, -Infinity, Infinity), 'bp', 'value', '25 (−∞ to ∞) bp'],
  [at(-0.4, -1.2, 0.4), undefined, 'difference', '−0.40 (−1.20 to 0.40)'],
] as const)('the estimate %j of a metric in %s is told as a %s: %s', (estimate, unit, role, text) => {
  expect(estimateText(estimate, unit, role)).toBe(text);
});

test('the size of a fall is told without its sign', () => {
  expect(sizeText(at(-0.081, -0.09, -0.072), 'fraction')).toBe('8.10 points (7.20 to 9.00)');
  expect(sizeText(at(3, -1, 7), 'bp')).toBe('3.0 bp (−1.0 to 7.0)');
});

test('a probability is told to three decimals, and a tiny one as below the last', () => {
  expect([0.0004, 0.0341, 0.5, 1, NaN].map(pText)).toEqual(['< 0.001', '0.034', '0.50', '1.00', '–']);
});
