import { expect, test } from '@jest/globals';
import { VotePrice } from './vote-price.ts';

test('a price is the latest before the first period has ended, then the mean over the last whole one by time', () => {
  const votes = new VotePrice(0, 30_000);
  expect(votes.at(0)).toBeNaN();
  votes.observe(80, 0);
  votes.observe(NaN, 5000);
  votes.observe(50, 10_000);
  expect(votes.at(29_999)).toBe(50);
  expect(votes.at(30_000)).toBeCloseTo((80 * 10 + 50 * 20) / 30, 12);
  votes.observe(20, 45_000);
  expect(votes.at(59_999)).toBeCloseTo(60, 12);
  expect(votes.at(60_000)).toBeCloseTo(35, 12);
});

test('a price that nobody moved for periods is what it was, and a first one that came late weighs from then on', () => {
  const votes = new VotePrice(0, 30_000);
  votes.observe(10, 20_000);
  expect(votes.at(30_000)).toBe(10);
  votes.observe(70, 40_000);
  expect(votes.at(200_000)).toBe(70);
});
