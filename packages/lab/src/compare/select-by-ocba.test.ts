import { describe, expect, test } from '@jest/globals';
import { namesOf, normalVariants } from '../../test/normal-variants.ts';
import { bestOf } from './best-of.ts';
import { ocba } from './ocba.ts';
import type { PlayVariants } from './play-variants.ts';
import { selectByOcba } from './select-by-ocba.ts';

const ask = { goal: 'max', delta: 1, first: 10 } as const;

describe('a choice by OCBA', () => {
  test('is right at least as often as it says in the slippage configuration of five', async () => {
    let right = 0;
    for (let macro = 0; macro < 150; macro++) {
      const play = normalVariants({ means: [0, 0, 0, 0, 1], sds: [3, 3, 3, 3, 3], macro });
      right += Number((await selectByOcba(play, namesOf(5), ask)).best === 'v4');
    }
    // 95 % less two standard errors of 150 trials.
    expect(right / 150).toBeGreaterThan(0.915);
  });

  test('takes most of those that are hard to tell from the best, and fewer than KN where the others are far behind', async () => {
    const variants = { means: [0, 1, 2, 3, 6, 7.5], sds: [4, 4, 4, 4, 4, 4], macro: 2 };
    const [byOcba, byKn] = await Promise.all([
      bestOf(normalVariants(variants), namesOf(6), { ...ask, method: 'OCBA' }),
      bestOf(normalVariants(variants), namesOf(6), ask),
    ]);
    const [far, near, best] = [0, 4, 5].map((index) => byOcba.variants[index]!.replicates);
    expect(byOcba).toMatchObject({ method: 'OCBA', best: 'v5', reached: true });
    expect(byOcba.probability).toBeGreaterThanOrEqual(0.95);
    expect(near!).toBeGreaterThan(2 * far!);
    expect(best!).toBeGreaterThan(2 * far!);
    const taken = [byOcba, byKn].map(({ variants: all }) => all.reduce((sum, { replicates }) => sum + replicates, 0));
    expect(byKn.best).toBe('v5');
    expect(taken[0]!).toBeLessThan(taken[1]!);
  });

  test('counts replicates without a number and ends at the cap', async () => {
    const play: PlayVariants = async (orders) => {
      const values = await normalVariants({ means: [0, 0], sds: [50, 50], macro: 1 })(orders);
      return values.map((row, index) => row.map((value, k) => (orders[index]!.seeds[k]! % 4 === 0 ? NaN : value)));
    };
    const chosen = await selectByOcba(play, namesOf(2), { ...ask, delta: 0.1, atMost: 60 });
    expect(chosen.reached).toBe(false);
    expect(chosen.variants.map(({ played, failed }) => [played, failed])).toEqual([
      [60, 15],
      [60, 15],
    ]);
  });

  test('is over at once for variants that do not differ, and refuses runs without numbers', async () => {
    const same: PlayVariants = (orders) => Promise.resolve(orders.map(({ seeds }) => seeds.map(() => 7)));
    expect(await selectByOcba(same, namesOf(2), ask)).toMatchObject({ best: 'v0', reached: true });
    const none: PlayVariants = (orders) => Promise.resolve(orders.map(({ seeds }) => seeds.map(() => NaN)));
    await expect(selectByOcba(none, namesOf(2), ask)).rejects.toThrow("of 10 runs of 'v0' only 0 gave a number");
  });
});

test('OCBA chooses right more often than equal shares of the same budget: ten normal systems with means 0 to 9 and deviation 6, experiment 1 of Chen, Lin, Yücesan and Chick (2000)', async () => {
  const means = Array.from({ length: 10 }, (_, index) => index);
  const right = { ocba: 0, equal: 0 };
  for (let macro = 0; macro < 150; macro++) {
    const play = normalVariants({ means, sds: means.map(() => 6), macro });
    const names = namesOf(10);
    const seeds = (from: number, count: number) => Array.from({ length: count }, (_, k) => from + k);
    const bestAfter = async (counts: readonly number[]) => {
      const rows = await play(names.map((variant, index) => ({ variant, seeds: seeds(1, counts[index]!) })));
      const systems = rows.map((row) => {
        const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
        return { mean, sd: Math.sqrt(row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (row.length - 1)) };
      });
      return { systems, best: systems.reduce((b, { mean }, i) => (mean < systems[b]!.mean ? i : b), 0) };
    };
    let counts = means.map(() => 10);
    for (let budget = 100; budget < 500; budget += 20) {
      const more = ocba((await bestAfter(counts)).systems, counts, 20);
      counts = counts.map((count, index) => count + more[index]!);
    }
    right.ocba += Number((await bestAfter(counts)).best === 0);
    right.equal += Number((await bestAfter(means.map(() => 50))).best === 0);
  }

  expect(right.ocba / 150).toBeGreaterThan(0.88);
  expect(right.ocba - right.equal).toBeGreaterThan(8);
});
