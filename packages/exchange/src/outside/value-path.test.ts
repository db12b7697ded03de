import { expect, test } from '@jest/globals';
import { valueOnPath } from './value-path.ts';

test('a path is linear between knots and level outside them', () => {
  const knots = [
    { timeUs: 100, value: 10 },
    { timeUs: 200, value: 30 },
    { timeUs: 300, value: 20 },
    { timeUs: 700, value: 20 },
    { timeUs: 800, value: 60 },
  ];
  const times = [0, 100, 125, 200, 250, 300, 500, 750, 800, 9000];
  expect(times.map((timeUs) => valueOnPath(knots, timeUs))).toEqual([10, 10, 15, 30, 25, 20, 20, 40, 60, 60]);
  expect(valueOnPath([{ timeUs: 5, value: 7 }], 1)).toBe(7);
});

test('two knots at one time are a jump, from the later on', () => {
  const knots = [
    { timeUs: 0, value: 1 },
    { timeUs: 10, value: 1 },
    { timeUs: 10, value: 5 },
    { timeUs: 20, value: 5 },
  ];
  expect([9, 10, 11].map((timeUs) => valueOnPath(knots, timeUs))).toEqual([1, 5, 5]);
});
