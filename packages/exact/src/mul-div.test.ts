import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExactError } from './exact-error.ts';
import { mulDiv, type Rounding } from './mul-div.ts';

const roundings: readonly Rounding[] = ['floor', 'ceil', 'trunc', 'nearest'];

/** The quotient by its definition: the whole number of `n ÷ d` that a rounding asks for. */
function divide(n: bigint, d: bigint, rounding: Rounding): bigint {
  const [top, bottom] = d < 0n ? [-n, -d] : [n, d];
  const rest = ((top % bottom) + bottom) % bottom;
  const below = (top - rest) / bottom;
  if (rest === 0n || rounding === 'floor') return below;
  if (rounding === 'ceil') return below + 1n;
  if (rounding === 'trunc') return top < 0n ? below + 1n : below;
  const twice = 2n * rest;
  if (twice === bottom) return below % 2n === 0n ? below : below + 1n;
  return twice < bottom ? below : below + 1n;
}

describe('mulDiv', () => {
  test.each([
    [7, 1, 2, [3, 4, 3, 4]],
    [-7, 1, 2, [-4, -3, -3, -4]],
    [5, 1, 2, [2, 3, 2, 2]],
    [5, 1, -2, [-3, -2, -2, -2]],
    [-5, -1, 2, [2, 3, 2, 2]],
    [1, 1, -3, [-1, 0, 0, 0]],
    [-2, 1, 3, [-1, 0, 0, -1]],
    [6, 4, 3, [8, 8, 8, 8]],
    [0, -9, 7, [0, 0, 0, 0]],
    [1e15 + 1, 1e15, 2e15, [5e14, 5e14 + 1, 5e14, 5e14]],
    [-(1e15 + 1), 1e15, 2e15, [-5e14 - 1, -5e14, -5e14, -5e14]],
    [1e15 + 3, 1e15, 2e15, [5e14 + 1, 5e14 + 2, 5e14 + 1, 5e14 + 2]],
  ])('%d × %d ÷ %d', (a, b, c, expected) => {
    const results = roundings.map((rounding) => mulDiv(a, b, c, rounding));
    expect(results).toEqual(expected);
    expect(results.some((result) => Object.is(result, -0))).toBe(false);
  });

  test('equals the definition for arguments of every size', () => {
    const sized = fc
      .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 52 }))
      .map(([n, bits]) => Math.trunc(n / 2 ** bits) + 0);
    fc.assert(
      fc.property(sized, sized, sized, fc.constantFrom(...roundings), (a, b, c, rounding) => {
        fc.pre(c !== 0);
        const exact = divide(BigInt(a) * BigInt(b), BigInt(c), rounding);
        if (exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < BigInt(Number.MIN_SAFE_INTEGER)) {
          expect(() => mulDiv(a, b, c, rounding)).toThrow(ExactError);
        } else {
          expect(mulDiv(a, b, c, rounding)).toBe(Number(exact));
        }
      }),
      { numRuns: 5000, seed: 1 },
    );
  });

  test('equals the definition next to whole quotients just below 2^53', () => {
    for (const c of [3, 7, 94906265, 94906267, 1234567891]) {
      const whole = Math.floor(Number.MAX_SAFE_INTEGER / c);
      for (const off of [-1, 0, 1]) {
        for (const sign of [1, -1]) {
          const a = sign * (whole * c + off);
          if (!Number.isSafeInteger(a)) continue;
          for (const rounding of roundings) {
            expect(mulDiv(a, 1, c, rounding)).toBe(Number(divide(BigInt(a), BigInt(c), rounding)));
          }
        }
      }
    }
  });

  test.each([
    [1, 1, 0, '1 × 1 ÷ 0 has no value'],
    [1.5, 2, 3, 'three safe integers'],
    [2 ** 53, 1, 2, 'three safe integers'],
    [1, 1, NaN, 'three safe integers'],
    [2 ** 52, 4, 1, 'past the safe integers'],
    [-(2 ** 52), 2 ** 52, 3, 'past the safe integers'],
  ])('refuses %d × %d ÷ %d', (a, b, c, words) => {
    for (const rounding of roundings) {
      expect(() => mulDiv(a, b, c, rounding)).toThrow(ExactError);
      expect(() => mulDiv(a, b, c, rounding)).toThrow(words);
    }
  });
});
