import { describe, expect, test } from '@jest/globals';
import { exp } from '@ebb/exact';
import { normalQuantile } from './normal-quantile.ts';

/** The normal distribution function by its Taylor series about 0 (Abramowitz and Stegun 26.2.11); good for |x| < 4. */
function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

describe('the normal quantile', () => {
  // Wichura 1988, section "Test data": p = 0.25, 0.001, 10^-20; and the usual 97.5 % point.
  test.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798408],
    [0.975, 1.959963984540054],
    [0.5, 0],
  ])('at %p is %p', (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected)));
  });

  test('is the inverse of the distribution function', () => {
    for (let x = -3.9; x < 4; x += 0.013) {
      const slope = exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
      expect(Math.abs(normalQuantile(normalCdf(x)) - x) * slope).toBeLessThan(1e-15);
    }
  });

  test('is odd and rises, across its three pieces', () => {
    let before = -Infinity;
    for (const p of [1e-300, 1e-100, 1e-12, 1.3e-11, 1.4e-11, 1e-6, 0.0749999, 0.075, 0.0750001, 0.3, 0.5]) {
      const value = normalQuantile(p);
      expect(value).toBeGreaterThan(before);
      if (p > 1e-3) expect(normalQuantile(1 - p)).toBeCloseTo(-value, 12);
      before = value;
    }
  });
});
