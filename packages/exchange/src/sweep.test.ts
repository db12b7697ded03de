import { expect, test } from '@jest/globals';
import { FastBook, MARKET, selfTrade, timeInForce } from '@ebb/book';
import type { BookListener, Side } from '@ebb/book';
import fc from 'fast-check';
import { Sweep } from './sweep.ts';

const OWN = 7;

const offer = fc.record({
  own: fc.boolean(),
  price: fc.integer({ min: 1, max: 6 }),
  lots: fc.integer({ min: 1, max: 9 }),
});

test('what is measured is what the order then trades, its own orders being cancelled on the way', () => {
  const sides = fc.constantFrom<Side>(1, -1);
  const limits = fc.constantFrom(MARKET, 1, 2, 3, 4, 5, 6);
  fc.assert(
    fc.property(
      fc.array(offer, { maxLength: 12 }),
      sides,
      limits,
      fc.integer({ min: 1, max: 60 }),
      (offers, side, limit, lots) => {
        let traded = 0;
        let paid = 0;
        const listener: BookListener = {
          onFill: (...fill) => {
            traded += fill[7];
            paid += fill[6] * fill[7];
          },
          onRest: () => {},
          onReduce: () => {},
          onCancel: () => {},
        };
        const book = new FastBook(listener);
        const other: Side = side > 0 ? -1 : 1;
        offers.forEach(({ own, price, lots: size }, at) => {
          book.place(own ? OWN : 1, at, other, price, size, timeInForce.gtc, selfTrade.none);
        });
        book.place(OWN, 99, side, side > 0 ? 1 : 6, 1, timeInForce.postOnly, selfTrade.none);
        const sweep = new Sweep();
        sweep.measure(book, OWN, side, limit, lots);
        book.place(OWN, 100, side, limit, lots, timeInForce.ioc, selfTrade.cancelResting);
        expect([sweep.lots, sweep.ticksLots]).toEqual([traded, paid]);
      },
    ),
    { numRuns: 600 },
  );
});

test('a cost past what can be counted is Infinity', () => {
  const listener: BookListener = { onFill: () => {}, onRest: () => {}, onReduce: () => {}, onCancel: () => {} };
  const book = new FastBook(listener);
  const most = 2 ** 31 - 1;
  book.place(1, 1, -1, most, 2 ** 40, timeInForce.gtc, selfTrade.none);
  const sweep = new Sweep();
  sweep.measure(book, OWN, 1, MARKET, 2 ** 40);
  expect([sweep.lots, sweep.ticksLots]).toEqual([2 ** 40, Infinity]);
  book.place(OWN, 2, -1, 5, 1, timeInForce.gtc, selfTrade.none);
  sweep.measure(book, OWN, 1, MARKET, 2 ** 40);
  expect([sweep.lots, sweep.ticksLots]).toEqual([2 ** 40, Infinity]);
});
