import { expect, test } from '@jest/globals';
import { isWholePpm, wholePpm } from './whole-ppm.ts';

test('a fraction written in hundredths of a basis point is whole parts per million', () => {
  for (const [fraction, ppm] of [
    [0.0005, 500],
    [0.00018, 180],
    [-0.00005, -50],
    [0, 0],
    [0.07, 70_000],
  ] as const) {
    expect(isWholePpm(fraction)).toBe(true);
    expect(wholePpm(fraction, 'the fee')).toBe(ppm);
  }
});

test('a finer one is refused in a sentence', () => {
  expect(isWholePpm(0.0000005)).toBe(false);
  expect(() => wholePpm(0.0000005, 'the fee')).toThrow(
    'the fee is a whole number of parts per million (0.01 bp), not 5e-7',
  );
});
