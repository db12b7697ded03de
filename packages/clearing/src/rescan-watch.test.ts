import { expect, test } from '@jest/globals';
import { ToyBook } from '../test/toy-book.ts';
import type { ToyPrice } from '../test/toy-book.ts';
import { RescanWatch } from './rescan-watch.ts';

const perp: ToyPrice = { kind: 'perp', tiers: [[0, 100]] };

test('the rescan judges holders of the moved prices, the touched and those that failed, once each', () => {
  const book = new ToyBook([perp, perp], [100, 100], ['none', 'none', 'none']);
  for (const unit of [0, 1, 2]) book.deposit(unit, 300);
  book.trade(0, 0, 10);
  book.trade(1, 0, 10);
  book.trade(1, 1, 1);
  book.trade(2, 1, 10);
  const watch = new RescanWatch(book);
  expect(watch.failing([])).toEqual([]);
  expect(watch.judgements).toBe(3);
  book.prices[0] = 50;
  expect(watch.failing([0, 1])).toEqual([0, 1]);
  expect(watch.judgements).toBe(6);
  book.deposit(1, 1_000);
  expect(watch.failing([])).toEqual([0]);
  expect(watch.judgements).toBe(8);
  expect(watch.failing([])).toEqual([0]);
  expect(watch.judgements).toBe(9);
});
