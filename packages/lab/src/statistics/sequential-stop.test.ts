import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { confidenceSequence, proportionSequence, sequenceReach } from './confidence-sequence.ts';
import { SequentialStop } from './sequential-stop.ts';

describe('a confidence sequence', () => {
  test('ends where the mixture of likelihood ratios reaches 1 / α, as Lindon et al. (2022) have it', () => {
    const [level, tunedFor] = [0.95, 100];
    const spread = (-2 * Math.log(0.05) + Math.log(1 - 2 * Math.log(0.05))) / tunedFor;
    for (const n of [12, 40, 500]) {
      const t = sequenceReach(n, 2, { level, tunedFor }) / (2 / Math.sqrt(n));
      const grown = 1 + n * spread;
      const ratio = ((1 + t ** 2 / (n - 1)) / (1 + t ** 2 / ((n - 1) * grown))) ** (n / 2) / Math.sqrt(grown);
      expect(ratio).toBeCloseTo(20, 8);
    }
  });

  test('comes to the asymptotic one of Waudby-Smith et al. (2024, theorem 2.2) as values grow many', () => {
    const [n, alpha] = [20_000, 0.05];
    const square = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / 1_000;
    const grown = n * square + 1;
    const theirs = Math.sqrt(((2 * grown) / (n * n * square)) * Math.log(Math.sqrt(grown) / alpha));
    expect(sequenceReach(n, 1, { level: 0.95, tunedFor: 1_000 }) / theirs).toBeCloseTo(1, 3);
  });

  test('is narrower at the number it is tuned for than when tuned for others', () => {
    const [low, own, high] = [50, 200, 1_500].map((tunedFor) => sequenceReach(200, 1, { level: 0.95, tunedFor }));
    expect(own).toBeLessThan(low!);
    expect(own).toBeLessThan(high!);
  });

  test('is the whole line for few values and for values all alike', () => {
    expect(confidenceSequence([1, 2, 4], { level: 0.95 })).toMatchObject({ low: -Infinity, high: Infinity });
    expect(confidenceSequence(new Float64Array(500).fill(3), { level: 0.95 })).toMatchObject({
      value: 3,
      high: Infinity,
    });
    expect(() => sequenceReach(9, 1, { level: 0.95, tunedFor: 0 })).toThrow(RangeError);
  });

  test('of an event that never came in 50 trials ends where (1 − p)^50 = 0.05 / 51', () => {
    const { low, high } = proportionSequence(0, 50, 0.95);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(1 - (0.05 / 51) ** (1 / 50), 12);
    expect(proportionSequence(50, 50, 0.95).low).toBeCloseTo(1 - high, 12);
  });
});

describe('stopping', () => {
  test('comes at the first value whose interval is narrow enough', () => {
    const stop = new SequentialStop({ of: 'mean', halfWidth: 0.5, level: 0.95, tunedFor: 50 });
    const values: number[] = [];
    const reach = (): number => {
      const { low, high } = confidenceSequence(values, { level: 0.95, tunedFor: 50 });
      return (high - low) / 2;
    };
    while (!stop.mayStop) {
      if (values.length > 0) expect(reach()).toBeGreaterThan(0.5);
      values.push(Math.sin(values.length * 12.9898) * 1.4);
      stop.add(values.at(-1)!);
    }
    expect(reach()).toBeLessThanOrEqual(0.5);
    const direct = confidenceSequence(values, { level: 0.95, tunedFor: 50 });
    expect(stop.estimate.low).toBeCloseTo(direct.low, 10);
    expect(values.length).toBeGreaterThan(20);
  });

  test('of an event that does not come is by trials, not by a spread that has not shown', () => {
    const stop = new SequentialStop({ of: 'event', halfWidth: 0.05, level: 0.95 });
    expect(stop.estimate).toMatchObject({ value: NaN, low: 0, high: 1 });
    let n = 0;
    for (; !stop.mayStop; n += 1) stop.add(0);
    expect(proportionSequence(0, n, 0.95).high).toBeLessThanOrEqual(0.1);
    expect(proportionSequence(0, n - 1, 0.95).high).toBeGreaterThan(0.1);
  });

  test('of a mean never comes where all values are alike', () => {
    const stop = new SequentialStop({ of: 'mean', halfWidth: 1, level: 0.95 });
    for (let i = 0; i < 1_000; i += 1) stop.add(0.1);
    expect(stop.mayStop).toBe(false);
  });

  test('refuses what is no half-width and what is no event', () => {
    expect(() => new SequentialStop({ of: 'mean', halfWidth: 0, level: 0.95 })).toThrow(RangeError);
    const stop = new SequentialStop({ of: 'event', halfWidth: 0.1, level: 0.95 });
    expect(() => stop.add(0.5)).toThrow(new RangeError("an event's value is 0 or 1, not 0.5"));
  });

  test('does not mind the order that came before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 60 }), (events) => {
        const [one, other] = [events, events.toReversed()].map((each) => {
          const stop = new SequentialStop({ of: 'event', halfWidth: 0.1, level: 0.9 });
          for (const event of each) stop.add(event);
          return stop.estimate;
        });
        expect(one).toEqual(other);
        expect(one!.low).toBeLessThanOrEqual(one!.value);
        expect(one!.high).toBeGreaterThanOrEqual(one!.value);
      }),
    );
  });
});
