import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bandCurve, bandPrice } from './band-curve.ts';
import { bandFee, buyFromBand, sellToBand } from './band-trade.ts';

const A = 100;
const TOP = 30;
const prices = fc.double({ min: 20, max: 45, noNaN: true });
const holdings = fc.record({ x: fc.integer({ min: 0, max: 3e10 }), y: fc.integer({ min: 1, max: 1e9 }) });
const fees = fc.constantFrom(0, 0.0001, 0.006);
const sizes = fc.integer({ min: 1, max: 4e10 });

describe('a trade with one band', () => {
  test('AMM.vy (calc_swap_out): all of a band’s collateral costs its geometric mean and the fee', () => {
    const price = TOP * Math.sqrt(0.99);
    const terms = { amplification: A, price, fee: 0.006 };
    const trade = buyFromBand({ x: 0, y: 1e9 }, TOP, 1e12, Infinity, terms);
    expect(trade).toMatchObject({ got: 1e9, through: true });
    expect(trade.given / 1e9 / price).toBeCloseTo(1 / 0.994, 6);
  });

  test('AMM.vy (get_dynamic_fee): a quarter of the distance where the oracle is beyond the band', () => {
    const terms = { amplification: A, fee: 0.006 };
    expect(bandFee(TOP, { ...terms, price: 29.9 })).toBe(0.006);
    expect(bandFee(TOP, { ...terms, price: 33 })).toBeCloseTo((1 - 1 / 1.21) / 4, 9);
    expect(bandFee(TOP, { ...terms, price: 27 })).toBeCloseTo((1 - 0.81 / 0.9801) / 4, 9);
  });

  test('goes no further than the limit, which counts the fee', () => {
    const terms = { amplification: A, price: TOP * 0.995, fee: 0.006 };
    const held = { x: 1.5e10, y: 5e8 };
    const middle = bandPrice(held, terms.price, TOP, A);
    expect(buyFromBand(held, TOP, 1e12, middle, terms)).toEqual({ given: 0, got: 0, through: false });
    expect(sellToBand(held, TOP, 1e12, middle, terms)).toEqual({ given: 0, got: 0, through: false });
    const limit = (middle * 1.001) / 0.994;
    const trade = buyFromBand(held, TOP, 1e12, limit, terms);
    const { f, g } = bandCurve(held, terms.price, TOP, A);
    expect((f + held.x + trade.given * 0.994) / (g + held.y - trade.got) / 0.994 / limit).toBeCloseTo(1, 6);
    expect(trade.given / trade.got).toBeLessThan(limit);
  });

  test('its invariant never falls, and what is left is never negative', () => {
    fc.assert(
      fc.property(holdings, prices, fees, sizes, fc.boolean(), (held, price, fee, most, isBuy) => {
        const terms = { amplification: A, price, fee };
        const { f, g, invariant } = bandCurve(held, price, TOP, A);
        const trade = (isBuy ? buyFromBand : sellToBand)(held, TOP, most, isBuy ? Infinity : 0, terms);
        const x = held.x + (isBuy ? trade.given : -trade.got);
        const y = held.y + (isBuy ? -trade.got : trade.given);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect([x, y].every(Number.isSafeInteger)).toBe(true);
        expect((f + x) * (g + y)).toBeGreaterThanOrEqual(invariant * (1 - 1e-15));
      }),
      { numRuns: 500 },
    );
  });

  test('nobody gains by going there and back while the oracle stands still', () => {
    fc.assert(
      fc.property(holdings, prices, fees, sizes, (held, price, fee, most) => {
        const terms = { amplification: A, price, fee };
        const there = buyFromBand(held, TOP, most, Infinity, terms);
        const now = { x: held.x + there.given, y: held.y - there.got };
        const back = sellToBand(now, TOP, there.got, 0, terms);
        expect(back.got).toBeLessThanOrEqual(there.given);
      }),
      { numRuns: 500 },
    );
  });
});
