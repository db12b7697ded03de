import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { int64s } from './int64s.ts';

describe('64-bit integers', () => {
  test('are what BigInt makes of safe integers', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (values) => {
        expect([...int64s(Float64Array.from(values))]).toEqual(values.map(BigInt));
      }),
    );
    const edges = [0, -0, -1, 1, 2 ** 31, -(2 ** 31), 2 ** 32, -(2 ** 32), 2 ** 32 - 1, Number.MIN_SAFE_INTEGER];
    expect([...int64s(Float64Array.from(edges))]).toEqual(edges.map(BigInt));
  });

  test.each([0.5, 2 ** 53, NaN, -Infinity])('refuse %p', (value) => {
    expect(() => int64s(Float64Array.of(value))).toThrow(RangeError);
  });
});
