import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { PlayRun } from './play-run.ts';
import { replicate } from './replicate.ts';
import type { ReplicateProgress } from './replicate.ts';
import type { Replicate } from './replicate-result.ts';

const request = { scenario: 'x.yaml' } as Parameters<typeof replicate>[0];
const seeds = ['1', '2', '3', '4', '5'];

/** Plays nothing; later seeds are over sooner. Counts how many are under way at once. */
function faked(underWay: { now: number; most: number }, broken?: string): PlayRun<Replicate> {
  return ({ seed }) => {
    underWay.most = Math.max(underWay.most, ++underWay.now);
    const fault = seed === broken ? { fault: { message: 'it broke' } } : {};
    const over = setTimeout(60 - 10 * Number(seed)).then(() => {
      underWay.now--;
      return { seed, traceHash: `t${seed}`, metrics: [], ...fault };
    });
    return { gauge: () => ({ share: 0.5, events: 10 }), over };
  };
}

describe('replicate', () => {
  test.each([1, 2, 8])('gives them in the order of the seeds, with %d at once', async (jobs) => {
    const underWay = { now: 0, most: 0 };
    const heard: string[] = [];
    const options = {
      seeds,
      jobs,
      play: faked(underWay),
      onReplicate: (each: { seed: string }) => heard.push(each.seed),
    };
    const replicates = await replicate(request, options);
    expect(replicates.map(({ seed }) => seed)).toEqual(seeds);
    expect(heard.toSorted()).toEqual(seeds);
    expect(underWay.most).toBe(Math.min(jobs, seeds.length));
  });

  test('counts one that broke as over, and tells how far all are', async () => {
    const told: ReplicateProgress[] = [];
    const play = faked({ now: 0, most: 0 }, '3');
    const replicates = await replicate(request, { seeds, jobs: 2, play, onProgress: (each) => told.push(each) });
    expect(replicates[2]).toMatchObject({ seed: '3', fault: { message: 'it broke' } });
    expect(told.at(-1)).toEqual({ done: 5, failed: 1, total: 5, share: 1, events: 50 });
  });

  test('begins no more when it is ended, and gives those that are over', async () => {
    const aborting = new AbortController();
    const play = faked({ now: 0, most: 0 });
    const options = { seeds, jobs: 1, play, signal: aborting.signal, onReplicate: () => aborting.abort() };
    expect((await replicate(request, options)).map(({ seed }) => seed)).toEqual(['1']);
  });

  test('ends all when one who hears of a replicate throws', async () => {
    const play = faked({ now: 0, most: 0 });
    const onReplicate = (): void => {
      throw new Error('not that');
    };
    await expect(replicate(request, { seeds, jobs: 2, play, onReplicate })).rejects.toThrow('not that');
  });
});
