import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bandAround } from './band-around.ts';

describe('bandAround', () => {
  test.each([
    [100_000, 0.15, 0.15, 85_000, 115_000],
    [100_001, 0.15, 0.15, 85_001, 115_001],
    [1_170_000, 0.05, 0.05, 1_111_500, 1_228_500],
    [3, 0.999, 0, 1, 3],
    [1.5, 0.1, 0.1, 1, 2],
  ])('around %d ticks, %d down and %d up: from %d to %d', (reference, down, up, lowTicks, highTicks) => {
    expect(bandAround(reference, down, up)).toEqual({ lowTicks, highTicks });
  });

  test('needs a reference', () => {
    expect(bandAround(0, 0.1, 0.1)).toBeNull();
    expect(bandAround(NaN, 0.1, 0.1)).toBeNull();
  });

  test('holds the whole ticks next to the reference, and is no wider than its shares say', () => {
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), share, share, (reference, down, up) => {
        const { lowTicks, highTicks } = bandAround(reference, down, up) ?? { lowTicks: NaN, highTicks: NaN };
        expect(lowTicks).toBeLessThanOrEqual(Math.floor(reference));
        expect(highTicks).toBeGreaterThanOrEqual(Math.ceil(reference));
        expect(lowTicks).toBeGreaterThanOrEqual(Math.min(Math.floor(reference), reference * (1 - down) * (1 - 1e-11)));
        expect(highTicks).toBeLessThanOrEqual(Math.max(Math.ceil(reference), reference * (1 + up) * (1 + 1e-11)));
      }),
    );
  });
});
