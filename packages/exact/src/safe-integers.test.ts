import { describe, expect, test } from '@jest/globals';
import { ExactError } from './exact-error.ts';
import { addExact, assertSafe, mulExact } from './safe-integers.ts';

const largest = Number.MAX_SAFE_INTEGER;

describe('safe integers', () => {
  test('add and multiply up to the last one', () => {
    expect(addExact(largest - 1, 1)).toBe(largest);
    expect(addExact(-largest, 2 * 3)).toBe(6 - largest);
    expect(mulExact(94906265, -94906265)).toBe(-9007199136250225);
  });

  test.each([
    [() => addExact(largest, 1), '9007199254740991 + 1'],
    [() => addExact(-largest, -1), '-9007199254740991 + -1'],
    [() => addExact(0.5, 0.5), '0.5 + 0.5'],
    [() => addExact(2 ** 53, -1), '9007199254740992 + -1'],
    [() => mulExact(94906266, 94906266), '94906266 × 94906266'],
    [() => mulExact(0.5, 2), '0.5 × 2'],
    [() => mulExact(NaN, 0), 'NaN × 0'],
    [() => assertSafe(Infinity, 'The fee'), 'The fee is Infinity'],
    [() => assertSafe(1.5, 'The fee'), 'The fee is 1.5'],
  ])('refuse what leaves them (%#)', (call, words) => {
    expect(call).toThrow(ExactError);
    expect(call).toThrow(words);
  });

  test('never give a negative zero', () => {
    for (const zero of [addExact(-0, -0), mulExact(-5, 0), assertSafe(-0, 'Nothing')])
      expect(Object.is(zero, 0)).toBe(true);
  });
});
