import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { studyProcess } from '../../test/study-process.ts';
import { MANIFEST, allRuns, studyRun } from '../../test/study-runs.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { query } from './query.ts';
import { StudyFolder } from './study-folder.ts';
import { answer } from './study-store.ts';

// Each file is flushed to the disk, which takes its time on a busy machine.
jest.setTimeout(60_000);

const chunksOf = ({ path: folder }: StudyFolder): readonly string[] =>
  readdirSync(path.join(folder, 'chunks')).map((name) => path.join(folder, 'chunks', name));

async function studyOf(runs = allRuns(), manifest = MANIFEST): Promise<StudyFolder> {
  const folder = await StudyFolder.create(temporaryFolder(), manifest);
  for (const run of runs) await folder.write([run], 1);
  return folder;
}

/** Turns one bit of a file. */
function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at]! ^= 1;
  writeFileSync(file, bytes);
}

describe('a damaged file', () => {
  test.each([
    ['with a bit turned', (file: string): void => flip(file, 100)],
    ['with a bit turned in its end', (file: string): void => flip(file, readFileSync(file).length - 40)],
    ['cut off', (file: string): void => truncateSync(file, 300)],
    ['empty', (file: string): void => truncateSync(file, 0)],
    ['full of other things', (file: string): void => writeFileSync(file, 'PAR1 not a table PAR1')],
  ])('%s is set aside, told, and its run is missing', async (_, damage) => {
    const folder = await studyOf();
    const [damaged] = chunksOf(folder);
    damage(damaged!);
    const again = await StudyFolder.open(folder.path);
    const state = await again.state();
    expect(state).toMatchObject({ completed: 23, failed: 0, missing: 1 });
    expect(state.corrupt).toEqual([path.join(folder.path, 'corrupt', path.basename(damaged!))]);
    const missing = allRuns().filter((run) => again.has(run) === undefined);
    expect(missing).toHaveLength(1);
    await again.write(missing, 1);
    expect(await again.state()).toMatchObject({ completed: 23 + 1, missing: 0 });
    expect(chunksOf(again)).toContain(damaged);
  });

  test('is found in a table when it is opened to go on', async () => {
    const folder = await studyOf();
    await folder.finishIfWhole();
    const [table] = readdirSync(folder.path).filter((name) => name.startsWith('runs-'));
    flip(path.join(folder.path, table!), 2000);
    const again = await StudyFolder.create(path.dirname(folder.path), MANIFEST);
    expect(await again.state()).toMatchObject({
      ...{ completed: 0, missing: 24 },
      corrupt: [path.join(folder.path, 'corrupt', table!)],
    });
    await again.write(allRuns(), 1);
    await again.finishIfWhole();
    expect(readdirSync(again.path)).toContain(table);
  });

  test('is found in a table when it is asked for something', async () => {
    const folder = await studyOf();
    await folder.finishIfWhole();
    const [table] = readdirSync(folder.path).filter((name) => name.startsWith('runs-'));
    flip(path.join(folder.path, table!), 2000);
    const again = await StudyFolder.open(folder.path);
    expect((await again.query('select count(*) from runs')).rows).toEqual([[0]]);
    expect(await again.state()).toMatchObject({
      completed: 0,
      missing: 24,
      corrupt: [expect.stringContaining(table!)],
    });
  });

  test('that comes under the eyes of a reader is set aside, and the others are read', async () => {
    const folder = await studyOf();
    const reader = await StudyFolder.open(folder.path);
    writeFileSync(chunksOf(folder)[3]!, 'PAR1');
    expect((await reader.columns(['trades'])).rows).toBe(23);
    writeFileSync(chunksOf(folder)[5]!, 'PAR1');
    expect((await reader.query('select count(*) from runs')).rows).toEqual([[22]]);
  });

  test('does not stop files from being put together', async () => {
    const folder = await studyOf();
    flip(chunksOf(folder)[7]!, 50);
    await folder.compact();
    expect(await folder.state()).toMatchObject({ completed: 23, missing: 1, chunks: 0, corrupt: [expect.anything()] });
  });
});

