import { beforeEach, describe, expect, test } from '@jest/globals';
import { ANN, BOB, CAT, Trial, twins } from '../test/trial.ts';
import { BUY, cancelReason, MARKET, MAX_PRICE_TICKS, refusal, SELL, selfTrade, timeInForce } from './index.ts';

const { gtc, ioc, fok, postOnly } = timeInForce;

describe.each(twins)('$twin', ({ Book }) => {
  let trial = new Trial(Book);
  let { book, log } = trial;

  beforeEach(() => {
    ({ book, log } = trial = new Trial(Book));
  });

  describe('limit orders', () => {
    test('rest at the end of their queue and are told', () => {
      const handle = trial.place(ANN, BUY, 100, 5);
      expect(handle).toBe(1);
      expect(log.take()).toEqual([['rest', 1, ANN, 100, BUY, 100, 5]]);
      expect([book.orders, book.bestBidTicks, book.bestAskTicks, book.sizeAt(BUY, 100)]).toEqual([1, 100, 0, 5]);
      expect([book.priceOf(1), book.leftOf(1), book.sideOf(1), book.ownerOf(1), book.refOf(1)]).toEqual([
        100,
        5,
        BUY,
        ANN,
        100,
      ]);
    });

    test('trade at the price of the maker, best price first, then first come first served', () => {
      trial.place(ANN, SELL, 102, 5);
      trial.place(BOB, SELL, 101, 5);
      trial.place(CAT, SELL, 101, 5);
      expect(trial.place(4, BUY, 102, 12)).toBe(0);
      expect(trial.fills()).toEqual([
        [BOB, 4, 101, 5],
        [CAT, 4, 101, 5],
        [ANN, 4, 102, 2],
      ]);
      expect([book.lastFilledLots, book.lastNotionalTicksLots]).toEqual([12, 5 * 101 + 5 * 101 + 2 * 102]);
      expect([book.orders, book.sizeAt(SELL, 102)]).toEqual([1, 3]);
    });

    test('let what is left rest at their own price', () => {
      trial.place(ANN, BUY, 100, 4);
      const handle = trial.place(BOB, SELL, 99, 10);
      expect(log.take().slice(1)).toEqual([
        ['fill', 1, ANN, 100, BOB, 101, SELL, 100, 4, 0, 0, 6],
        ['rest', handle, BOB, 101, SELL, 99, 6],
      ]);
      expect([book.bestBidTicks, book.bestAskTicks]).toEqual([0, 99]);
    });

    test('keep their place when filled in part', () => {
      trial.place(ANN, SELL, 100, 5);
      trial.place(BOB, SELL, 100, 5);
      trial.place(CAT, BUY, 100, 2);
      trial.place(CAT, BUY, 100, 4);
      expect(trial.fills()).toEqual([
        [ANN, CAT, 100, 2],
        [ANN, CAT, 100, 3],
        [BOB, CAT, 100, 1],
      ]);
    });

    test('take the lowest and the highest price', () => {
      trial.place(ANN, BUY, 1, 5);
      trial.place(BOB, SELL, MAX_PRICE_TICKS, 5);
      expect([book.bestBidTicks, book.bestAskTicks]).toEqual([1, MAX_PRICE_TICKS]);
      trial.place(CAT, SELL, 1, 5);
      trial.place(CAT, BUY, MAX_PRICE_TICKS, 5);
      expect(book.orders).toBe(0);
    });
  });

  describe('orders that do not rest', () => {
    beforeEach(() => {
      trial.place(ANN, SELL, 101, 5);
      trial.place(BOB, SELL, 110, 5);
      log.take();
    });

    test('a market order takes any price and its remainder lapses', () => {
      expect(trial.place(CAT, BUY, MARKET, 12)).toBe(0);
      expect([book.lastFilledLots, book.orders, book.bestBidTicks]).toEqual([10, 0, 0]);
      expect(trial.place(CAT, BUY, MARKET, 1)).toBe(0);
      expect([book.lastFilledLots, book.lastNotionalTicksLots]).toEqual([0, 0]);
      trial.place(ANN, BUY, 7, 3);
      expect(trial.place(CAT, SELL, MARKET, 2)).toBe(0);
      expect([book.lastFilledLots, book.sizeAt(BUY, 7)]).toEqual([2, 1]);
    });

    test('an immediate-or-cancel order takes up to its limit and its remainder lapses', () => {
      expect(trial.place(CAT, BUY, 105, 12, ioc)).toBe(0);
      expect(trial.fills()).toEqual([[ANN, CAT, 101, 5]]);
      expect([book.lastFilledLots, book.orders, book.bestBidTicks]).toEqual([5, 1, 0]);
    });

    test('a fill-or-kill order fills whole or is refused', () => {
      expect(trial.place(CAT, BUY, 109, 6, fok)).toBe(refusal.cannotFill);
      expect(trial.place(CAT, BUY, MARKET, 11, fok)).toBe(refusal.cannotFill);
      expect([log.take(), book.orders, book.lastFilledLots]).toEqual([[], 2, 0]);
      expect(trial.place(CAT, BUY, 110, 6, fok)).toBe(0);
      expect(book.lastFilledLots).toBe(6);
      expect(trial.place(CAT, BUY, MARKET, 4, fok)).toBe(0);
      expect(book.orders).toBe(0);
    });
  });

  test('a post-only order rests or is refused', () => {
    trial.place(ANN, SELL, 101, 5);
    expect(trial.place(BOB, BUY, 101, 5, postOnly)).toBe(refusal.wouldCross);
    expect(book.orders).toBe(1);
    const handle = trial.place(BOB, BUY, 100, 5, postOnly);
    expect(book.leftOf(handle)).toBe(5);
    expect(trial.place(CAT, SELL, 100, 5, postOnly)).toBe(refusal.wouldCross);
    expect(trial.place(CAT, SELL, MARKET, 5, postOnly)).toBe(refusal.badTimeInForce);
  });

  describe('cancelling', () => {
    test('gives back the open lots and tells', () => {
      const handle = trial.place(ANN, BUY, 100, 5);
      trial.place(BOB, SELL, 100, 2);
      log.take();
      expect(book.cancel(handle)).toBe(3);
      expect(log.take()).toEqual([['cancel', handle, ANN, 100, BUY, 100, 3, cancelReason.user]]);
      expect([book.orders, book.bestBidTicks, book.openOrders(ANN)]).toEqual([0, 0, 0]);
    });

    test('from the front, the middle and the end of a queue leaves the others in order', () => {
      const handles = [1, 2, 3, 4, 5].map((owner) => trial.place(owner, SELL, 100, 1));
      for (const i of [2, 0, 4]) expect(book.cancel(handles[i])).toBe(1);
      log.take();
      trial.place(9, BUY, MARKET, 5);
      expect(trial.fills().map((fill) => fill[0])).toEqual([2, 4]);
    });

    test('refuses handles that were never given, are used up, or belong to the next order', () => {
      const handle = trial.place(ANN, BUY, 100, 5);
      expect(book.cancel(handle)).toBe(5);
      const next = trial.place(BOB, BUY, 100, 7);
      expect(next).not.toBe(handle);
      expect(book.cancel(next)).toBe(7);
      const after = next + (next - handle);
      for (const stale of [
        handle,
        next,
        after,
        0,
        -0,
        -1,
        2,
        0.5,
        NaN,
        Infinity,
        -Infinity,
        2 ** 53,
        2 ** 24,
        2 ** 60,
      ]) {
        expect([stale, book.cancel(stale)]).toEqual([stale, refusal.unknownHandle]);
        expect(book.amend(stale, 100, 5)).toBe(refusal.unknownHandle);
        expect([book.priceOf(stale), book.leftOf(stale), book.ownerOf(stale), book.refOf(stale)]).toEqual(
          Array.from({ length: 4 }, () => refusal.unknownHandle),
        );
        expect(book.sideOf(stale)).toBe(0);
      }
      expect(trial.place(CAT, BUY, 100, 1)).toBe(after);
    });

    test('all of an owner goes oldest first and leaves the others', () => {
      trial.place(ANN, BUY, 99, 1);
      trial.place(BOB, BUY, 99, 2);
      trial.place(ANN, SELL, 105, 3);
      trial.place(ANN, BUY, 99, 4);
      log.take();
      expect([book.cancelAll(ANN), book.cancelAll(ANN), book.cancelAll(77)]).toEqual([3, 0, 0]);
      expect(log.take().map((event) => [event[0], event[6], event[7]])).toEqual([
        ['cancel', 1, cancelReason.cancelAll],
        ['cancel', 3, cancelReason.cancelAll],
        ['cancel', 4, cancelReason.cancelAll],
      ]);
      expect([book.orders, book.openOrders(BOB)]).toEqual([1, 1]);
    });
  });

  describe('amending', () => {
    test('to fewer lots at the same price keeps place and handle', () => {
      const handle = trial.place(ANN, SELL, 100, 5);
      trial.place(BOB, SELL, 100, 5);
      log.take();
      expect(book.amend(handle, 100, 2)).toBe(handle);
      expect(log.take()).toEqual([['reduce', handle, ANN, 100, SELL, 100, 3, 2]]);
      expect([book.amend(handle, 100, 2), log.take(), book.sizeAt(SELL, 100)]).toEqual([handle, [], 7]);
      trial.place(CAT, BUY, 100, 3);
      expect(trial.fills()).toEqual([
        [ANN, CAT, 100, 2],
        [BOB, CAT, 100, 1],
      ]);
    });

    test('to more lots, or to another price, goes to the end of the queue', () => {
      const ann = trial.place(ANN, SELL, 100, 5);
      const bob = trial.place(BOB, SELL, 100, 5);
      trial.place(CAT, SELL, 101, 5);
      log.take();
      const more = book.amend(ann, 100, 6);
      expect(log.take()).toEqual([
        ['cancel', ann, ANN, 100, SELL, 100, 5, cancelReason.amend],
        ['rest', more, ANN, 100, SELL, 100, 6],
      ]);
      expect([more === ann, book.leftOf(ann)]).toEqual([false, refusal.unknownHandle]);
      book.amend(bob, 101, 4);
      log.take();
      trial.place(4, BUY, MARKET, 15);
      expect(trial.fills().map((fill) => fill[0])).toEqual([ANN, CAT, BOB]);
    });

    test('may trade, under the self-trade mode of the order', () => {
      trial.place(ANN, SELL, 101, 3);
      trial.place(BOB, SELL, 102, 3);
      const handle = trial.place(ANN, BUY, 100, 5, gtc, selfTrade.cancelResting);
      log.take();
      expect(book.amend(handle, 102, 5)).toBeGreaterThan(0);
      expect(log.take().map((event) => event[0])).toEqual(['cancel', 'cancel', 'fill', 'rest']);
      expect([book.lastFilledLots, book.orders, book.bestBidTicks]).toEqual([3, 1, 102]);
    });

    test('never makes a post-only order take', () => {
      trial.place(ANN, SELL, 101, 3);
      const handle = trial.place(BOB, BUY, 99, 5, postOnly);
      log.take();
      expect(book.amend(handle, 101, 5)).toBe(refusal.wouldCross);
      expect([log.take(), book.priceOf(handle)]).toEqual([[], 99]);
      const moved = book.amend(handle, 100, 5);
      expect(book.priceOf(moved)).toBe(100);
      expect(book.amend(moved, 101, 5)).toBe(refusal.wouldCross);
    });

    test('to what no order can be is refused', () => {
      const handle = trial.place(ANN, BUY, 99, 5);
      for (const size of [0, -1, 1.5, NaN, Infinity, 2 ** 53])
        expect(book.amend(handle, 99, size)).toBe(refusal.badSize);
      for (const price of [0, -1, 1.5, NaN, 2 ** 31, MARKET])
        expect(book.amend(handle, price, 5)).toBe(refusal.badPrice);
      expect([book.leftOf(handle), book.priceOf(handle)]).toEqual([5, 99]);
    });
  });
});
