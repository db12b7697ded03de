import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets } from './asset.ts';
import {
  defineInstruments,
  notionalAtoms,
  positionValueAtoms,
  settleAssetOf,
  type InstrumentDeclaration,
  type PerpInstrument,
} from './instrument.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
  { symbol: 'USDe', decimals: 4 },
  { symbol: 'USD', decimals: 2 },
]);

const declare = (patch: Partial<InstrumentDeclaration>): InstrumentDeclaration => ({
  kind: 'spot',
  symbol: 'BTC/USDT',
  venue: 0,
  tick: 0.1,
  lot: 0.001,
  ...patch,
});

describe('defineInstruments', () => {
  test('finds the assets and the atoms of a tick on a lot', () => {
    const [spot, perp, coin] = defineInstruments(assets, [
      declare({}),
      declare({ kind: 'perp', symbol: 'BTC/USDT:USDT', tick: 0.5, lot: 1, multiplier: 0.01, venue: 1 }),
      declare({ symbol: 'USDe/USDT', tick: 0.0001, lot: 1 }),
    ]);
    expect(spot).toMatchObject({ index: 0, base: 1, quote: 0, atomsPerTickLot: 1, baseAtomsPerLot: 100_000 });
    expect(spot).toMatchObject({ tickSize: 0.1, lotSize: 0.001, tickDecimals: 1, lotDecimals: 3 });
    expect(perp).toMatchObject({ index: 1, venue: 1, settle: 0, multiplier: 0.01, atomsPerTickLot: 50 });
    expect(coin).toMatchObject({ index: 2, base: 2, atomsPerTickLot: 1, baseAtomsPerLot: 10_000 });
    expect([spot, perp].map(settleAssetOf)).toEqual([0, 0]);
  });

  test('takes a perpetual that settles in its base for inverse, with the value of a lot times a tick', () => {
    const coin = { kind: 'perp', symbol: 'BTC/USD:BTC', lot: 1 } as const;
    const [binance, bitmex, halves, linear] = defineInstruments(assets, [
      declare({ ...coin, tick: 0.1, multiplier: 100 }),
      declare({ ...coin, tick: 0.5, venue: 1 }),
      declare({ ...coin, tick: 0.25, lot: 0.5, multiplier: 0.01, venue: 2 }),
      declare({ kind: 'perp', symbol: 'BTC/USDT:USDT' }),
    ]);
    expect(binance).toMatchObject({ inverse: true, base: 1, quote: 3, settle: 1, multiplier: 100 });
    expect(binance).toMatchObject({ valuePerLotTick: 1e11, atomsPerTickLot: 0 });
    expect(bitmex).toMatchObject({ inverse: true, multiplier: 1, valuePerLotTick: 2e8 });
    expect(halves).toMatchObject({ valuePerLotTick: 2e6 });
    expect(linear).toMatchObject({ inverse: false, valuePerLotTick: 0, atomsPerTickLot: 1 });
    expect([binance, linear].map(settleAssetOf)).toEqual([1, 0]);
  });

  test('reads 0.07 × 0.1 as seven thousandths, where doubles have 0.007000000000000001', () => {
    const [each] = defineInstruments(assets, [declare({ tick: 0.07, lot: 0.1 })]);
    expect(0.07 * 0.1).not.toBe(0.007);
    expect(each.atomsPerTickLot).toBe(70);
  });

  test('takes steps written with exponents', () => {
    const [each] = defineInstruments(assets, [declare({ tick: 1e-7, lot: 1e3 })]);
    expect(each).toMatchObject({ atomsPerTickLot: 1, tickDecimals: 7, lotDecimals: 0, tickScale: 1e7 });
  });

  test.each([
    [declare({ tick: 0.01 }), 'one tick (0.01) on one lot (0.001) is not a whole number of USDT atoms'],
    [declare({ tick: 1e6, lot: 1e9 }), 'past 2^53 USDT atoms'],
    [declare({ tick: 1000, lot: 1e-9 }), 'is not a whole number of USDT atoms'],
    [declare({ tick: 1e6, lot: 1e-9 }), 'one lot (1e-9) is not a whole number of BTC atoms'],
    [declare({ tick: 0 }), 'BTC/USDT: the tick is a positive number, not 0'],
    [declare({ lot: NaN }), 'the lot is a positive number, not NaN'],
    [declare({ multiplier: 2 }), 'a spot market has no multiplier'],
    [declare({ symbol: 'BTC/USDT:USDT' }), "of a spot instrument looks like 'BTC/USDT'"],
    [declare({ kind: 'perp' }), "of a perp instrument looks like 'BTC/USDT:USDT'"],
    [declare({ symbol: 'BTCUSDT' }), 'looks like'],
    [declare({ symbol: 'USDT/USDT' }), 'the same asset'],
    [declare({ symbol: 'XRP/USDT' }), 'there is no asset XRP'],
    [
      declare({ kind: 'perp', symbol: 'BTC/USDT:USDe' }),
      'settles in its quote asset USDT (linear) or its base asset BTC (inverse), not in USDe',
    ],
  ])('refuses %j', (declaration, sentence) => {
    expect(() => defineInstruments(assets, [declaration])).toThrow(sentence);
  });

  test('refuses the same symbol twice on a venue, not on two', () => {
    expect(() => defineInstruments(assets, [declare({}), declare({})])).toThrow('listed twice on venue 0');
    expect(defineInstruments(assets, [declare({}), declare({ venue: 1 })])).toHaveLength(2);
  });
});

