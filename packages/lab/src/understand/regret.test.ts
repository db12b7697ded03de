import { describe, expect, test } from '@jest/globals';
import { fakeStudy } from '../../test/fake-study.ts';
import { makeDesign } from '../design/make-design.ts';
import { regret } from './regret.ts';

const METRIC = 'pool.loss';
/** Losses by variant and condition, worked by hand: the least are 1 and 4. */
const LOSSES = { low: [1, 9], even: [3, 5], high: [6, 4] };

async function played() {
  const vary = { 'shocks.news.params.drop': ['8 %', '14 %'] };
  const design = await makeDesign(vary);
  const runs = Object.entries(LOSSES).flatMap(([variant, losses]) =>
    losses.flatMap((loss, point) =>
      [1, 2, 3].map((seed) => ({ point, variant, seed, numbers: { [METRIC]: loss + 10 * seed } })),
    ),
  );
  const manifest = { form: { vary }, axes: design.axes, points: design.size };
  return fakeStudy(runs, { [METRIC]: 'USD' }, manifest);
}

describe('the regret of the variants of a study', () => {
  test('is worked out at each of its points, under the same luck', async () => {
    const told = await regret(await played(), { metric: METRIC, goal: 'min', resamples: 50, keep: `${METRIC} <= 25` });
    expect(told.found.variants.map(({ regrets }) => regrets.map((each) => Math.round(1e9 * each) / 1e9))).toEqual([
      [0, 5],
      [2, 1],
      [5, 0],
    ]);
    expect(told.found.choice).toEqual({ minimaxRegret: 'even', meanRegret: 'even', maximin: 'even' });
    expect(told.found.variants.map(({ satisficing }) => satisficing!.value)).toEqual([1 / 2, 2 / 3, 1 / 2]);
    expect(told.conditions).toEqual(['shocks.news.params.drop = 8 %', 'shocks.news.params.drop = 14 %']);
    expect(told.table()).toMatch(
      /what to choose by the mean of pool\.loss\n3 variants in 2 conditions, 3 seeds in each; less/,
    );
    expect(told.table()).toMatch(/By least largest regret: even, so in 100 % of resamples\./);
    expect(told.table()).toMatch(/variant +worst case .* pool\.loss <= 25\n/);
  });

  test('is of a quantile where that is asked for', async () => {
    const study = await played();
    const of = async (metric: string) =>
      (await regret(study, { metric, goal: 'min', resamples: 2 })).found.variants[0]!;
    expect((await of(`q95(${METRIC})`)).values[0]).toBeCloseTo(30, 9);
    expect((await of(METRIC)).values[0]).toBeCloseTo(21, 9);
  });

  test('is refused of one variant alone, and for an order that is no event', async () => {
    const study = await played();
    const asked = { metric: METRIC, goal: 'min' } as const;
    await expect(regret(study, { ...asked, variants: ['low'] })).rejects.toThrow('two variants or more');
    await expect(regret(study, { ...asked, keep: METRIC })).rejects.toThrow('what runs are to keep to is an event');
  });
});
