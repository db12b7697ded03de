import { describe, expect, test } from '@jest/globals';
import { moments } from '../statistics/moments.ts';
import { quantile } from '../statistics/quantile.ts';
import { drawsOf } from '../search/draws.ts';
import { regretOverConditions } from './regret-over-conditions.ts';
import { regretTable } from './regret-table.ts';

/** Profits of three variants in three conditions, each the same under every seed. */
const PROFITS = [
  [10, 6, 2],
  [7, 7, 4],
  [1, 9, 3],
];
const VARIANTS = ['bold', 'even', 'late'];
const certain = (seeds: number) => PROFITS.map((own) => own.map((value) => new Array<number>(seeds).fill(value)));
const judged = { variants: VARIANTS, runs: certain(4), goal: 'max' } as const;
const ATLEAST4 = certain(4).map((own) => own.map((values) => values.map((value) => Number(value >= 4))));
const options = { seed: 1, resamples: 400 };

describe('regret over conditions', () => {
  test('of a 3 × 3 table, worked by hand: the best are 10, 9, 4', () => {
    const { variants, choice } = regretOverConditions(judged, options);
    expect(variants.map(({ regrets }) => regrets)).toEqual([
      [0, 3, 2],
      [3, 2, 0],
      [9, 0, 1],
    ]);
    expect(variants.map(({ worstRegret }) => worstRegret.value)).toEqual([3, 3, 9]);
    expect(variants.map(({ meanRegret }) => meanRegret.value)).toEqual([5 / 3, 5 / 3, 10 / 3]);
    expect(variants.map(({ worst }) => worst.value)).toEqual([2, 4, 1]);
    // bold and even tie in both regrets; the first is named, and resamples are shared.
    expect(choice).toEqual({ minimaxRegret: 'bold', meanRegret: 'bold', maximin: 'even' });
    expect(variants.map(({ chosen }) => chosen.minimaxRegret)).toEqual([0.5, 0.5, 0]);
    expect(variants.map(({ chosen }) => chosen.maximin)).toEqual([0, 1, 0]);
    const { low, high } = variants[2]!.worstRegret;
    expect([low, high]).toEqual([9, 9]);
  });

  test('of the same numbers as losses: the best are 1, 6, 2', () => {
    const { variants, choice } = regretOverConditions({ ...judged, goal: 'min' }, options);
    expect(variants.map(({ regrets }) => regrets)).toEqual([
      [9, 0, 0],
      [6, 1, 2],
      [0, 3, 1],
    ]);
    expect(variants.map(({ worst }) => worst.value)).toEqual([10, 7, 9]);
    expect(choice).toEqual({ minimaxRegret: 'late', meanRegret: 'late', maximin: 'even' });
  });

  test('counts the runs that do what is asked of them, each condition alike', () => {
    const { variants } = regretOverConditions({ ...judged, satisficing: ATLEAST4 }, options);
    expect(variants.map(({ satisficing }) => satisficing!.value)).toEqual([2 / 3, 1, 1 / 3]);
  });

  test('leaves a seed out for all variants where one has no number, and a condition where no seed is left', () => {
    const runs = certain(4).map((own) => own.map((values) => [...values]));
    runs[0]![0]![1] = NaN;
    // Would be the best of all, were it counted.
    runs[1]![0]![1] = 1_000;
    runs[2]![2] = [NaN, NaN, NaN, NaN];
    const found = regretOverConditions({ ...judged, runs }, options);
    expect(found.incomplete).toBe(5);
    expect(found.variants.map(({ regrets }) => regrets)).toEqual([
      [0, 3, NaN],
      [3, 2, NaN],
      [9, 0, NaN],
    ]);
    expect(found.variants[0]!.meanRegret.value).toBe(1.5);
    expect(found.notes.join(' ')).toContain('5 of 12 pairs of condition and seed count for no variant');
    expect(found.notes.join(' ')).toContain('1 of 3 conditions');
  });

  test('takes any statistic of the runs, as their median', () => {
    const runs = [[[0, 1, 50]], [[2, 3, 4]]];
    const two = { variants: ['a', 'b'], runs, goal: 'max' } as const;
    expect(regretOverConditions(two, options).choice.minimaxRegret).toBe('a');
    const median = (ascending: ArrayLike<number>): number => quantile(ascending, 0.5);
    const found = regretOverConditions({ ...two, statistic: median }, options);
    expect(found.choice.minimaxRegret).toBe('b');
    expect(found.variants[0]!.regrets).toEqual([2]);
  });

  test('is sure of a small difference under the same luck, and unsure of one in luck of its own', () => {
    const luck = (k: number, own: number): number => drawsOf(k, `luck ${own}`).normal();
    const runs = (shared: boolean) =>
      [0, 1].map((variant) =>
        [0, 1, 2, 3].map((condition) =>
          Array.from({ length: 40 }, (_, k) => 0.05 * variant + luck(k, shared ? condition : 4 * variant + condition)),
        ),
      );
    const of = (shared: boolean) =>
      regretOverConditions({ variants: ['base', 'better'], runs: runs(shared), goal: 'max' }, options);
    expect(of(true).variants[1]!.chosen.minimaxRegret).toBe(1);
    expect(of(true).variants[0]!.worstRegret.value).toBeCloseTo(0.05, 12);
    const unsure = of(false);
    expect(Math.max(...unsure.variants.map(({ chosen }) => chosen.minimaxRegret))).toBeLessThan(0.95);
    expect(unsure.notes[0]).toContain('The choice is not settled');
  });

  test('draws conditions anew where they are a sample', () => {
    const width = (sampled: boolean): number => {
      const { low, high } = regretOverConditions({ ...judged, sampled }, options).variants[0]!.meanRegret;
      return high - low;
    };
    expect(width(false)).toBe(0);
    expect(width(true)).toBeGreaterThan(1);
  });

  test('depends on its seed alone', () => {
    const noisy = PROFITS.map((own) => own.map((value) => [value, value + 3, value - 1, value * 2]));
    const of = (seed: number) => regretOverConditions({ ...judged, runs: noisy }, { seed, resamples: 50 });
    expect(of(1)).toEqual(of(1));
    expect(of(2)).not.toEqual(of(1));
    expect(moments(noisy[0]![0]!).n).toBe(4);
  });

  test('refuses runs that do not fit each other', () => {
    expect(() => regretOverConditions({ ...judged, runs: certain(4).slice(1) }, options)).toThrow(
      'each of one or more variants',
    );
    expect(() => regretOverConditions({ ...judged, runs: [...certain(4).slice(1), certain(3)[0]!] }, options)).toThrow(
      'expected 4 runs at each point, found 3',
    );
  });
});

