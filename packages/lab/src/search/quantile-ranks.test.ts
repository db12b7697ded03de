import { expect, test } from '@jest/globals';
import { quantileRanks } from './quantile-ranks.ts';

test.each([
  // R: qbinom(c(.025, .975), n, p) + c(0, 1), which is where these ranks stand.
  [10, 0.5, 2, 9],
  [25, 0.5, 8, 18],
  [40, 0.5, 14, 27],
  [100, 0.5, 40, 61],
  [100, 0.9, 84, 96],
])(
  'of %d numbers, the quantile at %d lies between those of ranks %d and %d, by the binomial law',
  (n, share, low, high) => {
    expect(quantileRanks(n, share, 0.95)).toEqual({ low, high });
  },
);

test('five numbers do not bound their median at 95 %, six do: twice 1/32 is more than 5 %, twice 1/64 is less', () => {
  expect(quantileRanks(5, 0.5, 0.95)).toEqual({ low: 0, high: 6 });
  expect(quantileRanks(6, 0.5, 0.95)).toEqual({ low: 1, high: 6 });
});

test('a share outside 0 to 1 is refused', () => {
  expect(() => quantileRanks(10, 1, 0.95)).toThrow('a share of runs lies between 0 and 1, and 1 does not');
});
