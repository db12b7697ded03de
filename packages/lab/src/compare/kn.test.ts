import { describe, expect, test } from '@jest/globals';
import { namesOf, normalVariants } from '../../test/normal-variants.ts';
import { kn, knConstant } from './kn.ts';
import type { PlayVariants } from './play-variants.ts';

const ask = { goal: 'max', delta: 1, first: 10 } as const;

/** How often the best of k normal variants, the last, was chosen, and what it took. */
async function measure(k: number, macros: number, correlation: number) {
  let right = 0;
  let replicates = 0;
  for (let macro = 0; macro < macros; macro++) {
    // The slippage configuration: all others are worse by just the indifference zone.
    const means = Array.from({ length: k }, (_, index) => (index === k - 1 ? 1 : 0));
    const sds = means.map(() => Math.sqrt(10));
    const chosen = await kn(normalVariants({ means, sds, correlation, macro }), namesOf(k), ask);
    right += Number(chosen.best === `v${k - 1}`);
    replicates += chosen.variants.reduce((sum, variant) => sum + variant.replicates, 0);
  }
  return { share: right / macros, replicates: replicates / macros };
}

describe('KN', () => {
  test('solves the equation of Kim and Nelson (2001) for its constant', () => {
    for (const [k, first, confidence] of [
      [2, 10, 0.95],
      [5, 24, 0.95],
      [10, 10, 0.9],
    ] as const) {
      const eta = knConstant(k, first, confidence) / (2 * (first - 1));
      expect((1 + 2 * eta) ** (-(first - 1) / 2) / 2).toBeCloseTo((1 - confidence) / (k - 1), 12);
    }
    expect(knConstant(5, 10, 0.95)).toBeCloseTo(11.429, 3);
  });

  test.each([5, 10])('chooses the best of %i in the slippage configuration at least as often as it says', async (k) => {
    const { share } = await measure(k, 150, 0);
    // 95 % less two standard errors of 150 trials.
    expect(share).toBeGreaterThan(0.915);
  });

  test('needs fewer replicates under common random numbers', async () => {
    const [apart, common] = [await measure(5, 40, 0), await measure(5, 40, 0.8)];
    expect(common.share).toBeGreaterThan(0.9);
    expect(common.replicates).toBeLessThan(apart.replicates / 2.5);
  });

  test('chooses the same whatever the batch, and tells when each was left out and by which', async () => {
    const variants = { means: [0, 5, 8, 1], sds: [2, 3, 2, 4], macro: 3 };
    const one = await kn(normalVariants(variants), namesOf(4), { ...ask, batch: 1 });
    const many = await kn(normalVariants(variants), namesOf(4), { ...ask, batch: 64 });
    const taken = ({ variants: all }: typeof one) => all.map(({ played: _, ...rest }) => rest);
    expect(taken(many)).toEqual(taken(one));
    expect(one).toMatchObject({ method: 'KN', best: 'v2', reached: true, delta: 1, confidence: 0.95 });
    expect(one.variants[0]!.screened).toEqual({ after: 10, by: 'v2' });
    expect(one.variants[2]).not.toHaveProperty('screened');
    expect(one.variants[2]!.replicates).toBe(Math.max(...one.variants.map(({ replicates }) => replicates)));
  });

  test('chooses the smallest mean when that is the best', async () => {
    const play = normalVariants({ means: [6, 3, 9], sds: [1, 1, 1], macro: 1 });
    const chosen = await kn(play, namesOf(3), { ...ask, goal: 'min' });
    expect(chosen.best).toBe('v1');
    expect(chosen.variants[1]!.mean).toBeCloseTo(3, 0);
  });

  test('leaves a seed out for all when one of them has no number there, and counts it', async () => {
    const play: PlayVariants = (orders) =>
      Promise.resolve(
        orders.map(({ variant, seeds }) =>
          seeds.map((seed) => (variant === 'v1' && seed % 5 === 0 ? NaN : Number(variant.slice(1)) * 9 + (seed % 3))),
        ),
      );
    const { best, variants } = await kn(play, namesOf(3), { ...ask, first: 12, batch: 15 });
    expect(best).toBe('v2');
    expect(variants.map(({ replicates, played, failed }) => [replicates, played, failed])).toEqual([
      [12, 15, 0],
      [12, 15, 2],
      [12, 15, 0],
    ]);
  });

  test('says so when the replicates run out before it is sure', async () => {
    const play = normalVariants({ means: [0, 0.1], sds: [10, 10], macro: 1 });
    const chosen = await kn(play, namesOf(2), { ...ask, delta: 0.1, atMost: 35 });
    expect(chosen.reached).toBe(false);
    expect(chosen.variants.map(({ played }) => played)).toEqual([35, 35]);
  });

  test('is over at once when the variants do not differ at all', async () => {
    const play: PlayVariants = (orders) => Promise.resolve(orders.map(({ seeds }) => seeds.map((seed) => seed % 7)));
    expect(await kn(play, namesOf(3), ask)).toMatchObject({ best: 'v0', reached: true });
  });

  test.each([
    [{ ...ask, delta: 0 }, "expected an indifference zone above 0 in the metric's unit, found 0"],
    [{ ...ask, confidence: 0.3 }, 'expected a confidence between 1/3, which a blind choice has, and 1, found 0.3'],
    [{ ...ask, first: 1 }, 'expected 2 or more first replicates, a whole number, found 1'],
    [{ ...ask, atMost: 5 }, 'expected at most 10 replicates or more, found 5'],
  ])('refuses %j', async (options, sentence) => {
    const play = normalVariants({ means: [0, 1, 2], sds: [1, 1, 1], macro: 1 });
    await expect(kn(play, namesOf(3), options)).rejects.toThrow(sentence);
  });

  test('refuses runs of which hardly one has a number, at once where a variant has none', async () => {
    const turns: PlayVariants = (orders) =>
      Promise.resolve(orders.map(({ seeds }, own) => seeds.map((seed) => (seed % 2 === own ? 1 : NaN))));
    await expect(kn(turns, namesOf(2), { ...ask, atMost: 40 })).rejects.toThrow(
      'of 40 seeds only 0 gave a number in every variant',
    );
    const never: PlayVariants = (orders) =>
      Promise.resolve(orders.map(({ seeds, variant }) => seeds.map(() => (variant === 'v1' ? NaN : 1))));
    await expect(kn(never, namesOf(2), ask)).rejects.toThrow("of 10 runs of 'v1' none gave a number");
  });
});
