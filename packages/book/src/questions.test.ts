import { beforeEach, describe, expect, test } from '@jest/globals';
import { ANN, BOB, Trial, twins } from '../test/trial.ts';
import { BUY, MARKET, refusal, SELL, timeInForce, type SelfTrade, type Side, type TimeInForce } from './index.ts';

const { gtc, postOnly } = timeInForce;

describe.each(twins)('$twin', ({ Book }) => {
  let trial = new Trial(Book);
  let { book } = trial;

  beforeEach(() => {
    ({ book } = trial = new Trial(Book));
  });

  describe('questions', () => {
    beforeEach(() => {
      trial.place(ANN, SELL, 101, 5);
      trial.place(BOB, SELL, 101, 5);
      trial.place(ANN, SELL, 103, 20);
      trial.place(ANN, BUY, 98, 7);
    });

    test('levels come best first, as many as fit', () => {
      const prices = new Float64Array(3);
      const sizes = new Float64Array(3);
      expect([book.levels(SELL, 3, prices, sizes), [...prices], [...sizes]]).toEqual([2, [101, 103, 0], [10, 20, 0]]);
      expect([book.levels(SELL, 1, prices, sizes), book.levels(SELL, 9, new Float64Array(1), sizes)]).toEqual([1, 1]);
      expect([book.levels(BUY, 0, prices, sizes), book.levels(BUY, NaN, prices, sizes)]).toEqual([0, 0]);
    });

    test('depth counts from the best of the side', () => {
      const depths = [0, 1, 2, Infinity].map((within) => book.depthLots(SELL, within));
      expect(depths).toEqual([10, 10, 30, 30]);
      expect([book.sizeAt(SELL, 102), book.sizeAt(SELL, 103), book.sizeAt(SELL, 0.5), book.sizeAt(BUY, 101)]).toEqual([
        0, 20, 0, 0,
      ]);
    });

    test('fillable is what an order would trade at once', () => {
      expect([book.fillable(BUY, 100, 5), book.fillable(BUY, 102, 50), book.fillable(BUY, MARKET, 12)]).toEqual([
        0, 10, 12,
      ]);
      expect([book.fillable(SELL, 98, 50), book.fillable(SELL, 99, 50)]).toEqual([7, 0]);
      expect([book.fillable(BUY, 0, 5), book.fillable(BUY, 101, 0)]).toEqual([refusal.badPrice, refusal.badSize]);
    });

    test('cost and impact walk the levels', () => {
      expect(book.costToFill(BUY, 12)).toBe(10 * 101 + 2 * 103);
      expect([book.costToFill(BUY, 31), book.costToFill(SELL, 8), book.costToFill(BUY, 0)]).toEqual([
        refusal.tooThin,
        refusal.tooThin,
        refusal.badSize,
      ]);
      expect(book.impactTicks(BUY, 1010 + 103)).toBeCloseTo(1113 / 11, 12);
      expect(book.impactTicks(BUY, 50.5)).toBe(101);
      expect([book.impactTicks(BUY, 1e6), book.impactTicks(BUY, 0)]).toEqual([refusal.tooThin, refusal.badSize]);
    });

    test('an owner sees its orders oldest first and may cancel each as it comes', () => {
      const seen: number[][] = [];
      book.forEachOrder(ANN, (...order) => {
        seen.push(order.slice(1));
        book.cancel(order[0]);
      });
      expect(seen).toEqual([
        [100, SELL, 101, 5],
        [102, SELL, 103, 20],
        [103, BUY, 98, 7],
      ]);
      expect([book.openOrders(ANN), book.openOrders(BOB)]).toEqual([0, 1]);
    });
  });

  test('the state hash knows price, lots, owner, reference, order, side, promises and phase, and forgets what left', () => {
    const hashes = new Set<string>();
    const note = (): void => void hashes.add(book.stateHash());
    const fresh = book.stateHash();
    note();
    const orders: [number, number, Side, number, number, TimeInForce, SelfTrade][] = [
      [1, 1, BUY, 100, 5, gtc, 0],
      [2, 1, BUY, 100, 5, gtc, 0],
      [1, 2, BUY, 100, 5, gtc, 0],
      [1, 1, SELL, 100, 5, gtc, 0],
      [1, 1, BUY, 101, 5, gtc, 0],
      [1, 1, BUY, 100, 6, gtc, 0],
      [1, 1, BUY, 100, 5, postOnly, 0],
      [1, 1, BUY, 100, 5, gtc, 1],
    ];
    for (const order of orders) {
      const handle = book.place(...order);
      note();
      book.cancel(handle);
      expect(book.stateHash()).toBe(fresh);
    }
    book.place(...orders[0]);
    const first = book.place(...orders[1]);
    note();
    book.cancel(first);
    book.cancelAll(1);
    book.place(...orders[1]);
    book.place(...orders[0]);
    note();
    book.cancelAll(1);
    book.cancelAll(2);
    book.beginAuction();
    note();
    expect(hashes.size).toBe(1 + orders.length + 3);
    book.uncross(100);
    expect(book.stateHash()).toBe(fresh);
  });
});
