import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LatencyDraws } from '@ebb/sdk';
import plugin, { LognormalLatency, params } from './lognormal-latency.ts';

const draws = (normal: number): LatencyDraws => ({ normal: () => normal, uniform: () => 0, exponential: () => 0 });
const make = (raw: object = {}): LognormalLatency => new LognormalLatency(params.parse(raw));

describe('lognormal-latency', () => {
  test('is a latency policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'latency', name: 'lognormal-latency', use: LognormalLatency });
    expect(make().delayUs(draws(0))).toBe(20_000);
  });

  test('has the quantiles of a lognormal distribution: 90 % are below median × exp(1.2816 sigma)', () => {
    const policy = make({ median: '10 ms', sigma: 0.8, minimum: 0 });
    expect(policy.delayUs(draws(1.281551565545))).toBe(Math.round(10_000 * Math.exp(0.8 * 1.281551565545)));
    expect(policy.delayUs(draws(-1.281551565545))).toBe(Math.round(10_000 / Math.exp(0.8 * 1.281551565545)));
  });

  test('is constant without spread', () => {
    const policy = make({ median: '250 us', sigma: 0, minimum: '100 us' });
    expect([-3, 0, 3].map((normal) => policy.delayUs(draws(normal)))).toEqual([250, 250, 250]);
  });

  test('is a whole number of microseconds, never below the minimum, and rises with the draw', () => {
    const normal = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(normal, normal, fc.integer({ min: 0, max: 9_999 }), (a, b, minimum) => {
        const policy = make({ median: '10 ms', sigma: 1, minimum: `${minimum} us` });
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((each) => policy.delayUs(draws(each)));
        expect(Number.isSafeInteger(low)).toBe(true);
        expect(low).toBeGreaterThanOrEqual(minimum);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  test('refuses a minimum above the median', () => {
    const issues = params.safeParse({ minimum: '21 ms' }).error?.issues.map(({ path, message }) => [...path, message]);
    expect(issues).toEqual([['minimum', 'a minimum within the median, 20 ms']]);
    expect(() => new LognormalLatency({ median: 1, sigma: 0, minimum: 2 })).toThrow(
      'within the median, 1 ms, found 2 ms',
    );
  });
});
