import { describe, expect, test } from '@jest/globals';
import {
  doubleToFixed,
  fixedExp,
  fixedPi,
  fixedToDouble,
  leadingBits,
  lnOfNeighbours,
  trailingBits,
} from './fixed-point.ts';

const bits = 128;
const one = 1n << 128n;

/** The first decimals of a number below 10, rounded down. */
function decimals(x: bigint, count: number): string {
  const text = ((x * 10n ** BigInt(count)) >> BigInt(bits)).toString().padStart(count + 1, '0');
  return `${text.slice(0, -count)}.${text.slice(-count)}`;
}

describe('fixed-point numbers', () => {
  test('give the known decimals of π, e and ln 2', () => {
    expect(decimals(fixedPi(bits), 35)).toBe('3.14159265358979323846264338327950288');
    expect(decimals(fixedExp(one - 1n, bits) + 8n, 34)).toBe('2.7182818284590452353602874713526624');
    expect(decimals(lnOfNeighbours(2, 1, bits), 35)).toBe('0.69314718055994530941723212145817656');
  });

  test('the logarithm of a ratio is the negative of that of its inverse', () => {
    expect(lnOfNeighbours(7, 8, bits)).toBe(-lnOfNeighbours(8, 7, bits));
    expect(fixedToDouble(lnOfNeighbours(7, 8, bits), bits)).toBeCloseTo(Math.log(7 / 8), 15);
  });

  test('exp of a negative number is the inverse', () => {
    const product = fixedExp(one / 3n, bits) * fixedExp(-one / 3n, bits);
    expect(fixedToDouble(product >> 128n, bits)).toBe(1);
  });

  test('a number is the sum of its leading and its trailing bits', () => {
    for (const x of [fixedPi(bits), -fixedPi(bits), one / 7n]) {
      const leading = doubleToFixed(leadingBits(x, bits, 30), bits);
      expect(leading % (1n << 98n)).toBe(0n);
      expect(fixedToDouble(x - leading, bits)).toBe(trailingBits(x, bits, 30));
      expect(trailingBits(x, bits, 30)).toBeLessThan(2 ** -30);
    }
  });

  test('a double survives the way there and back', () => {
    for (const x of [1, -0.1, 1e-10, 123456.789]) expect(fixedToDouble(doubleToFixed(x, bits), bits)).toBe(x);
  });
});
