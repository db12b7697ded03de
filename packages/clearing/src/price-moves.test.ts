import { expect, test } from '@jest/globals';
import { PriceMoves } from './price-moves.ts';

test('remembers how far a price moved since an instant, and who moved it', () => {
  const moves = new PriceMoves();
  const seen: [number, number][] = [];
  const since = (stamp: number): [number, number][] => {
    seen.length = 0;
    moves.forEachCulprit(0, stamp, (culprit, move) => seen.push([culprit, move]));
    return [...seen];
  };
  const sample = (value: number, culprit: number, share: number): void => {
    moves.next();
    moves.sample(0, value, (direction) => (direction < 0 ? [{ culprit, share }] : []));
  };
  expect([moves.since(0, 0), since(0)]).toEqual([0, []]);
  sample(100, 1, 1);
  sample(90, 2, 0.5);
  sample(90, 3, 1);
  sample(95, 4, 1);
  sample(85, 5, 0.2);
  expect([moves.since(0, 1), moves.since(0, 2), moves.since(0, 4), moves.since(0, 5)]).toEqual([-15, -5, -10, 0]);
  expect(since(1)).toEqual([
    [2, -5],
    [5, -2],
  ]);
  expect(since(2)).toEqual([[5, -2]]);
  expect(moves.stamp).toBe(5);
});