describe('a regret table', () => {
  test('says who is chosen, how surely, and the regret in each condition', () => {
    const text = regretTable(regretOverConditions({ ...judged, satisficing: ATLEAST4 }, options), {
      conditions: ['calm', 'shock', 'crash'],
      event: 'profit >= 4',
    });
    expect(text.split('\n')).toEqual([
      '3 variants in 3 conditions, 4 seeds in each; more is better. Regret: how much worse than the best variant of the same condition.',
      'By least largest regret: bold, so in 50 % of resamples.',
      'By least mean regret: bold, so in 50 % of resamples.',
      'By best worst case: even, so in 100 % of resamples.',
      '',
      expect.stringMatching(/^variant +worst case +largest regret +where +mean regret +chosen by it +profit >= 4$/),
      expect.stringMatching(/^bold +2.* +3.* +shock +1\.66.* +50 % +66\.6/),
      expect.stringMatching(/^even +4.* +3.* +calm .* 50 % +100/),
      expect.stringMatching(/^late +1.* +9.* +calm .* 0 % /),
      '',
      expect.stringMatching(/^regret in +calm +shock +crash$/),
      expect.stringMatching(/^bold +0.* +3.* +2/),
      expect.stringMatching(/^even +3.* +2.* +0/),
      expect.stringMatching(/^late +9.* +0.* +1/),
      '',
      'The choice is not settled: bold has the least largest regret in 50 % of resamples; more seeds tell.',
      '',
    ]);
  });
});
