import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bandCurve } from './band-curve.ts';
import type { BandHolding } from './band-curve.ts';
import { coinsDown } from './band-worth.ts';

const A = 100;
const TOP = 3000;

/** What a band holds once it has been traded, without fee, to a price. */
function tradedTo({ x, y }: BandHolding, price: number): BandHolding {
  const { f, g, invariant } = bandCurve({ x, y }, price, TOP, A);
  const left = Math.min(Math.max(Math.sqrt(invariant / price) - g, 0), invariant / f - g);
  return { x: Math.max(invariant / (g + left) - f, 0), y: left };
}

describe('what a band comes to on the way down', () => {
  test('AMM.vy (get_x_down): collateral below the oracle sells at the geometric mean of the band', () => {
    expect(coinsDown({ x: 0, y: 2 }, 3500, TOP, A)).toBeCloseTo(2 * 3000 * Math.sqrt(0.99), 6);
    expect(coinsDown({ x: 500, y: 0 }, 2000, TOP, A)).toBe(500);
    expect(coinsDown({ x: 0, y: 0 }, 2985, TOP, A)).toBe(0);
  });

  test('is what small steps of the oracle come to when each gap is traded away', () => {
    fc.assert(
      fc.property(fc.double({ min: 2972, max: 2999, noNaN: true }), (start) => {
        let held = tradedTo({ x: 0, y: 5 }, start);
        const expected = coinsDown(held, start, TOP, A);
        for (let price = start; price > 2969; price *= 0.99999) held = tradedTo(held, price);
        expect(held.y).toBeLessThan(1e-9);
        expect(held.x / expected).toBeCloseTo(1, 4);
      }),
      { numRuns: 10 },
    );
  });

  test('AMM.vy (get_x_down): what is on the wrong side of the oracle is traded to its right side first', () => {
    const middle = (price: number): number => (price * price * price) / (TOP * TOP) / 0.99;
    // Coins above the oracle: bought back at the middle of what the band quotes, then sold on the way down.
    expect(coinsDown({ x: 6000, y: 0 }, 3300, TOP, A)).toBeCloseTo((6000 / middle(3300)) * 3000 * Math.sqrt(0.99), 6);
    expect(coinsDown({ x: 0, y: 2 }, 2700, TOP, A)).toBeCloseTo(2 * middle(2700), 6);
    const mixed = [3300, 2700].map((price) => coinsDown({ x: 3000, y: 1 }, price, TOP, A));
    expect(mixed[0]).toBeLessThan(6000);
    expect(mixed[1]).toBeLessThan(6000);
  });
});
