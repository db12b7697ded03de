import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loopedCarry, loopedLeverage, unitsToSell } from './looped-leverage.ts';

describe('leverage by loops', () => {
  test.each([
    [0.8, 1, 1],
    [0.8, 3, 1 + 0.8 + 0.64],
    [0.5, 4, 1.875],
    [0, 5, 1],
  ])('an LTV of %d and %d supplies: the sum of the geometric series is %d', (ltv, supplies, leverage) => {
    expect(loopedLeverage(ltv, supplies)).toBeCloseTo(leverage, 12);
  });

  test('is below 1 ÷ (1 − LTV), which no number of loops reaches', () => {
    const ltvs = fc.double({ min: 0.01, max: 0.95, noNaN: true });
    const check = (ltv: number, supplies: number): void =>
      expect(loopedLeverage(ltv, supplies)).toBeLessThanOrEqual(1 / (1 - ltv));
    fc.assert(fc.property(ltvs, fc.integer({ min: 1, max: 40 }), check));
  });

  test('carries the yield of all less interest on what is borrowed', () => {
    expect(loopedCarry(3, 0.1, 0.06)).toBeCloseTo(0.18, 12);
    expect(loopedCarry(3, 0.1, 0.16)).toBeCloseTo(-0.02, 12);
    expect(loopedCarry(1, 0.1, 5)).toBeCloseTo(0.1, 12);
  });

  test('sells what makes its health the target, and no more', () => {
    const check = (collateral: number, debtShare: number, cheaper: number): void => {
      const debt = collateral * debtShare;
      const health = (collateral * 0.85) / debt;
      const units = unitsToSell({ debt, health }, 1.2, 0.85, 1, 1 - cheaper);
      if (health >= 1.2) return expect(units).toBe(0);
      expect((0.85 * (collateral - units)) / (debt - units * (1 - cheaper))).toBeCloseTo(1.2, 9);
    };
    const shares = fc.double({ min: 0.5, max: 0.8, noNaN: true });
    const prices = fc.double({ min: 0, max: 0.02, noNaN: true });
    fc.assert(fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), shares, prices, check));
  });

  test('says so when sales do more harm than good', () => {
    expect(unitsToSell({ debt: 80, health: 1 }, 1.2, 0.85, 1, 0.7)).toBe(Infinity);
  });
});
