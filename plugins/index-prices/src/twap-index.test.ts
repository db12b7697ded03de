import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { market, target } from '../test/index-source.ts';
import { TimeWeightedMean } from './time-weighted-mean.ts';
import plugin, { TwapIndex, params } from './twap-index.ts';

const at = (policy: TwapIndex, seconds: number, mid: number): number =>
  policy.price(target('BTC/USDT', seconds * 1_000), [market('BTC/USDT@a', mid)]);

describe('twap-index', () => {
  test('is an index policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'twap-index', use: TwapIndex });
  });

  test("weighs each price by how long it held, as Uniswap's v2 whitepaper (2020, 2.2): 100 for 30 s and 90 for 10 s", () => {
    const policy = new TwapIndex(params.parse({ window: '1 min' }));
    expect(at(policy, 0, 100)).toBe(100);
    expect(at(policy, 30, 90)).toBe(100);
    expect(at(policy, 40, 50)).toBe((30 * 100 + 10 * 90) / 40);
  });

  test('forgets what is older than its window, to the millisecond', () => {
    const policy = new TwapIndex(params.parse({ window: '10 s' }));
    at(policy, 0, 100);
    at(policy, 8, 50);
    expect(at(policy, 12, 50)).toBe((6 * 100 + 4 * 50) / 10);
    expect(at(policy, 18, 50)).toBe(50);
  });

  test('goes on with its last price while no source is left', () => {
    const policy = new TwapIndex(params.parse({ window: '10 s' }));
    expect(at(policy, 0, NaN)).toBeNaN();
    at(policy, 5, 100);
    at(policy, 10, 80);
    expect(at(policy, 20, NaN)).toBe(80);
  });
});

test('a mean over time is that of all its milliseconds, one by one', () => {
  const notes = fc.array(
    fc.record({ stepMs: fc.integer({ min: 0, max: 9 }), value: fc.integer({ min: 1, max: 99 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(notes, fc.integer({ min: 1, max: 50 }), (steps, windowMs) => {
      const mean = new TimeWeightedMean(windowMs);
      const byMs: number[] = [];
      let value = NaN;
      for (const step of steps) {
        for (let ms = 0; ms < step.stepMs; ms++) byMs.push(value);
        value = step.value;
        mean.note(byMs.length, value);
        const window = byMs.slice(-windowMs).filter((each) => !Number.isNaN(each));
        const expected = window.length === 0 ? value : window.reduce((sum, each) => sum + each, 0) / window.length;
        expect(mean.mean(byMs.length)).toBeCloseTo(expected, 9);
      }
    }),
  );
});
