import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputs } from '../test/mark-inputs.ts';
import { ContinuousEma } from './continuous-ema.ts';
import plugin, { IndexEma, params } from './index-ema.ts';

const make = (raw: object = {}): IndexEma => new IndexEma(params.parse(raw));
const book = (basis: number): { bid: number; ask: number } => ({ bid: 9_999 + basis, ask: 10_001 + basis });

describe('index-ema', () => {
  test('is a mark policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'mark', name: 'index-ema', use: IndexEma });
  });

  test("is 10,020 at an oracle price of 10,000 and an average of 20: Hyperliquid's docs, 'Robust price indices'", () => {
    const policy = make();
    for (let nowMs = 0; nowMs <= 60_000; nowMs += 3_000) policy.price(inputs({ ...book(20), nowMs }));
    expect(policy.price(inputs({ nowMs: 63_000 }))).toBeCloseTo(10_020, 9);
  });

  test("updates by Hyperliquid's numerator and denominator: 3 s at 10, then 6 s at 40", () => {
    const policy = make();
    for (const [nowMs, basis] of [
      [0, 500],
      [3_000, 10],
      [9_000, 40],
    ] as const) {
      policy.price(inputs({ ...book(basis), nowMs }));
    }
    const fading = Math.exp(-6 / 150);
    const average = (10 * 3 * fading + 40 * 6) / (3 * fading + 6);
    expect(policy.price(inputs({ nowMs: 9_000 }))).toBeCloseTo(10_000 + average, 6);
  });

  test("stays within 0.5 % of the index when told so, as DerivaDEX's docs say", () => {
    expect(make({ limit: '0.5%' }).price(inputs(book(300)))).toBe(10_050);
    expect(make({ limit: '0.5%' }).price(inputs(book(-300)))).toBe(9_950);
    expect(make().price(inputs(book(300)))).toBe(10_300);
  });

  test('is the index before the first sample, and nothing without an index', () => {
    expect(make().price(inputs({ bid: 10_500 }))).toBe(10_000);
    expect(make().price(inputs({ ...book(5), index: NaN }))).toBeNaN();
  });
});

test('an average lies between its samples, and forgets all but the last in the long run', () => {
  const samples = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(samples, (steps) => {
      const ema = new ContinuousEma(30_000);
      let timeMs = 0;
      for (const [stepMs, sample] of steps) ema.add((timeMs += stepMs), sample);
      const all = steps.map(([, sample]) => sample);
      expect(ema.value).toBeGreaterThanOrEqual(Math.min(...all) - 1e-6);
      expect(ema.value).toBeLessThanOrEqual(Math.max(...all) + 1e-6);
      for (let k = 0; k < 100; k++) ema.add((timeMs += 30_000), 7);
      expect(ema.value).toBeCloseTo(7, 6);
    }),
  );
});
