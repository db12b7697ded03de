import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets } from './asset.ts';
import { defineInstruments } from './instrument.ts';
import { atomsAtOrBelow, lotsAtOrBelow, priceOf, sizeOf, ticksAtOrAbove, ticksAtOrBelow } from './tick-lot.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'USDe', decimals: 4 },
]);
const market = (tick: number, lot: number) =>
  defineInstruments(assets, [{ kind: 'spot', symbol: 'USDe/USDT', venue: 0, tick, lot }])[0];

describe('the grid', () => {
  const coin = market(0.0001, 10);

  test('takes a price meant to be on a tick as on it, from both sides', () => {
    expect(Math.floor(0.0003 / 0.0001)).toBe(2);
    expect(ticksAtOrBelow(coin, 0.0003)).toBe(3);
    expect(ticksAtOrAbove(coin, 0.0003)).toBe(3);
    expect(ticksAtOrBelow(coin, 0.07)).toBe(700);
    expect(ticksAtOrAbove(coin, 0.07)).toBe(700);
    expect(ticksAtOrBelow(coin, 0.1 + 0.2)).toBe(3000);
    expect(ticksAtOrAbove(coin, 0.1 + 0.2)).toBe(3000);
  });

  test('rounds a price between ticks as asked', () => {
    expect(ticksAtOrBelow(coin, 0.99995)).toBe(9999);
    expect(ticksAtOrAbove(coin, 0.99995)).toBe(10_000);
    expect(ticksAtOrBelow(coin, 0.9999999999)).toBe(9999);
    expect(ticksAtOrAbove(coin, 1.0000000001)).toBe(10_001);
    expect(ticksAtOrBelow(coin, -0.00015)).toBe(-2);
    expect(ticksAtOrAbove(coin, -0.00015)).toBe(-1);
  });

  test('rounds amounts down to the atom', () => {
    expect(Math.floor(0.0003 * 1e4)).toBe(2);
    expect([0.0003, 0.00039, 0.00009, 1234.5678].map((units) => atomsAtOrBelow(assets[0], units))).toEqual([
      3, 3, 0, 12_345_678,
    ]);
    expect(() => atomsAtOrBelow(assets[0], 1e12)).toThrow('an amount of USDT is out of range');
  });

  test('rounds sizes down to the lot', () => {
    expect(lotsAtOrBelow(coin, 129.99)).toBe(12);
    expect(lotsAtOrBelow(coin, 9.99)).toBe(0);
    expect(lotsAtOrBelow(market(0.5, 0.0002), 0.0006)).toBe(3);
    expect(sizeOf(coin, 12)).toBe(120);
  });

  test('has no minus zero', () => {
    expect(ticksAtOrAbove(coin, 0)).toBe(0);
    expect(ticksAtOrAbove(coin, -0.00001)).toBe(0);
    expect(ticksAtOrBelow(coin, -0)).toBe(0);
  });

  test.each([NaN, Infinity, 1e13])('refuses %d', (price) => {
    expect(() => ticksAtOrBelow(coin, price)).toThrow('a price of USDe/USDT is out of range');
    expect(() => ticksAtOrAbove(coin, price)).toThrow('out of range');
    expect(() => lotsAtOrBelow(coin, price * 1e4)).toThrow('a size of USDe/USDT is out of range');
  });

  test('gives back every tick and lot, and the decimal that a person would write', () => {
    const steps = fc.constantFrom(0.0001, 0.0002, 0.0005, 0.001, 0.01, 0.025, 0.1, 0.5, 1, 10);
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 10_000_000 }), (step, count) => {
        const each = market(step, 10);
        const price = priceOf(each, count);
        expect(ticksAtOrBelow(each, price)).toBe(count);
        expect(ticksAtOrAbove(each, price)).toBe(count);
        expect(price).toBe(Number(price.toFixed(each.tickDecimals)));
        expect(lotsAtOrBelow(each, sizeOf(each, count))).toBe(count);
      }),
    );
  });
});
