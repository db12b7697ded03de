import { beforeEach, describe, expect, test } from '@jest/globals';
import { ANN, BOB, CAT, Trial, twins } from '../test/trial.ts';
import { BUY, MARKET, refusal, SELL, timeInForce, type SelfTrade, type Side, type TimeInForce } from './index.ts';

const { gtc, ioc, postOnly } = timeInForce;

describe.each(twins)('$twin', ({ Book }) => {
  let trial = new Trial(Book);
  let { book, log } = trial;

  beforeEach(() => {
    ({ book, log } = trial = new Trial(Book));
  });

  describe('bad input is refused and changes nothing', () => {
    const notWhole = [NaN, Infinity, -Infinity, 0.5, -1, 2 ** 53];
    const good: [number, number, Side, number, number, TimeInForce, SelfTrade] = [ANN, 1, BUY, 100, 5, gtc, 0];
    test.each([
      { field: 'owner', at: 0, bad: notWhole, code: refusal.badOwner },
      { field: 'reference', at: 1, bad: notWhole, code: refusal.badRef },
      { field: 'side', at: 2, bad: [0, 2, -2, 0.5, NaN], code: refusal.badSide },
      { field: 'price', at: 3, bad: [...notWhole, 0, -0, 2 ** 31, 2 ** 32 + 1, MARKET - 1], code: refusal.badPrice },
      { field: 'size', at: 4, bad: [...notWhole, 0, -0], code: refusal.badSize },
      { field: 'time in force', at: 5, bad: [-1, 4, 0.5, NaN, Infinity], code: refusal.badTimeInForce },
      { field: 'self-trade mode', at: 6, bad: [-1, 4, 0.5, NaN, Infinity], code: refusal.badSelfTrade },
    ])('$field', ({ at, bad, code }) => {
      trial.place(BOB, SELL, 100, 5);
      log.take();
      const before = book.stateHash();
      for (const value of bad) {
        const order: typeof good = [...good];
        order[at] = value;
        expect([value, book.place(...order)]).toEqual([value, code]);
      }
      expect([log.take(), book.stateHash(), book.lastFilledLots]).toEqual([[], before, 0]);
      expect(book.place(...good)).toBe(0);
    });

    test('an owner that cannot be one has no orders', () => {
      trial.place(0, BUY, 100, 5);
      for (const owner of notWhole) {
        expect([book.cancelAll(owner), book.openOrders(owner)]).toEqual([refusal.badOwner, 0]);
        book.forEachOrder(owner, () => expect(owner).toBe('visited'));
      }
      expect(book.openOrders(0)).toBe(1);
    });
  });

  describe('limits', () => {
    test('a side holds no more lots than can be counted', () => {
      const most = Number.MAX_SAFE_INTEGER;
      const handle = trial.place(ANN, BUY, 100, most - 1);
      expect(trial.place(BOB, BUY, 99, 2)).toBe(refusal.full);
      expect(trial.place(BOB, BUY, 99, 1)).toBeGreaterThan(0);
      expect(book.amend(handle, 101, most)).toBe(refusal.full);
      expect(book.depthLots(BUY, Infinity)).toBe(most);
      expect(trial.place(CAT, SELL, 99, most)).toBe(0);
      expect([book.lastFilledLots, book.lastNotionalTicksLots, book.orders]).toEqual([most, Infinity, 0]);
    });

    test('a book holds no more orders than it is given room for', () => {
      ({ book, log } = trial = new Trial(Book, 2));
      trial.place(ANN, BUY, 100, 1);
      const handle = trial.place(ANN, BUY, 100, 1);
      expect([trial.place(ANN, BUY, 100, 1), trial.place(BOB, SELL, 101, 1, postOnly)]).toEqual([
        refusal.full,
        refusal.full,
      ]);
      expect(book.amend(handle, 99, 2)).toBeGreaterThan(0);
      expect(trial.place(BOB, SELL, 100, 1, ioc)).toBe(0);
      expect(trial.place(ANN, BUY, 100, 1)).toBeGreaterThan(0);
    });

    test('grows far beyond its first size and forgets nothing', () => {
      const handles = Array.from({ length: 300 }, (_, i) => trial.place(i, BUY, 1 + i * 7_000_000, i + 1));
      expect([book.orders, book.bestBidTicks]).toEqual([300, 1 + 299 * 7_000_000]);
      for (let i = 299; i >= 0; i--) {
        expect([book.bestBidTicks, book.cancel(handles[i])]).toEqual([1 + i * 7_000_000, i + 1]);
      }
      expect(book.orders).toBe(0);
    });
  });
});
