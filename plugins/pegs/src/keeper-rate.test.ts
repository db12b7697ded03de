import { expect, test } from '@jest/globals';
import { keeperRate } from './keeper-rate.ts';

const terms = { rate: 0.1, sigma: 0.02, target: 0.1 };
const yearly = (price: number, share: number): number => Math.expm1(keeperRate(price, share, terms));

test('Curve’s deployment of 2023: 10 % if keepers are empty, 4 % at their target; sigma is 2 % at the target', () => {
  expect(yearly(1, 0)).toBeCloseTo(0.1, 12);
  expect(Math.round(100 * yearly(1, 0.1))).toBe(4);
  expect(yearly(0.98, 0.1)).toBeCloseTo(0.1, 12);
});

test('AggMonetaryPolicy.vy (MAX_RATE): at most 300 % a year, however cheap the coin', () => {
  expect(yearly(0.9, 0)).toBeCloseTo(3, 9);
  expect(yearly(0, 0)).toBeCloseTo(3, 9);
  expect(yearly(1.1, 1)).toBeLessThan(1e-6);
});
