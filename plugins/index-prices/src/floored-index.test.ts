import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IndexSource } from '@ebb/sdk';
import { market, outside, target } from '../test/index-source.ts';
import plugin, { FlooredIndex, flooredPrice, params } from './floored-index.ts';

const price = (raw: object, ...sources: IndexSource[]): number =>
  new FlooredIndex(params.parse(raw)).price(target('USDe/USDT'), sources);
const book = market('USDe/USDT@alpha', 0.65);
const redemption = outside('USDe', 1);

describe('floored-index', () => {
  test('is an index policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'floored-index', use: FlooredIndex });
  });

  test('lets the redemption price into the index of USDe, as Binance announced on 12 October 2025: half of 0.65 and half of 1', () => {
    expect(price({}, book, redemption)).toBeCloseTo(0.825, 12);
    expect(price({ redemptionWeight: '20%' }, book, redemption)).toBeCloseTo(0.72, 12);
  });

  test('gives USDe a least price, as Binance announced on 12 October 2025', () => {
    expect(price({ floor: '95%' }, book, redemption)).toBe(0.95);
    expect(price({ floor: '95%', redemptionWeight: 0 }, book, redemption)).toBe(0.95);
    expect(price({ floor: '95%' }, { ...book, mid: 0.99 }, redemption)).toBeCloseTo(0.995, 12);
  });

  test('reads the own book without weights, and the weighted sources with them', () => {
    const beta = market('USDe/USDT@beta', 0.95);
    expect(price({ redemptionWeight: 0 }, book, beta, redemption)).toBe(0.65);
    const weights = { 'USDe/USDT@beta': 1 };
    expect(price({ redemptionWeight: 0, weights }, book, beta, redemption)).toBe(0.95);
  });

  test('takes what there is when the book or the redemption rate is missing', () => {
    expect(price({ floor: '95%' }, book)).toBe(0.65);
    expect(price({}, redemption)).toBe(1);
    expect(price({})).toBeNaN();
  });

  test('lies between market and redemption, unless the floor lifts it', () => {
    const value = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(value, value, share, share, (quoted, redeemed, weight, floor) => {
        const found = flooredPrice(quoted, redeemed, weight, floor);
        const low = Math.max(Math.min(quoted, redeemed), floor * redeemed);
        const slack = 1e-12 * Math.max(quoted, redeemed);
        expect(found).toBeGreaterThanOrEqual(low - slack);
        expect(found).toBeLessThanOrEqual(Math.max(quoted, redeemed) + slack);
      }),
    );
  });
});
