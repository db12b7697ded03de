import { describe, expect, test } from '@jest/globals';
import { halfSpread, reservationPrice } from './avellaneda-stoikov.ts';

/** The setting of the paper's simulations (section 3.3): s = 100, T = 1, σ = 2, k = 1.5. */
const VARIANCE_AT_START = 4;
const DECAY = 1.5;

describe('the formulae of Avellaneda and Stoikov', () => {
  test('lean against inventory, less so as the end comes near', () => {
    expect(reservationPrice(100, 0, 0.1, VARIANCE_AT_START)).toBe(100);
    expect(reservationPrice(100, 5, 0.1, VARIANCE_AT_START)).toBe(98);
    expect(reservationPrice(100, -5, 0.1, VARIANCE_AT_START / 2)).toBe(101);
  });

  test.each([
    [0.1, 1.49],
    [0.01, 1.35],
  ])('give, at γ = %d, the average spread of the paper: %d', (riskAversion, averageSpread) => {
    const halfTheTime = VARIANCE_AT_START / 2;
    expect(2 * halfSpread(riskAversion, halfTheTime, DECAY)).toBeCloseTo(averageSpread, 2);
  });

  test('have the limit 1/k for a dealer who does not mind risk', () => {
    expect(halfSpread(0, VARIANCE_AT_START, DECAY)).toBeCloseTo(2 / 3);
    expect(halfSpread(1e-9, 0, DECAY)).toBeCloseTo(2 / 3, 6);
  });
});
