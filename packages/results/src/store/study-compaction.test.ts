import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { MANIFEST, allRuns, studyRun } from '../../test/study-runs.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import { StudyFolder } from './study-folder.ts';

// Each file is flushed to the disk, which takes its time on a busy machine.
jest.setTimeout(60_000);

/** The bytes of the one table in a study's folder, in which nothing else is left of the runs. */
function tableIn({ path: folder }: StudyFolder): string {
  expect(readdirSync(path.join(folder, 'chunks'))).toEqual([]);
  const tables = readdirSync(folder).filter((name) => !['chunks', 'study.json', 'timings.jsonl'].includes(name));
  expect(tables).toEqual([expect.stringMatching(/^runs-[0-9a-f]{16}\.parquet$/)]);
  return readFileSync(path.join(folder, tables[0]!), 'latin1');
}

async function studyOf(
  chunks: readonly (readonly StudyRun[])[],
  manifest: StudyManifest = MANIFEST,
  mostChunks?: number,
): Promise<StudyFolder> {
  const folder = await StudyFolder.create(temporaryFolder(), manifest, mostChunks === undefined ? {} : { mostChunks });
  for (const runs of chunks) await folder.write(runs, 1);
  return folder;
}

async function rowsOf(folder: StudyFolder): Promise<readonly (readonly unknown[])[]> {
  return (await folder.query('select point, variant, seed, status from runs order by all')).rows;
}

