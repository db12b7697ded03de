import { describe, expect, test } from '@jest/globals';
import { Concentrated, ConstantProduct, MARKET, MAX_PRICE_TICKS, Stableswap, refusal } from '@ebb/book';
import type { PoolCurve } from '@ebb/book';
import type { Market } from '@ebb/clearing';
import { Ledger, defineAssets, defineInstruments } from '@ebb/ledger';
import type { SpotInstrument } from '@ebb/ledger';
import fc from 'fast-check';
import { PoolBook } from './pool-book.ts';
import { Pool } from './pool.ts';

const assets = defineAssets([
  { symbol: 'USD', decimals: 6 },
  { symbol: 'SOL', decimals: 4 },
]);

function poolOf(
  curve: PoolCurve,
  base: number,
  quote: number,
  tick = 0.001,
  lot = 0.1,
): { pool: Pool; book: PoolBook } {
  const ledger = new Ledger(assets);
  const [instrument] = defineInstruments(assets, [{ kind: 'spot', symbol: 'SOL/USD', venue: 0, tick, lot }]);
  const market = { id: 'SOL/USD@chain', venue: 'chain', instrument, base: 'SOL', quote: 'USD', settleScale: 1e6 };
  const wallet = ledger.openWallet({ owner: 0, name: 'pool', mayGoNegative: false });
  const pool = new Pool({ ledger, market: market as Market<SpotInstrument>, curve, account: 0, wallet });
  pool.found(base, quote);
  return { pool, book: new PoolBook(pool) };
}

const curves: readonly [string, () => PoolCurve][] = [
  ['constant product', () => new ConstantProduct(3_000)],
  ['stableswap', () => new Stableswap({ amplification: 100, feePpm: 400, baseScale: 1e4, quoteScale: 1e6 })],
  ['concentrated', () => new Concentrated({ feePpm: 500, tickSpacing: 10 })],
];
const base = fc.integer({ min: 1e5, max: 1e10 });
const price = fc.double({ min: 0.5, max: 300, noNaN: true });
/** Quote atoms of one tick on one lot. */
const TICK_LOT = 100;

describe.each(curves)('a pool of the curve %s as a book', (_, make) => {
  const pools = fc.tuple(base, price).map(([atoms, times]) => poolOf(make(), atoms, Math.round(atoms * 100 * times)));

  test('bids below what it asks, and trades at the quote, or better, as much as stands there and no lot more', () => {
    fc.assert(
      fc.property(pools, ({ book }) => {
        const { bestBidTicks: bid, bestAskTicks: ask } = book;
        if (bid !== 0 && ask !== 0) expect(bid).toBeLessThan(ask);
        for (const [taker, ticks] of [[1, ask] as const, [-1, bid] as const]) {
          if (ticks === 0) continue;
          const size = book.sizeAt(taker > 0 ? -1 : 1, ticks);
          expect(size).toBeGreaterThan(0);
          expect(book.fillable(taker, ticks, Infinity)).toBe(size);
          expect(taker * (book.costToFill(taker, size) - size * ticks)).toBeLessThanOrEqual(0);
          expect(book.fillable(taker, ticks - taker, 1)).toBe(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('has levels from the best on, which add up to its depth', () => {
    fc.assert(
      fc.property(pools, fc.constantFrom(1 as const, -1 as const), ({ book }, side) => {
        const [prices, sizes] = [new Float64Array(6), new Float64Array(6)];
        const count = book.levels(side, 6, prices, sizes);
        if (count === 0) return;
        expect(prices[0]).toBe(side > 0 ? book.bestBidTicks : book.bestAskTicks);
        let sum = 0;
        for (let i = 0; i < count; i++) {
          if (i > 0) expect(side * (prices[i] - prices[i - 1])).toBeLessThan(0);
          expect(sizes[i]).toBeGreaterThan(0);
          sum += sizes[i];
          expect(book.depthLots(side, Math.abs(prices[i] - prices[0]))).toBe(sum);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('costs what the curve says, and an impact price is that of the order it is for', () => {
    fc.assert(
      fc.property(pools, fc.integer({ min: 1, max: 1_000 }), ({ book, pool }, lots) => {
        const cost = book.costToFill(1, lots);
        if (cost === refusal.tooThin) {
          expect(pool.curve.costOf(lots * 1_000)).toBe(Infinity);
          return;
        }
        expect(cost * TICK_LOT).toBeCloseTo(pool.curve.costOf(lots * 1_000), 3);
        expect(book.impactTicks(1, cost) / (cost / lots)).toBeCloseTo(1, 9);
        expect(book.fillable(1, MARKET, lots)).toBe(lots);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a pool as a book', () => {
  test('reads its quote anew when the pool has changed', () => {
    const { pool, book } = poolOf(new ConstantProduct(0), 1e8, 1e12);
    expect([book.bestBidTicks, book.bestAskTicks]).toEqual([99_998, 100_003]);
    // One lot is a hundred-thousandth of the pool, and moves its price by twice as much; in a pool of twice the size, by half.
    pool.found(1e8, 1e12);
    expect([book.bestBidTicks, book.bestAskTicks, book.sizeAt(-1, 100_002)]).toEqual([99_999, 100_002, 1]);
    expect(book.stateHash()).not.toBe(poolOf(new ConstantProduct(0), 1e8, 1e12).book.stateHash());
  });

  test('finds the first price at which a whole lot trades where one lot moves the price by many ticks', () => {
    const { book } = poolOf(new ConstantProduct(0), 1e4, 1e6);
    // A tenth of one SOL costs 1 · 0.1 / 0.9 USD; the price of the next atom then is 1 / 0.81.
    expect(book.bestAskTicks).toBe(Math.ceil(1_000 / 0.81));
    expect(book.bestBidTicks).toBe(Math.floor(1_000 / 1.21));
  });

  test('keeps no orders', () => {
    const { book } = poolOf(new ConstantProduct(0), 1e6, 1e8);
    expect([book.place(), book.cancel(), book.amend(), book.cancelAll(), book.openOrders()]).toEqual([
      refusal.badTimeInForce,
      refusal.unknownHandle,
      refusal.unknownHandle,
      0,
      0,
    ]);
    expect([book.indicative(), book.uncross()].every(({ sizeLots }) => sizeLots === 0)).toBe(true);
    expect(book.depthLots(1, Infinity)).toBeGreaterThan(1_000);
    expect(book.levels(1, 3, new Float64Array(2), new Float64Array(3))).toBe(2);
    expect(book.fillable(1, MAX_PRICE_TICKS, 1e9)).toBeLessThan(1_000);
  });
});
