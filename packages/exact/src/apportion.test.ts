import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apportion } from './apportion.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);
const uncapped = (total: number, weights: readonly number[]): number[] =>
  apportion(
    total,
    weights,
    weights.map(() => total),
  );

describe('apportion', () => {
  test.each([
    ['in proportion', 10, [1, 1, 3], [2, 2, 6]],
    ['the rest to the largest remainder', 10, [46, 31, 23], [5, 3, 2]],
    ['equal remainders to the first', 5, [1, 1, 1], [2, 2, 1]],
    ['nothing to a weight of 0', 7, [0, 5, 0], [0, 7, 0]],
    ['nothing to nobody', 7, [], []],
    ['nothing at all', 0, [3, 4], [0, 0]],
  ])('divides: %s', (_title, total, weights, parts) => {
    expect(uncapped(total, weights)).toEqual(parts);
  });

  test.each([
    ['what is above a cap goes to the others', 12, [2, 1, 1], [3, 9, 9], [3, 5, 4]],
    ['again, where that fills the next', 12, [4, 2, 1], [3, 3, 9], [3, 3, 6]],
    ['no more than there is room for', 12, [1, 1, 0], [3, 4, 9], [3, 4, 0]],
    ['a cap of 0 gets nothing', 3, [9, 1], [0, 5], [0, 3]],
  ])('keeps caps: %s', (_title, total, weights, caps, parts) => {
    expect(apportion(total, weights, caps)).toEqual(parts);
  });

  test('is exact where products pass 2^53', () => {
    const half = 2 ** 51;
    expect(uncapped(2 ** 52 + 1, [half, half])).toEqual([half + 1, half]);
  });

  test.each([
    [-1, [1], [1], 'from 0 on, not -1'],
    [1, [0.5], [1], 'from 0 on, not 0.5'],
    [1, [1], [NaN], 'from 0 on, not NaN'],
    [1, [1, 1], [1], '2 weights need as many caps, not 1'],
    [1, [Number.MAX_SAFE_INTEGER, 1], [1, 1], 'the weights sum past the safe integers'],
  ])('refuses %d of %j within %j', (total, weights, caps, sentence) => {
    expect(() => apportion(total, weights, caps)).toThrow(sentence);
  });

  test('gives all that caps leave room for, keeps them, and is within one of the true proportion', () => {
    const people = fc.array(fc.tuple(fc.nat(2 ** 40), fc.nat(2 ** 30)), { maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(2 ** 34), people, (total, made) => {
        const weights = made.map(([weight]) => weight);
        const caps = made.map(([, cap]) => cap);
        const parts = apportion(total, weights, caps);
        expect(sum(parts)).toBe(Math.min(total, sum(caps.filter((_, index) => weights[index] > 0))));
        expect(parts.filter((part, index) => part < 0 || part > caps[index] || !Number.isSafeInteger(part))).toEqual(
          [],
        );
        // Each of those below its cap is within one of the same multiple of its weight.
        const free = parts.map((_, index) => index).filter((index) => parts[index] < caps[index]);
        const first = free.find((index) => weights[index] > 0);
        for (const index of first === undefined ? [] : free) {
          const [a, b] = [BigInt(weights[first ?? 0]), BigInt(weights[index])];
          const gap = BigInt(parts[first ?? 0]) * b - BigInt(parts[index]) * a;
          expect(gap <= a + b && gap >= -a - b).toBe(true);
        }
      }),
    );
  });
});