describe('a file of another study', () => {
  test('is set aside, by its key and by its columns', async () => {
    const folder = await studyOf();
    const other = await studyOf(allRuns(), { ...MANIFEST, key: 'f'.repeat(16) });
    const axes = [{ name: 'drop', kind: 'text' }] as const;
    const shaped = await studyOf(allRuns(), { ...MANIFEST, axes });
    const wider = await studyOf([studyRun(7, 'wide', 1)], { ...MANIFEST, points: 9 });
    for (const [foreign] of [other, shaped, wider].map(chunksOf)) {
      cpSync(foreign!, path.join(folder.path, 'chunks', path.basename(foreign!)));
    }
    const again = await StudyFolder.open(folder.path);
    expect(await again.state()).toMatchObject({
      completed: 24,
      corrupt: [expect.any(String), expect.any(String), expect.any(String)],
    });
  });

  test('is not taken for one when it has only another name', async () => {
    const folder = await studyOf();
    for (const name of ['notes.txt', 'chunk.parquet', 'runs.parquet']) {
      writeFileSync(path.join(folder.path, 'chunks', name), 'mine');
      writeFileSync(path.join(folder.path, name), 'mine');
    }
    expect(await (await StudyFolder.open(folder.path)).state()).toMatchObject({ completed: 24, corrupt: [] });
    expect(readFileSync(path.join(folder.path, 'runs.parquet'), 'utf8')).toBe('mine');
  });

  test('cannot take the place of a study, nor can one of another shape', async () => {
    const { path: folder } = await studyOf([]);
    const store = path.dirname(folder);
    writeFileSync(path.join(folder, 'study.json'), JSON.stringify({ ...MANIFEST, key: 'f'.repeat(16) }));
    await expect(StudyFolder.create(store, MANIFEST)).rejects.toThrow(`the study ${'f'.repeat(16)} lies there.`);
    writeFileSync(path.join(folder, 'study.json'), JSON.stringify({ ...MANIFEST, variants: ['wide'] }));
    await expect(StudyFolder.create(store, MANIFEST)).rejects.toThrow(
      'other axes, variants, points or seeds lies there.',
    );
    writeFileSync(path.join(folder, 'study.json'), '{"format": "ebb');
    await expect(StudyFolder.create(store, MANIFEST)).rejects.toMatchObject({ code: 'unreadable' });
  });
});

describe('a disk', () => {
  test('that is full costs nothing that was there, and leaves nothing half', async () => {
    const store = temporaryFolder();
    const folder = await StudyFolder.create(store, MANIFEST);
    await folder.write(allRuns().slice(0, 4), 1);
    const before = readdirSync(path.join(folder.path, 'chunks'));
    // No file of this process may be larger than four times 512 bytes.
    const chunks = [allRuns().slice(4, 8)];
    const { written, told } = await studyProcess({ store, manifest: MANIFEST, chunks }, { shell: 'ulimit -f 4' });
    expect(written).toEqual([]);
    expect(told).toMatchObject({
      name: 'StoreError',
      code: 'diskFull',
      message: expect.stringMatching(/^Cannot write results at /),
    });
    expect(readdirSync(path.join(folder.path, 'chunks'))).toEqual(before);
    expect(readdirSync(folder.path).sort()).toEqual(['chunks', 'study.json', 'timings.jsonl']);
    expect(await (await StudyFolder.open(folder.path)).state()).toMatchObject({ completed: 4, corrupt: [] });
  });

  test('that has room for chunks but for no table takes chunks, and says so at the end', async () => {
    const store = temporaryFolder();
    const chunks = allRuns().map((run) => [run]);
    const work = { store, manifest: MANIFEST, chunks, mostChunks: 10, finish: true };
    const size = readFileSync(chunksOf(await studyOf([studyRun(0, 'wide', 1)]))[0]!).length;
    const { written, told } = await studyProcess(work, { shell: `ulimit -f ${Math.ceil(size / 512)}` });
    expect(written).toHaveLength(24);
    expect(told).toMatchObject({ name: 'StoreError', code: 'diskFull' });
    const folder = await StudyFolder.create(store, MANIFEST);
    expect(await folder.state()).toMatchObject({ completed: 24, missing: 0, chunks: 24 });
    expect(readdirSync(folder.path).sort()).toEqual(['chunks', 'study.json', 'timings.jsonl']);
  });
});

