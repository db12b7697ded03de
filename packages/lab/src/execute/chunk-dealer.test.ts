import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StudyFolder } from '@ebb/results/store';
import { ChunkDealer } from './chunk-dealer.ts';
import type { RunOrder } from './executor.ts';
import { readQueued, writeQueued } from './queued-chunk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebb-dealer-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A dealer of so many runs, of which those in `done` are in the folder. */
function dealerOf(total: number, secondsPerRun?: number) {
  const done = new Set<number>();
  const state = { seconds: 0, completed: 0, failed: 0 };
  let asked = 0;
  function* orders(): Generator<RunOrder> {
    for (let seed = 1; seed <= total; seed++) {
      asked = seed;
      yield { point: 0, variant: 'v', seed, changes: [], values: {} };
    }
  }
  const fake = {
    path: folder,
    has: ({ seed }: RunOrder) => (done.has(seed) ? 'completed' : undefined),
    state: () => Promise.resolve(state),
  };
  const request = { scenario: 'x.yaml', plugins: [] };
  const guess = secondsPerRun === undefined ? {} : { secondsPerRun };
  const work = {
    request,
    orders: orders(),
    total,
    folder: fake as unknown as StudyFolder,
    tries: 2,
    watchdogSeconds: 20,
  };
  return { dealer: new ChunkDealer({ ...work, ...guess }, 10), done, state, asked: () => asked };
}

describe('a dealer of chunks', () => {
  test.each([
    [1000, undefined, 10],
    [1000, 2, 5],
    [1000, 60, 1],
    [1000, 0.001, 63],
    [100_000, 0.0001, 2000],
    [5, 0.1, 1],
  ])('of %d runs of %s s puts %d into a chunk', async (total, secondsPerRun, runs) => {
    const { dealer } = dealerOf(total, secondsPerRun);
    const chunks = await dealer.deal();
    expect(chunks[0]!.orders).toHaveLength(runs);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
  });

  test('goes by what runs took as soon as some are over', async () => {
    const { dealer, state } = dealerOf(100_000, 1);
    Object.assign(state, { seconds: 100, completed: 1000 });
    expect((await dealer.deal())[0]!.orders).toHaveLength(100);
  });

  test('gives out no more than a window, and walks no further', async () => {
    const { dealer, done, asked } = dealerOf(100_000, 10);
    const first = await dealer.deal();
    expect(first).toHaveLength(256);
    expect(asked()).toBe(256);
    expect(await dealer.deal()).toEqual([]);
    done.add(1).add(2);
    expect((await dealer.settle()).map(({ id }) => id)).toEqual([first[0]!.id, first[1]!.id]);
    expect(await dealer.deal()).toHaveLength(2);
    expect(dealer.progress()).toMatchObject({ done: 2, total: 100_000 });
    expect(readdirSync(path.join(folder, 'queue'))).toHaveLength(256);
  });

  test('is over when all is there or given up, and says what is missing', async () => {
    const { dealer, done } = dealerOf(3, 10);
    const chunks = await dealer.deal();
    expect(dealer.isOver(new Map())).toBe(false);
    done.add(1).add(2);
    await dealer.settle();
    expect(dealer.isOver(new Map([[chunks[2]!.id, 'why']]))).toBe(true);
    expect(dealer.missingSentence()).toMatch(/^1 of 3 runs are missing; /);
    await dealer.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('writes orders whose paths start from the folder, so that it may be reached by another path', async () => {
    const order = {
      point: 1,
      variant: 'v',
      seed: 3,
      changes: [{ 'a.b': '5 bp' }, { 'c.d': 4 }],
      values: { x: 4, y: 'z' },
    };
    const chunk = {
      format: 'ebb-chunk-1' as const,
      request: { scenario: 'scenarios/tutorial.yaml', plugins: ['@ebb/plugin-pegs', 'package.json'] },
      tries: 2,
      watchdogSeconds: 20,
      orders: [order],
    };
    await writeQueued(folder, 'abc', chunk);
    const request = { ...chunk.request, plugins: ['@ebb/plugin-pegs', './package.json'] };
    expect(await readQueued(folder, 'abc')).toEqual({ ...chunk, request });
    expect(await readQueued(folder, 'abd')).toBeUndefined();
  });
});