describe('putting files together', () => {
  test('gives bytes that depend on the rows alone, however they were cut, in whatever order they came', async () => {
    const runs = allRuns();
    const whole = await studyOf([runs]);
    await whole.finishIfWhole();
    const expected = tableIn(whole);
    const cut = fc.record({
      order: fc.shuffledSubarray([...runs], { minLength: runs.length }),
      sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 24, maxLength: 24 }),
      mostChunks: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ order, sizes, mostChunks }) => {
        const ends = sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size, 0));
        // A row more than is new in each: a run that two have played.
        const chunks = ends.map((end, at) => order.slice(Math.max(0, end - sizes[at]! - 1), end));
        const folder = await studyOf(chunks, MANIFEST, mostChunks);
        await folder.finishIfWhole();
        expect(tableIn(folder)).toBe(expected);
      }),
      { numRuns: 8 },
    );
  });

  test('does so with more rows than a row group has', async () => {
    const manifest = { ...MANIFEST, points: 450, replicates: 10 };
    const runs = allRuns(manifest);
    const one = await studyOf([runs], manifest);
    await one.finishIfWhole();
    // Every chunk has rows of every part of the table.
    const stripes = Array.from({ length: 7 }, (_, at) => runs.filter((_, row) => row % 7 === at));
    const other = await studyOf(stripes, manifest, 3);
    await other.finishIfWhole();
    expect(tableIn(other) === tableIn(one)).toBe(true);
    const { point, variant, seed, numbers } = await other.columns(['trades', 'X.depth']);
    expect([...point].map((at, row) => [at, variant[row], seed[row]])).toEqual(
      runs.map((run) => [run.point, MANIFEST.variants.indexOf(run.variant), run.seed]),
    );
    expect([...numbers.get('trades')!]).toEqual(runs.map(({ seed }) => seed));
    expect([...numbers.get('X.depth')!]).toEqual(runs.map(({ variant }) => (variant === 'wide' ? 1 : NaN)));
  });

  test('may end at any step, and each run is there once', async () => {
    const failed = studyRun(0, 'wide', 1, { fault: { message: 'no' } });
    const chunks = [[failed, studyRun(0, 'wide', 2)], ...allRuns().map((run) => [run])];
    const whole = await studyOf(chunks);
    const expected = await rowsOf(whole);
    expect(expected).toHaveLength(24);
    const names = readdirSync(path.join(whole.path, 'chunks'));
    const before = path.join(temporaryFolder(), 'before');
    cpSync(whole.path, before, { recursive: true });
    await whole.finishIfWhole();
    const table = tableIn(whole);
    // The table is there, and so are the last so many of the files that were put together.
    for (const left of [names.length, names.length - 1, 3, 1]) {
      const store = temporaryFolder();
      const crashed = path.join(store, MANIFEST.key);
      cpSync(whole.path, crashed, { recursive: true });
      for (const name of names.slice(-left))
        cpSync(path.join(before, 'chunks', name), path.join(crashed, 'chunks', name));
      expect(await rowsOf(await StudyFolder.open(crashed))).toEqual(expected);
      const again = await StudyFolder.create(store, MANIFEST);
      expect(await again.state()).toMatchObject({ completed: 24, failed: 0, missing: 0 });
      expect((await again.columns(['trades'])).rows).toBe(24);
      await again.finishIfWhole();
      expect(tableIn(again)).toBe(table);
    }
  });

  test('goes on while others read', async () => {
    const folder = await studyOf(allRuns().map((run) => [run]));
    const reader = await StudyFolder.open(folder.path);
    const reading = Promise.all(
      Array.from({ length: 4 }, async () => [(await reader.columns(['trades'])).rows, (await rowsOf(reader)).length]),
    );
    await folder.finishIfWhole();
    expect(await reading).toEqual(Array.from({ length: 4 }, () => [24, 24]));
    expect(reader.has({ point: 2, variant: 'wide', seed: 4 })).toBe('completed');
  });

  test('drops failures all in one moment, and only those that are told', async () => {
    const fails = (point: number, seed: number): StudyRun =>
      studyRun(point, 'wide', seed, { fault: { message: 'no' } });
    const chunks = [
      [fails(0, 1), studyRun(0, 'wide', 2)],
      [fails(0, 3)],
      [fails(1, 1), fails(1, 2)],
      [studyRun(2, 'wide', 1)],
    ];
    const folder = await studyOf(chunks);
    const other = await StudyFolder.open(folder.path);
    await folder.dropFailures([{ point: 1, variant: 'wide', seed: 2 }]);
    expect((await folder.failures()).map(({ point, seed }) => [point, seed])).toEqual([
      [0, 1],
      [0, 3],
      [1, 1],
    ]);
    await folder.dropFailures();
    expect(await folder.state()).toMatchObject({ completed: 2, failed: 0, missing: 22 });
    await other.refresh();
    expect(other.has({ point: 0, variant: 'wide', seed: 1 })).toBeUndefined();
    await folder.write(chunks[1]!, 1);
    expect(await other.state()).toMatchObject({ completed: 2, failed: 1, missing: 21 });
  });

  test('drops them for good, though it be cut off halfway', async () => {
    const fault = { message: 'no' };
    const store = temporaryFolder();
    const folder = await StudyFolder.create(store, MANIFEST);
    await folder.write([studyRun(0, 'wide', 1, { fault }), studyRun(0, 'wide', 2)], 1);
    await folder.write([studyRun(1, 'wide', 1, { fault })], 1);
    const names = readdirSync(path.join(folder.path, 'chunks'));
    const before = path.join(temporaryFolder(), 'before');
    cpSync(folder.path, before, { recursive: true });
    await folder.dropFailures();
    // The note was written, and one of two files removed.
    cpSync(path.join(before, 'chunks', names[1]!), path.join(folder.path, 'chunks', names[1]!));
    const note = path.join(temporaryFolder(), 'note');
    writeFileSync(note, JSON.stringify(names.map((name) => `chunks/${name}`)));
    renameSync(note, path.join(folder.path, 'replaced-0123456789abcdef.json'));
    expect(await (await StudyFolder.open(folder.path)).state()).toMatchObject({ completed: 1, failed: 0 });
    expect(await (await StudyFolder.create(store, MANIFEST)).state()).toMatchObject({ completed: 1, failed: 0 });
    expect(readdirSync(path.join(folder.path, 'chunks'))).toEqual([]);
  });
});
