import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { StudyRun } from '@ebb/results';
import { StoreError } from '@ebb/results/store';
import { ChunkWriter } from './chunk-writer.ts';

const runOf = (seed: number): StudyRun => {
  return { run: `${seed}`, point: 0, variant: 'v', seed, values: {}, traceHash: '', events: 0, metrics: [] };
};

/** Takes files in no hurry; `break` is the file that cannot be written. */
function slowFolder(broken = Infinity) {
  const files: (readonly [readonly number[], number])[] = [];
  let [now, most] = [0, 0];
  const write = async (runs: readonly StudyRun[], seconds: number): Promise<void> => {
    most = Math.max(most, ++now);
    await setTimeout(5);
    now--;
    if (files.length + 1 >= broken) throw new StoreError('diskFull', '/x', 'the disk is full');
    files.push([runs.map(({ seed }) => seed), seconds]);
  };
  return { folder: { write }, files, most: () => most };
}

describe('a writer of chunks', () => {
  test('puts seconds of work into a file, and what is left into the last', async () => {
    const { folder, files } = slowFolder();
    const writer = new ChunkWriter(folder, { seconds: 10, runs: 100 });
    for (let seed = 1; seed <= 7; seed++) await writer.add(runOf(seed), 4);
    await writer.end();
    expect(files).toEqual([
      [[1, 2, 3], 12],
      [[4, 5, 6], 12],
      [[7], 4],
    ]);
  });

  test('writes one file at a time, of no more runs than it may, and nothing when there is nothing', async () => {
    const { folder, files, most } = slowFolder();
    const writer = new ChunkWriter(folder, { seconds: 1e9, runs: 3 });
    await Promise.all(Array.from({ length: 20 }, (_, i) => writer.add(runOf(i), 1)));
    await writer.end();
    await writer.end();
    expect(files.map(([seeds]) => seeds.length)).toEqual([3, 3, 3, 3, 3, 3, 2]);
    expect(files.flatMap(([seeds]) => seeds)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(most()).toBe(1);
  });

  test('makes those wait who are faster than the disk', async () => {
    const { folder, files } = slowFolder();
    const writer = new ChunkWriter(folder, { seconds: 0, runs: 1 });
    for (let seed = 1; seed <= 10; seed++) {
      await writer.add(runOf(seed), 1);
      expect(files.length).toBeGreaterThanOrEqual(seed - 1);
    }
    await writer.end();
  });

  test('tells the next who comes that the disk is full', async () => {
    const { folder, files } = slowFolder(2);
    const writer = new ChunkWriter(folder, { seconds: 0, runs: 1 });
    await writer.add(runOf(1), 1);
    await writer.add(runOf(2), 1);
    await expect(writer.add(runOf(3), 1)).rejects.toThrow('the disk is full');
    await expect(writer.end()).rejects.toThrow('the disk is full');
    expect(files).toEqual([[[1], 1]]);
  });
});
