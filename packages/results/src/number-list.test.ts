import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NumberList } from './number-list.ts';

const rising = fc.uniqueArray(fc.nat(400), { maxLength: 300 }).map((numbers) => numbers.sort((a, b) => a - b));

test('a list of numbers keeps them in order, and finds those that it has', () => {
  fc.assert(
    fc.property(rising, fc.nat(400), (numbers, sought) => {
      const list = new NumberList();
      for (const each of numbers) list.push(each);
      expect([...list.values()]).toEqual(numbers);
      expect(list.length).toBe(numbers.length);
      expect(list.placeOf(sought)).toBe(numbers.indexOf(sought));
    }),
  );
});

test('a number of a list can be changed', () => {
  const list = new NumberList();
  list.push(1);
  list.push(2);
  list.set(0, list.at(1) + 5);
  expect([...list.values()]).toEqual([7, 2]);
});
