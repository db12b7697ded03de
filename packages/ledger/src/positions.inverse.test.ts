import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets } from './asset.ts';
import { defineInstruments } from './instrument.ts';
import { NO_POSITION } from './position-slots.ts';
import { Positions } from './positions.ts';

const assets = defineAssets([
  { symbol: 'USD', decimals: 2 },
  { symbol: 'BTC', decimals: 8 },
]);
const instruments = defineInstruments(assets, [
  { kind: 'perp', symbol: 'BTC/USD:BTC', venue: 0, tick: 1, lot: 1, multiplier: 100 },
]);
const [COIN, ME] = [0, 7];

/** Atoms of 100 USD at a price of one USD. */
const VALUE = 1e10;

/** size × multiplier × (1 / entry − 1 / exit) in BTC atoms, as a fraction. */
const gainOf = (lots: number, entry: number, exit: number): number => lots * VALUE * (1 / entry - 1 / exit);

describe('an inverse perpetual', () => {
  const state = (positions: Positions) => [positions.sizeLots(ME, COIN), positions.costAtoms(ME, COIN)];

  test.each([
    ['a long in profit', 10, 9_000, 10_000],
    ['a long at a loss', 10, 9_000, 8_000],
    ['a short in profit', -10, 9_000, 8_000],
    ['a short at a loss', -10, 9_000, 10_000],
  ])(
    'pays %s size × multiplier × (1 / entry − 1 / exit) (Binance, A Beginner’s Guide to Futures Trading, COIN-M)',
    (_, lots, entry, exit) => {
      const positions = new Positions(instruments);
      expect(positions.applyFill(ME, COIN, lots, entry)).toBe(0);
      const slot = positions.find(ME, COIN);
      expect(Math.abs(positions.entryTicksAt(slot) - entry)).toBeLessThan(1e-3);
      const gain = positions.unrealisedAtomsAt(slot, exit);
      expect(Math.abs(gain - gainOf(lots, entry, exit))).toBeLessThan(1);
      expect(positions.applyFill(ME, COIN, -lots, exit)).toBe(gain);
      expect(positions.find(ME, COIN)).toBe(NO_POSITION);
      expect(Object.is(positions.costAtoms(ME, COIN), 0)).toBe(true);
    },
  );

  test('has the harmonic mean of its fills as its entry', () => {
    const positions = new Positions(instruments);
    positions.applyFill(ME, COIN, 1, 8_000);
    positions.applyFill(ME, COIN, 3, 16_000);
    expect(state(positions)).toEqual([4, -1_250_000 - 1_875_000]);
    expect(positions.entryTicksAt(positions.find(ME, COIN))).toBe(12_800);
  });

  test.each([1, -1])(
    'sheds its share of the cost rounded toward zero, and the dust with its last lot (side %d)',
    (side) => {
      const positions = new Positions(instruments);
      positions.applyFill(ME, COIN, side, 7_000);
      positions.applyFill(ME, COIN, 2 * side, 9_999);
      expect(state(positions)).toEqual([3 * side, -side * (1_428_571 + 2_000_200)]);
      expect(3_428_771 / 3).toBeCloseTo(1_142_923.67);
      const gains = [1, 2, 3].map(() => positions.applyFill(ME, COIN, -side, 10_000) * side);
      expect(gains).toEqual([142_923, 142_924, 142_924]);
      expect(positions.find(ME, COIN)).toBe(NO_POSITION);
    },
  );

  test('flips by closing everything and opening the rest at the price of the fill', () => {
    const positions = new Positions(instruments);
    positions.applyFill(ME, COIN, 3, 8_000);
    expect(positions.applyFill(ME, COIN, -5, 10_000)).toBe(3 * (1_250_000 - 1_000_000));
    expect(state(positions)).toEqual([-2, 2_000_000]);
    expect(positions.applyFill(ME, COIN, 3, 12_500)).toBe(2 * (800_000 - 1_000_000));
    expect(state(positions)).toEqual([1, -800_000]);
  });

  test('has no entry while it costs less than an atom', () => {
    const positions = new Positions(instruments);
    positions.applyFill(ME, COIN, 1, 2e10);
    expect(state(positions)).toEqual([1, 0]);
    expect(positions.entryTicksAt(positions.find(ME, COIN))).toBe(Infinity);
    expect(positions.unrealisedAtomsAt(positions.find(ME, COIN), 1e10)).toBe(-1);
  });

  test('is refused at a price of zero or less, and past the safe integers, with nothing changed', () => {
    const positions = new Positions(instruments);
    positions.applyFill(ME, COIN, 3, 8_000);
    const before = positions.stateHash();
    for (const ticks of [0, -5]) {
      expect(() => positions.applyFill(ME, COIN, 1, ticks)).toThrow('a price above zero');
      expect(() => positions.unrealisedAtomsAt(positions.find(ME, COIN), ticks)).toThrow('a price above zero');
    }
    expect(() => positions.applyFill(ME, COIN, 1_000_000, 1)).toThrow('past the safe integers');
    expect(() => positions.applyFill(ME, COIN, 1.5, 1)).toThrow();
    expect(() => positions.applyFill(ME, COIN, 0, 8_000)).toThrow('a fill has a size');
    expect(positions.stateHash()).toBe(before);
    expect([positions.netLots(COIN), positions.netCostAtoms(COIN)]).toEqual([3, -3_750_000]);
  });

  test('keeps its average entry within the fills since it was flat, but for an atom a fill', () => {
    const fill = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1_000, max: 100_000 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(fill, { maxLength: 60 }), fc.constantFrom(1, -1), (fills, side) => {
        const positions = new Positions(instruments);
        let [low, high] = [Infinity, -Infinity];
        for (const [size, price, reduce] of fills) {
          const lots = Math.abs(positions.sizeLots(ME, COIN));
          if (reduce && lots <= size) continue;
          positions.applyFill(ME, COIN, reduce ? -size * side : size * side, price);
          if (!reduce) [low, high] = [Math.min(low, price), Math.max(high, price)];
          const value = Math.abs(positions.sizeLots(ME, COIN)) * VALUE;
          const entry = positions.entryTicksAt(positions.find(ME, COIN));
          expect(entry).toBeGreaterThanOrEqual(value / (value / low + fills.length));
          expect(entry).toBeLessThanOrEqual(value / (value / high - fills.length));
        }
      }),
    );
  });
});
