import { expect, test } from '@jest/globals';
import { lotBid } from './lot-bid.ts';

test('bids for all of a lot that is worth less than its debt, for a part of one that is worth more', () => {
  expect(lotBid(50, 5650, 100, 1e6, 0.8)).toEqual({ amount: 50, price: 100 });
  expect(lotBid(50, 5650, 200, 1e6, 0.8)).toEqual({ amount: 28.25, price: 200 });
});

test('bids what it has when coins are a little short, and nothing when they are shorter', () => {
  expect(lotBid(50, 5650, 100, 4500, 0.8)).toEqual({ amount: 50, price: 90 });
  expect(lotBid(50, 5650, 100, 3999, 0.8)).toBeNull();
  expect(lotBid(50, 5650, 100, 0, 0)).toBeNull();
});

test('a price of nothing needs no coins', () => {
  expect(lotBid(50, 5650, 0, 0, 0.8)).toEqual({ amount: 50, price: 0 });
});