describe('notionalAtoms', () => {
  const [perp] = defineInstruments(assets, [
    declare({ kind: 'perp', symbol: 'BTC/USDT:USDT', tick: 0.5, lot: 1, multiplier: 0.01 }),
  ]);

  test('is exact or throws', () => {
    const ticks = fc.integer({ min: 0, max: 2 ** 40 });
    const lots = fc.integer({ min: -(2 ** 30), max: 2 ** 30 });
    fc.assert(
      fc.property(ticks, lots, (priceTicks, sizeLots) => {
        const exact = BigInt(priceTicks) * BigInt(sizeLots) * 50n;
        const safe = exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= -BigInt(Number.MAX_SAFE_INTEGER);
        if (safe) expect(BigInt(notionalAtoms(perp, priceTicks, sizeLots))).toBe(exact);
        else expect(() => notionalAtoms(perp, priceTicks, sizeLots)).toThrow();
      }),
    );
  });
});

describe('the value of an inverse perpetual', () => {
  const coin = { kind: 'perp', symbol: 'BTC/USD:BTC', lot: 1 } as const;
  const [binance, bitmex, linear] = defineInstruments(assets, [
    declare({ ...coin, tick: 0.1, multiplier: 100 }),
    declare({ ...coin, tick: 0.5, venue: 1 }),
    declare({ kind: 'perp', symbol: 'BTC/USDT:USDT' }),
  ]) as readonly PerpInstrument[];

  test('is 100 USD a contract in BTC (Binance, COIN-M contract specifications)', () => {
    expect(notionalAtoms(binance, 1_000_000, 10)).toBe(1_000_000);
    expect(notionalAtoms(binance, 900_000, 10)).toBe(1_111_111);
    expect(notionalAtoms(binance, 900_000, -10)).toBe(-1_111_111);
    expect(positionValueAtoms(binance, 900_000, 10)).toBe(-1_111_111);
    expect(positionValueAtoms(binance, 900_000, -10)).toBe(1_111_111);
  });

  test.each([
    ['profit', 11_000, 0.4545],
    ['loss', 9_000, -0.5556],
  ])('gives 50,000 contracts bought at 10,000 the %s of BitMEX’s inverse perpetuals guide at %d', (_, exit, gain) => {
    const [before, after] = [10_000, exit].map((price) => positionValueAtoms(bitmex, price * 2, 50_000));
    expect((after - before) / 1e8).toBeCloseTo(gain, 4);
  });

  test('is −lots × value / price to the atom, odd in lots, rising with the price for a long', () => {
    const ticks = fc.integer({ min: 1, max: 10_000_000 });
    const lots = fc.integer({ min: 0, max: 80_000 });
    fc.assert(
      fc.property(ticks, lots, (priceTicks, sizeLots) => {
        const long = positionValueAtoms(binance, priceTicks, sizeLots);
        expect(BigInt(long)).toBe(-((BigInt(sizeLots) * 10n ** 11n) / BigInt(priceTicks)));
        expect(positionValueAtoms(binance, priceTicks, -sizeLots)).toBe(0 - long);
        expect(notionalAtoms(binance, priceTicks, sizeLots)).toBe(0 - long);
        expect(positionValueAtoms(binance, priceTicks + 1, sizeLots)).toBeGreaterThanOrEqual(long);
      }),
    );
  });

  test('is refused at a price of zero or less, and past the safe integers', () => {
    for (const ticks of [0, -1, NaN]) {
      expect(() => positionValueAtoms(binance, ticks, 1)).toThrow('an inverse perpetual has a price above zero');
      expect(() => notionalAtoms(binance, ticks, 1)).toThrow(`not ${ticks} ticks`);
    }
    expect(() => positionValueAtoms(binance, 1, 100_000)).toThrow('past the safe integers');
  });

  test('is the product for a linear one, at any price', () => {
    expect([100, 0, -100].map((ticks) => positionValueAtoms(linear, ticks, -3))).toEqual([-300, 0, 300]);
    expect(notionalAtoms(linear, -100, -3)).toBe(300);
  });
});
