import { beforeEach, describe, expect, test } from '@jest/globals';
import { ANN, BOB, CAT, Trial, twins } from '../test/trial.ts';
import { BUY, MARKET, refusal, SELL, timeInForce } from './index.ts';

const { ioc, fok, postOnly } = timeInForce;

describe.each(twins)('$twin', ({ Book }) => {
  let trial = new Trial(Book);
  let { book, log } = trial;

  beforeEach(() => {
    ({ book, log } = trial = new Trial(Book));
  });

  describe('call auctions', () => {
    test('gather orders without matching and take only those that rest', () => {
      const early = trial.place(CAT, BUY, 90, 1, postOnly);
      expect(book.inAuction).toBe(false);
      book.beginAuction();
      expect(book.inAuction).toBe(true);
      trial.place(ANN, BUY, 105, 5);
      trial.place(BOB, SELL, 95, 3);
      expect([book.bestBidTicks, book.bestAskTicks, trial.fills()]).toEqual([105, 95, []]);
      expect([
        trial.place(CAT, BUY, MARKET, 1),
        trial.place(CAT, BUY, 99, 1, ioc),
        trial.place(CAT, BUY, 99, 1, fok),
      ]).toEqual([refusal.notInAuction, refusal.notInAuction, refusal.notInAuction]);
      expect([trial.place(CAT, BUY, 1, 1, postOnly), book.amend(early, 91, 1)]).toEqual([
        refusal.notInAuction,
        refusal.notInAuction,
      ]);
      expect(book.amend(trial.place(CAT, BUY, 100, 2), 101, 4)).toBeGreaterThan(0);
      expect(book.sizeAt(BUY, 101)).toBe(4);
    });

    /** Each row: bids, asks, reference, and the price and lots that the rules give. */
    const lots: { rule: string; bids: number[][]; asks: number[][]; reference: number; price: number; size: number }[] =
      [
        {
          rule: 'most volume',
          bids: [
            [102, 10],
            [100, 20],
          ],
          asks: [
            [98, 10],
            [100, 15],
            [102, 30],
          ],
          reference: 90,
          price: 100,
          size: 25,
        },
        {
          rule: 'least surplus',
          bids: [
            [103, 10],
            [101, 5],
          ],
          asks: [[100, 10]],
          reference: 100,
          price: 102,
          size: 10,
        },
        {
          rule: 'surplus of bids: the highest',
          bids: [[105, 30]],
          asks: [[100, 10]],
          reference: 101,
          price: 105,
          size: 10,
        },
        {
          rule: 'surplus of asks: the lowest',
          bids: [[105, 10]],
          asks: [[100, 30]],
          reference: 104,
          price: 100,
          size: 10,
        },
        {
          rule: 'both pressures, reference high',
          bids: [
            [105, 10],
            [102, 5],
          ],
          asks: [
            [100, 10],
            [103, 5],
          ],
          reference: 110,
          price: 103,
          size: 10,
        },
        {
          rule: 'no surplus: nearest to the reference, inside',
          bids: [[105, 10]],
          asks: [[100, 10]],
          reference: 103,
          price: 103,
          size: 10,
        },
        {
          rule: 'no surplus, reference above',
          bids: [[105, 10]],
          asks: [[100, 10]],
          reference: 200,
          price: 105,
          size: 10,
        },
        {
          rule: 'no surplus, no reference',
          bids: [[105, 10]],
          asks: [[100, 10]],
          reference: NaN,
          price: 100,
          size: 10,
        },
        { rule: 'one tick', bids: [[100, 3]], asks: [[100, 9]], reference: 7, price: 100, size: 3 },
        { rule: 'nothing crosses', bids: [[99, 3]], asks: [[100, 9]], reference: 100, price: 0, size: 0 },
        { rule: 'one side empty', bids: [], asks: [[100, 9]], reference: 100, price: 0, size: 0 },
      ];

    test.each(lots)('price: $rule', ({ bids, asks, reference, price, size }) => {
      book.beginAuction();
      for (const [ticks, lots] of bids) trial.place(ANN, BUY, ticks, lots);
      for (const [ticks, lots] of asks) trial.place(BOB, SELL, ticks, lots);
      const before = book.stateHash();
      expect(book.indicative(reference)).toEqual({ priceTicks: price, sizeLots: size });
      expect(book.stateHash()).toBe(before);
      expect(book.uncross(reference)).toEqual({ priceTicks: price, sizeLots: size });
      expect(book.inAuction).toBe(false);
      expect(book.bestBidTicks < (book.bestAskTicks || Infinity)).toBe(true);
    });

    test('both pressures at the same surplus leave the two ticks beside the change', () => {
      // Up to 102: 15 bid, 10 asked; from 103: 10 bid, 15 asked.
      const results = [90, 102, 103, 110].map((reference) => {
        ({ book, log } = trial = new Trial(Book));
        book.beginAuction();
        trial.place(ANN, BUY, 105, 10);
        trial.place(ANN, BUY, 102, 5);
        trial.place(BOB, SELL, 100, 10);
        trial.place(BOB, SELL, 103, 5);
        return book.uncross(reference).priceTicks;
      });
      expect(results).toEqual([102, 102, 103, 103]);
    });

    test('trade in order of price and time at one price, and tell both orders', () => {
      book.beginAuction();
      const handles = [
        trial.place(ANN, BUY, 100, 4),
        trial.place(BOB, BUY, 101, 4),
        trial.place(CAT, BUY, 100, 4),
        trial.place(ANN, SELL, 99, 7),
      ];
      log.take();
      expect(book.uncross(100)).toEqual({ priceTicks: 100, sizeLots: 7 });
      expect(log.take()).toEqual([
        ['fill', handles[3], ANN, 103, BOB, 101, BUY, 100, 4, 3, handles[1], 0],
        ['fill', handles[3], ANN, 103, ANN, 100, BUY, 100, 3, 0, handles[0], 1],
      ]);
      expect([book.leftOf(handles[0]), book.leftOf(handles[2])]).toEqual([1, 4]);
      trial.place(CAT, SELL, 100, 2);
      expect(trial.fills()).toEqual([
        [ANN, CAT, 100, 1],
        [CAT, CAT, 100, 1],
      ]);
    });

    test('outside an auction nothing is uncrossed', () => {
      trial.place(ANN, BUY, 100, 4);
      expect([book.indicative(100), book.uncross(100)]).toEqual([
        { priceTicks: 0, sizeLots: 0 },
        { priceTicks: 0, sizeLots: 0 },
      ]);
      expect(book.orders).toBe(1);
    });
  });
});
