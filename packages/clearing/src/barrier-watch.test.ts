import { describe, expect, test } from '@jest/globals';
import { ToyBook } from '../test/toy-book.ts';
import type { ToyPrice } from '../test/toy-book.ts';
import { BarrierWatch } from './barrier-watch.ts';

const perp: ToyPrice = { kind: 'perp', tiers: [[0, 100]] };
const holding: ToyPrice = { kind: 'holding', tiers: [[0, 900]] };

/** A watch of one long of 10 at 100 with 300 of its own, which fails below 70 / 0.9 = 77.8. */
function longWatch(terms: readonly ToyPrice[] = [perp]): { book: ToyBook; watch: BarrierWatch } {
  const book = new ToyBook(
    terms,
    terms.map(() => 100),
    ['tight'],
  );
  book.deposit(0, 300);
  book.trade(0, 0, 10);
  const watch = new BarrierWatch(book);
  expect(watch.failing([])).toEqual([]);
  return { book, watch };
}

/** Moves the first price and asks. */
function move(book: ToyBook, watch: BarrierWatch, price: number): readonly number[] {
  book.prices[0] = price;
  return watch.failing([0]);
}

describe('the watch with barriers', () => {
  test('judges a unit when its barrier is crossed, and not before', () => {
    const { book, watch } = longWatch();
    expect(book.judged).toBe(1);
    expect(move(book, watch, 81)).toEqual([]);
    expect(move(book, watch, 500)).toEqual([]);
    expect(book.judged).toBe(1);
    expect(move(book, watch, 80)).toEqual([]);
    expect(book.judged).toBe(2);
    expect(move(book, watch, 77)).toEqual([0]);
    expect(book.judged).toBe(3);
  });

  test('names a unit that fails at each call, until it is healthy', () => {
    const { book, watch } = longWatch();
    expect(move(book, watch, 50)).toEqual([0]);
    expect(watch.failing([])).toEqual([0]);
    expect(move(book, watch, 90)).toEqual([]);
    expect(watch.failing([])).toEqual([]);
    expect(book.judged).toBe(4);
    expect(move(book, watch, 50)).toEqual([0]);
    book.close(0, 1);
    expect(watch.failing([])).toEqual([0]);
    book.deposit(0, 300);
    expect(watch.failing([])).toEqual([]);
  });

  test('judges what was touched once, though a price crossed its barrier too', () => {
    const { book, watch } = longWatch();
    book.deposit(0, 100);
    expect(move(book, watch, 70)).toEqual([]);
    expect(book.judged).toBe(2);
  });

  test('judges at any adverse move without reach, and not while the price stands still', () => {
    const book = new ToyBook([perp], [100], ['none', 'none']);
    for (const unit of [0, 1]) book.deposit(unit, 1_000);
    book.trade(0, 0, 5);
    book.trade(1, 0, -5);
    const watch = new BarrierWatch(book);
    watch.failing([0]);
    expect(book.judged).toBe(2);
    for (let i = 0; i < 5; i++) watch.failing([0]);
    expect(book.judged).toBe(2);
    move(book, watch, 100 - 1e-13);
    expect(book.judged).toBe(4);
    move(book, watch, 100);
    expect(book.judged).toBe(6);
  });

  test('sets no barrier where no price can hurt', () => {
    const book = new ToyBook([perp], [100], ['tight']);
    book.deposit(0, 5);
    const watch = new BarrierWatch(book);
    watch.failing([0]);
    expect(watch.barriers).toBe(0);
    move(book, watch, 1);
    expect(book.judged).toBe(1);
  });

  test.each([0, NaN])('judges again when a price that was %p gets a value, or loses it', (none) => {
    const book = new ToyBook([holding, perp], [none, 100], ['tight']);
    book.deposit(0, 100);
    book.trade(0, 0, 10);
    const watch = new BarrierWatch(book);
    expect(watch.failing([])).toEqual([]);
    book.trade(0, 1, 10);
    expect(watch.failing([])).toEqual([]);
    book.prices[1] = 90;
    expect(watch.failing([1])).toEqual([0]);
    expect(move(book, watch, 50)).toEqual([]);
    expect(move(book, watch, none)).toEqual([0]);
    expect(move(book, watch, 2)).toEqual([0]);
  });

  test('judges a debt in what has no price yet at its first price, though no move of it was said to hurt', () => {
    const prices = [NaN];
    let isTouched = true;
    const watch = new BarrierWatch({
      priceCount: 1,
      priceAt: (price) => prices[price],
      takeTouched: (visit) => {
        if (isTouched) visit(7);
        isTouched = false;
      },
      forEachHolder: (_, visit) => visit(7),
      judge: () => prices[0] > 0,
      certificate: { reach: Infinity, count: 1, prices: Int32Array.of(0), hurts: Int8Array.of(1) },
    });
    expect(watch.failing([])).toEqual([]);
    prices[0] = 5;
    expect(watch.failing([0])).toEqual([7]);
  });

  test('watches both sides of a debt and a holding that move together', () => {
    const book = new ToyBook([holding, holding], [100, 100], ['tight']);
    book.trade(0, 0, 10);
    book.trade(0, 1, -5);
    book.deposit(0, 0);
    const watch = new BarrierWatch(book);
    expect(watch.failing([])).toEqual([0]);
    book.deposit(0, 200);
    expect(watch.failing([])).toEqual([]);
    book.prices[1] = 120;
    expect(watch.failing([1])).toEqual([]);
    book.prices[1] = 121;
    expect(watch.failing([1])).toEqual([0]);
  });

  test('keeps no more stale barriers than live ones, but for a thousand', () => {
    const units = 500;
    const book = new ToyBook(
      [perp, perp],
      [100, 100],
      Array.from({ length: units }, () => 'both sides' as const),
    );
    const watch = new BarrierWatch(book);
    for (let round = 0; round < 40; round++) {
      for (let unit = 0; unit < units; unit++) book.trade(unit, round % 2, 1);
      for (let unit = 0; unit < units; unit++) book.deposit(unit, 1_000);
      expect(watch.failing([])).toEqual([]);
      expect(watch.barriers).toBeLessThanOrEqual(2 * 4 * units + 1024);
    }
    expect(book.judged).toBe(40 * units);
    for (let unit = 0; unit < units; unit++) book.close(unit, 1);
    expect(watch.failing([])).toEqual([]);
    expect(watch.barriers).toBeLessThanOrEqual(1024);
  });
});
