import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import plugin, { KinkedRate, kinkedRate, params } from './kinked-rate.ts';

const stableTwo = { optimal: 0.8, base: 0, slope1: 0.04, slope2: 0.75 };

describe('kinked-rate', () => {
  test('is a lending rate policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'lendingRate', name: 'kinked-rate', use: KinkedRate });
    expect(params.parse({})).toEqual(stableTwo);
  });

  test.each([
    ['an empty reserve', 0, 0],
    ['0.8% usage', 0.008, 0.0004],
    ['80% usage', 0.8, 0.04],
    ['100% usage', 1, 0.79],
  ])('is that of aave-v3-core, rate-strategy.spec.ts, at %s', (_, utilisation, expected) => {
    expect(new KinkedRate(params.parse({})).rate(utilisation)).toBeCloseTo(expected, 15);
  });

  test('adds the base everywhere, and half of each slope halfway: Aave Protocol Whitepaper v1.0 (January 2020), section 1.2', () => {
    const terms = { optimal: 0.6, base: 0.01, slope1: 0.08, slope2: 1 };
    expect(kinkedRate(0.3, terms)).toBeCloseTo(0.01 + 0.04, 15);
    expect(kinkedRate(0.8, terms)).toBeCloseTo(0.01 + 0.08 + 0.5, 15);
  });

  test('has no slope before a kink at 0 or after one at 1', () => {
    expect([0, 0.5, 1].map((used) => kinkedRate(used, { ...stableTwo, optimal: 0 }))).toEqual([0, 0.415, 0.79]);
    expect([0, 0.5, 1].map((used) => kinkedRate(used, { ...stableTwo, optimal: 1 }))).toEqual([0, 0.02, 0.04]);
  });

  test('never falls as more is lent out, and lies between base and base + both slopes', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const slope = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(share, share, share, slope, slope, slope, (one, other, optimal, base, slope1, slope2) => {
        const terms = { optimal, base, slope1, slope2 };
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((used) => kinkedRate(used, terms));
        const slack = 1e-9;
        expect(low).toBeGreaterThanOrEqual(base);
        expect(high).toBeGreaterThanOrEqual(low - slack);
        expect(high).toBeLessThanOrEqual(base + slope1 + slope2 + slack);
      }),
    );
  });
});
