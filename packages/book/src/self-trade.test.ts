import { beforeEach, describe, expect, test } from '@jest/globals';
import { ANN, BOB, CAT, Trial, twins } from '../test/trial.ts';
import { BUY, cancelReason, refusal, SELL, selfTrade, timeInForce } from './index.ts';

const { gtc, fok } = timeInForce;

describe.each(twins)('$twin', ({ Book }) => {
  let trial = new Trial(Book);
  let { book, log } = trial;

  beforeEach(() => {
    ({ book, log } = trial = new Trial(Book));
  });

  describe('self-trade prevention', () => {
    beforeEach(() => {
      trial.place(BOB, SELL, 100, 2);
      trial.place(ANN, SELL, 101, 3);
      trial.place(BOB, SELL, 102, 4);
      log.take();
    });

    test('none: they trade', () => {
      expect(trial.place(ANN, BUY, 102, 9, gtc, selfTrade.none)).toBe(0);
      expect(trial.fills().map((fill) => fill[0])).toEqual([BOB, ANN, BOB]);
    });

    test('cancelResting: the resting order goes, matching goes on, the remainder rests', () => {
      expect(trial.place(ANN, BUY, 102, 9, gtc, selfTrade.cancelResting)).toBeGreaterThan(0);
      expect(log.take()).toEqual([
        ['fill', 1, BOB, 100, ANN, 103, BUY, 100, 2, 0, 0, 7],
        ['cancel', 2, ANN, 101, SELL, 101, 3, cancelReason.selfTrade],
        ['fill', 3, BOB, 102, ANN, 103, BUY, 102, 4, 0, 0, 3],
        ['rest', expect.any(Number), ANN, 103, BUY, 102, 3],
      ]);
      expect(book.lastFilledLots).toBe(6);
    });

    test('cancelIncoming: matching stops and the remainder lapses', () => {
      expect(trial.place(ANN, BUY, 102, 9, gtc, selfTrade.cancelIncoming)).toBe(0);
      expect(trial.fills()).toEqual([[BOB, ANN, 100, 2]]);
      expect([book.lastFilledLots, book.orders, book.bestBidTicks, book.bestAskTicks]).toEqual([2, 2, 0, 101]);
    });

    test('cancelBoth: both go', () => {
      expect(trial.place(ANN, BUY, 102, 9, gtc, selfTrade.cancelBoth)).toBe(0);
      expect([book.lastFilledLots, book.orders, book.bestBidTicks, book.bestAskTicks]).toEqual([2, 1, 0, 102]);
    });

    test('others are not touched, nor are own orders out of reach', () => {
      expect(trial.place(CAT, BUY, 101, 5, gtc, selfTrade.cancelBoth)).toBe(0);
      expect(book.lastFilledLots).toBe(5);
      expect(trial.place(BOB, BUY, 101, 5, gtc, selfTrade.cancelBoth)).toBeGreaterThan(0);
      expect(book.orders).toBe(2);
    });

    test('a fill-or-kill order counts only what prevention lets it have', () => {
      expect(trial.place(ANN, BUY, 102, 7, fok, selfTrade.cancelResting)).toBe(refusal.cannotFill);
      expect(trial.place(ANN, BUY, 102, 3, fok, selfTrade.cancelIncoming)).toBe(refusal.cannotFill);
      expect(trial.place(ANN, BUY, 102, 3, fok, selfTrade.cancelBoth)).toBe(refusal.cannotFill);
      expect([log.take(), book.orders]).toEqual([[], 3]);
      expect(trial.place(ANN, BUY, 102, 6, fok, selfTrade.cancelResting)).toBe(0);
      expect([book.lastFilledLots, book.orders]).toEqual([6, 0]);
    });

    test('a fill-or-kill order that ends before its own fills', () => {
      expect(trial.place(ANN, BUY, 102, 2, fok, selfTrade.cancelBoth)).toBe(0);
      expect([book.lastFilledLots, book.orders]).toEqual([2, 2]);
    });
  });
});
