import { describe, expect, test } from '@jest/globals';
import { drawsOf } from '../search/draws.ts';
import { runUntilHalfWidth } from './run-until-half-width.ts';
import type { PlaySeeds } from './run-until-half-width.ts';

/** Normal values that depend on the seed alone. */
function normals(mean: number, sd: number, macro = 0): PlaySeeds {
  const draws = drawsOf(macro, 'normals');
  const values: number[] = [];
  return (seeds) =>
    Promise.resolve(
      seeds.map((seed) => {
        while (values.length < seed) values.push(mean + sd * draws.normal());
        return values[seed - 1]!;
      }),
    );
}

describe('replicates until a half-width', () => {
  test('stop when the interval is narrow enough, at the same replicate whatever the batch', async () => {
    const one = await runUntilHalfWidth(normals(5, 2), { halfWidth: 0.5, batch: 1 });
    const many = await runUntilHalfWidth(normals(5, 2), { halfWidth: 0.5, batch: 64 });
    expect(one.reached).toBe(true);
    expect(one.played).toBe(one.replicates);
    expect(one.replicates).toBeGreaterThan(62); // what a fixed number would need: (1.96 · 2 / 0.5)²
    expect(one.replicates).toBeLessThan(250);
    expect({ ...many, played: 0 }).toEqual({ ...one, played: 0 });
    expect(many.played % 64).toBe(0);
    expect((one.estimate.high - one.estimate.low) / 2).toBeLessThanOrEqual(0.5);
  });

  test('may be asked for a part of the estimate', async () => {
    const { estimate, reached } = await runUntilHalfWidth(normals(100, 20), { relative: 0.05 });
    expect(reached).toBe(true);
    expect((estimate.high - estimate.low) / 2 / estimate.value).toBeLessThanOrEqual(0.05);
  });

  test('hold the truth at the stop at least as often as they say', async () => {
    let held = 0;
    for (let macro = 0; macro < 200; macro++) {
      const { estimate } = await runUntilHalfWidth(normals(3, 1, macro), { halfWidth: 0.3 });
      held += Number(estimate.low <= 3 && estimate.high >= 3);
    }
    expect(held / 200).toBeGreaterThanOrEqual(0.95);
  });

  test('of an event stay within 0 and 1, and failed replicates are counted, not taken', async () => {
    const play: PlaySeeds = (seeds) =>
      Promise.resolve(seeds.map((seed) => (seed % 10 === 0 ? NaN : Number(seed % 4 === 1))));
    const found = await runUntilHalfWidth(play, { of: 'event', halfWidth: 0.1 });
    expect(found.reached).toBe(true);
    expect(found.estimate.value).toBeCloseTo(0.28, 1);
    expect(found.estimate.low).toBeGreaterThan(0);
    expect(found.failed).toBe(Math.floor((found.replicates + found.failed) / 10));
  });

  test('end early where all come to the same, of which no interval can be told', async () => {
    const found = await runUntilHalfWidth((seeds) => Promise.resolve(seeds.map(() => 0)), {
      halfWidth: 0.1,
      atMost: 500,
    });
    expect(found).toMatchObject({ reached: true, alike: true, replicates: 50, estimate: { value: 0 } });
    const never: PlaySeeds = (seeds) => Promise.resolve(seeds.map(() => 0));
    expect(await runUntilHalfWidth(never, { of: 'event', halfWidth: 0.05 })).toMatchObject({
      reached: true,
      alike: false,
    });
  });

  test('say so when the cap comes first', async () => {
    const found = await runUntilHalfWidth(normals(0, 10), { halfWidth: 0.01, atMost: 50 });
    expect(found).toMatchObject({ reached: false, replicates: 50, played: 50 });
  });

  test('refuse replicates that never give a number', async () => {
    const broken: PlaySeeds = (seeds) => Promise.resolve(seeds.map(() => NaN));
    await expect(runUntilHalfWidth(broken, { halfWidth: 1 })).rejects.toThrow('none of 60 replicates gave a number');
  });

  test.each([
    [{}, 'expected a half-width or a relative one, just one of them'],
    [{ halfWidth: 1, relative: 1 }, 'just one of them'],
    [{ halfWidth: -1 }, 'expected a half-width above 0, found -1'],
    [{ halfWidth: 1, atMost: 5 }, 'expected at most 20 replicates or more, found 5'],
    [{ halfWidth: 1, batch: 0 }, 'expected a batch of 1 or more, found 0'],
  ])('refuse %j', async (options, sentence) => {
    await expect(runUntilHalfWidth(normals(0, 1), options)).rejects.toThrow(sentence);
  });
});
