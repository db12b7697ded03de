import { expect, test } from '@jest/globals';
import { DelayedPrice } from './delayed-price.ts';

const HOUR = 3_600_000;

test('osm.sol: the price that was read an hour ago counts, from one whole hour to the next', () => {
  const oracle = new DelayedPrice(HOUR, 200, 10 * HOUR + 5);
  expect(oracle.poke(190, 10 * HOUR + 600)).toBe(false);
  expect(oracle.current).toBe(200);
  expect(oracle.poke(180, 11 * HOUR)).toBe(false);
  expect([oracle.current, oracle.next]).toEqual([200, 180]);
  expect(oracle.poke(100, 11 * HOUR + 1)).toBe(false);
  expect(oracle.poke(150, 12 * HOUR + 30)).toBe(true);
  expect([oracle.current, oracle.next]).toEqual([180, 150]);
});

test('the first price there is counts at once, and one that is none is not read', () => {
  const oracle = new DelayedPrice(HOUR, NaN, 0);
  expect(oracle.poke(NaN, 1)).toBe(false);
  expect(oracle.poke(50, 2)).toBe(true);
  expect([oracle.current, oracle.next]).toEqual([50, 50]);
  expect(oracle.poke(0, HOUR)).toBe(false);
  expect(oracle.next).toBe(50);
});

test('without delay the price read last counts', () => {
  const oracle = new DelayedPrice(0, 50, 0);
  expect(oracle.poke(40, 0)).toBe(true);
  expect(oracle.current).toBe(40);
});
