import { describe, expect, test } from '@jest/globals';
import type { PlayTrials } from '../search/trials.ts';
import { bestOf } from './best-of.ts';
import { differencePlayer, variantsPlayer } from './variants-player.ts';

/** A run falls by the size of the shock and by its luck, which is the seed's; the seventh breaks. */
const asked: string[] = [];
const play: PlayTrials = (trials, seeds) => {
  asked.push(`${trials.length} × ${seeds.length}`);
  return Promise.resolve(
    trials.map(({ drop = 0 }) =>
      seeds.map((seed) => ({
        seed,
        metrics: new Map([['fall', Number(drop) + (seed % 5) / 100]]),
        units: new Map([['fall', 'fraction']]),
        moments: new Map([['fall', seed * 1e6]]),
        ...(seed === 7 ? { fault: 'broke' } : {}),
      })),
    ),
  );
};
const variants = { asWas: {}, worse: { drop: 0.1 } };

describe('a player of variants', () => {
  test('measures a metric of each run, nothing of one that broke, and plays orders of the same seeds in one round', async () => {
    asked.length = 0;
    const orders = ['asWas', 'worse'].map((variant) => ({ variant, seeds: [6, 7, 8] }));
    expect(await variantsPlayer(play, variants, 'fall')(orders)).toEqual([
      [0.01, NaN, 0.03],
      [0.11, NaN, 0.13],
    ]);
    await variantsPlayer(play, variants, 'fall')([orders[0]!, { variant: 'worse', seeds: [9] }]);
    expect(asked).toEqual(['2 × 3', '1 × 3', '1 × 1']);
  });

  test('measures events and moments', async () => {
    const orders = [{ variant: 'worse', seeds: [1, 2, 7] }];
    expect(await variantsPlayer(play, variants, 'fall > 11%')(orders)).toEqual([[0, 1, NaN]]);
    expect(await variantsPlayer(play, variants, 'fall.at')(orders)).toEqual([[1e6, 2e6, NaN]]);
  });

  test('serves a choice of the best, and differences under the same luck', async () => {
    const player = variantsPlayer(play, variants, 'fall');
    const chosen = await bestOf(player, Object.keys(variants), { goal: 'min', delta: 0.01 });
    expect(chosen).toMatchObject({ best: 'asWas', reached: true });
    const differences = await differencePlayer(player, 'asWas', 'worse')([1, 7, 9]);
    expect(differences.map((value) => Number(value.toFixed(6)))).toEqual([0.1, NaN, 0.1]);
  });

  test('refuses what a single run does not have, and a metric that no run measures', async () => {
    expect(() => variantsPlayer(play, variants, 'q95(fall)')).toThrow(
      "expected a metric or an event, found 'q95(fall)', which no single run has",
    );
    const misspelt = variantsPlayer(play, variants, 'fal')([{ variant: 'asWas', seeds: [1] }]);
    await expect(misspelt).rejects.toThrow("a run measures no 'fal' (did you mean 'fall'?)");
  });
});
