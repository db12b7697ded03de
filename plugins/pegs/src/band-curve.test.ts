import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bandCeiling, bandCurve, bandFloor, bandPrice, bandStart, bandTop } from './band-curve.ts';

const A = 100;

describe('a band of prices', () => {
  test('AMM.vy (p_oracle_up): band n begins at base · ((A − 1) ÷ A)^n, above the base for a negative n', () => {
    expect(bandTop(3000, A, 0)).toBe(3000);
    expect(bandTop(3000, A, 1)).toBeCloseTo(2970, 9);
    expect(bandTop(3000, A, 69)).toBeCloseTo(3000 * 0.499837, 1);
    expect(bandTop(3000, A, -1)).toBeCloseTo(3030.303, 3);
    expect(bandTop(bandTop(3000, A, 37), A, -37)).toBeCloseTo(3000, 8);
  });

  test('AMM.vy (_p_current_band): it quotes from p³ ÷ top² to (A ÷ (A − 1))² times as much', () => {
    expect(bandFloor(3000, 3000)).toBe(3000);
    expect(bandFloor(2985, 3000)).toBeCloseTo(2955.2246, 4);
    expect(bandCeiling(2985, 3000, A)).toBeCloseTo(2955.2246 / 0.99 / 0.99, 3);
    // Half of its width further down the oracle's price is the middle of what it quotes.
    const price = 3000 * Math.sqrt(0.99);
    expect(Math.sqrt(bandFloor(price, 3000) * bandCeiling(price, 3000, A))).toBeCloseTo(price, 6);
  });

  test('Curve stablecoin design, equation of y0: all its collateral while the oracle stands at its top', () => {
    expect(bandStart({ x: 0, y: 7 }, 3000, 3000, A)).toBeCloseTo(7, 12);
    const { f, g, invariant } = bandCurve({ x: 0, y: 7 }, 3000, 3000, A);
    expect([f, g]).toEqual([100 * 7 * 3000, 99 * 7]);
    // The invariant is p · A² · y0².
    expect(invariant).toBeCloseTo(3000 * 100 * 100 * 49, 3);
    // What it holds of both is a root: p·A·y0² − y0·(top·(A − 1)·x ÷ p + p²·A·y ÷ top) − x·y = 0.
    const y0 = bandStart({ x: 9000, y: 4 }, 2985, 3000, A);
    const b = (3000 * 99 * 9000) / 2985 + ((2985 * 2985 * 100) / 3000) * 4;
    expect(2985 * 100 * y0 * y0 - y0 * b).toBeCloseTo(9000 * 4, 2);
  });

  test('its price goes with its own contents from the lowest to the highest', () => {
    const price = (x: number, y: number): number => bandPrice({ x, y }, 2985, 3000, A);
    expect(price(0, 5)).toBe(bandFloor(2985, 3000));
    expect(price(15_000, 0)).toBe(bandCeiling(2985, 3000, A));
    expect(price(1, 5)).toBeGreaterThan(price(0, 5));
    expect(price(14_999, 0.001)).toBeLessThan(price(15_000, 0));
  });

  test('falls three times as fast as the oracle', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.05, noNaN: true }), (fall) => {
        const [before, after] = [2990, 2990 * (1 - fall)].map((price) => bandFloor(price, 3000));
        expect(after / before).toBeCloseTo((1 - fall) * (1 - fall) * (1 - fall), 9);
      }),
    );
  });
});