const isRoot = process.getuid?.() === 0;

/** Whether others may read what lies in a folder: they must be let through all above it. */
function isOpenToOthers(folder: string): boolean {
  const above = path.dirname(folder);
  return (statSync(folder).mode & 0o005) === 0o005 && (above === folder || isOpenToOthers(above));
}

// Permissions say nothing to root, who may become somebody else, but for a clone that nobody else may enter.
const isTested = !isRoot || isOpenToOthers(import.meta.dirname);
if (!isTested) process.stderr.write('skipped: root is not told by permissions, and nobody else may enter this clone\n');

describe('a folder', () => {
  (isTested ? test : test.skip)('that cannot be written to is read, damaged files and all', async () => {
    const folder = await studyOf();
    flip(chunksOf(folder)[0]!, 60);
    const [user, options] = isRoot ? [65534, { uid: 65534, gid: 65534 }] : [process.getuid!(), {}];
    const store = path.dirname(folder.path);
    for (const each of [store, folder.path, path.join(folder.path, 'chunks')]) chmodSync(each, 0o555);
    try {
      const { told } = await studyProcess({ folder: folder.path }, options);
      expect({ user, told }).toMatchObject({
        user,
        told: { completed: 23, missing: 1, corrupt: [chunksOf(folder)[0]] },
      });
      const wanted = { folder: folder.path, chunks: [[studyRun(0, 'wide', 1)]] };
      expect((await studyProcess(wanted, options)).told).toMatchObject({ name: 'StoreError', code: 'notWritable' });
    } finally {
      for (const each of [store, folder.path, path.join(folder.path, 'chunks')]) chmodSync(each, 0o755);
    }
  });

  test('may be moved to another place, of whatever name', async () => {
    const folder = await studyOf();
    await folder.compact();
    await folder.write([studyRun(0, 'wide', 1, { fault: { message: 'later' } })], 1);
    const elsewhere = path.join(temporaryFolder(), 'a [1] * \'study\'? of "mine"');
    mkdirSync(elsewhere);
    renameSync(folder.path, path.join(elsewhere, 'moved'));
    const moved = await StudyFolder.open(path.join(elsewhere, 'moved'));
    expect(await moved.state()).toMatchObject({ completed: 24, failed: 0 });
    expect((await moved.query('select count(*), count(distinct run) from runs')).rows).toEqual([[24, 24]]);
    expect((await answer('select study, count(*) from runs group by 1', elsewhere)).rows).toEqual([['fees', 24]]);
    await expect(query(elsewhere, 'select 1')).rejects.toMatchObject({ code: 'missing' });
  });

  test('that is not there, or is none of a study, is told in a sentence', async () => {
    const nowhere = path.join(temporaryFolder(), 'nowhere');
    await expect(StudyFolder.open(nowhere)).rejects.toMatchObject({ name: 'StoreError', code: 'missing' });
    writeFileSync(nowhere, '');
    await expect(StudyFolder.create(nowhere, MANIFEST)).rejects.toMatchObject({
      name: 'StoreError',
      code: 'notAFolder',
    });
    await expect(StudyFolder.open(nowhere)).rejects.toMatchObject({ name: 'StoreError' });
  });
});
