import { expect, test } from '@jest/globals';
import { edgeIn } from './edge-in.ts';

test.each([
  ['number', 2.5, 'USDT', 2.5],
  ['instant', 17, 'us', 17],
  ['span', 5_400_000_000, 's', 5400],
  ['span', 5_400_000_000, 'min', 90],
  ['span', 1, 'USDT', undefined],
  ['fraction', 0.002, 'fraction', 0.002],
  ['fraction', 0.0007, 'bp', 7],
  ['fraction', 0.002, 'USDT', undefined],
] as const)('an edge written as a %s of %d is in %s %d', (kind, value, unit, expected) => {
  expect(edgeIn({ kind, value }, unit)).toBe(expected);
});
