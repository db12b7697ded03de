import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MANIFEST, allRuns, studyRun as run } from '../../test/study-runs.ts';
import { StudyFolder } from './study-folder.ts';
import { answer, findStudy, listStudies, siblingStudies } from './study-store.ts';

// Each file is flushed to the disk, which takes its time on a busy machine.
jest.setTimeout(60_000);

const ALL = allRuns();

let store = '';

beforeEach(async () => {
  store = await mkdtemp(path.join(tmpdir(), 'ebb-study-'));
});

afterEach(() => rm(store, { recursive: true, force: true }));

async function tableOf(folder: StudyFolder): Promise<readonly [string, Buffer]> {
  const names = (await readdir(folder.path)).filter((name) => name.endsWith('.parquet'));
  expect(names).toHaveLength(1);
  return [names[0]!, await readFile(path.join(folder.path, names[0]!))];
}

describe('the folder of a study', () => {
  test('holds what was written to it, for whoever opens it later', async () => {
    const folder = await StudyFolder.create(store, MANIFEST);
    await folder.write([run(0, 'asWas', 2), run(0, 'wide', 1)], 3);
    const fault = { message: 'no more', plugin: 'maker', instance: 'makers[1]', timeUs: 7 };
    await folder.write([run(1, 'wide', 1, { fault })], 1);
    const again = await StudyFolder.open(folder.path);
    expect(again.has({ point: 0, variant: 'asWas', seed: 2 })).toBe('completed');
    expect(again.has({ point: 1, variant: 'wide', seed: 1 })).toBe('failed');
    expect(again.has({ point: 1, variant: 'wide', seed: 2 })).toBeUndefined();
    expect(await again.state()).toMatchObject({
      completed: 2,
      failed: 1,
      missing: 21,
      chunks: 2,
      seconds: 4,
      corrupt: [],
    });
    expect(await again.failures()).toEqual([
      { point: 1, variant: 'wide', seed: 1, values: { drop: 10, rule: 'r1' }, fault },
    ]);
  });

  test('gives columns in the order of the study, with NaN where a run has no number', async () => {
    const folder = await StudyFolder.create(store, MANIFEST);
    await folder.write([run(1, 'wide', 1, { fault: { message: 'no' } }), run(0, 'asWas', 2)], 3);
    await folder.write([run(0, 'wide', 1)], 1);
    const columns = await folder.columns(['drop', 'rule', 'X.depth', 'trades', 'BTC/USDT@alpha.low.at', 'nothing']);
    expect(columns.rows).toBe(3);
    expect([...columns.point]).toEqual([0, 0, 1]);
    expect([...columns.variant]).toEqual([0, 1, 0]);
    expect([...columns.seed]).toEqual([1, 2, 1]);
    expect([...columns.failed]).toEqual([0, 0, 1]);
    expect([...columns.numbers].map(([name, values]) => [name, [...values]])).toEqual([
      ['drop', [0, 0, 10]],
      ['BTC/USDT@alpha.low.at', [6, 7, NaN]],
      ['X.depth', [1, NaN, NaN]],
      ['trades', [1, 2, NaN]],
    ]);
    expect(columns.texts.get('rule')).toEqual(['r0', 'r0', 'r1']);
    expect(columns.units.get('X.depth')).toBe('USDT');
    expect(columns.units.get('drop')).toBe('bp');
  });

  test('ends in one table whose bytes hang on the rows alone', async () => {
    const one = await StudyFolder.create(path.join(store, 'a'), MANIFEST);
    await one.write(ALL, 1);
    await one.finishIfWhole();
    const other = await StudyFolder.create(path.join(store, 'b'), MANIFEST);
    await other.write(ALL.slice(10).toReversed(), 1);
    await other.compact();
    for (const each of ALL.slice(0, 12).toReversed()) await other.write([each], 1);
    await other.finishIfWhole();
    expect((await other.state()).chunks).toBe(0);
    expect(await tableOf(other)).toEqual(await tableOf(one));
  });

  test('puts many files into one, and a run that was played again stands for its failure', async () => {
    const folder = await StudyFolder.create(store, MANIFEST, { mostChunks: 3 });
    await folder.write([run(0, 'wide', 1, { fault: { message: 'no' } })], 1);
    for (const seed of [1, 2, 3]) await folder.write([run(0, 'wide', seed)], 1);
    expect(await folder.state()).toMatchObject({ chunks: 0, completed: 3, failed: 0 });
    expect((await folder.query('select count(*), min(status) from runs')).rows).toEqual([[3, 'completed']]);
  });

  test('forgets failures when told to, so that they are missing again', async () => {
    const folder = await StudyFolder.create(store, MANIFEST);
    await folder.write([run(0, 'wide', 1, { fault: { message: 'no' } }), run(0, 'wide', 2)], 1);
    await folder.dropFailures();
    expect(folder.has({ point: 0, variant: 'wide', seed: 1 })).toBeUndefined();
    expect(await folder.state()).toMatchObject({ completed: 1, failed: 0, missing: 23 });
  });

  test('sets a damaged file aside, and misses its runs', async () => {
    const folder = await StudyFolder.create(store, MANIFEST);
    await folder.write([run(0, 'wide', 1)], 1);
    await folder.write([run(0, 'wide', 2)], 1);
    const [name] = await readdir(path.join(folder.path, 'chunks'));
    await truncate(path.join(folder.path, 'chunks', name!), 100);
    const state = await (await StudyFolder.open(folder.path)).state();
    expect(state).toMatchObject({ completed: 1, missing: 23, chunks: 1 });
    expect(state.corrupt).toEqual([path.join(folder.path, 'corrupt', name!)]);
  });

  test('asks for more seeds without forgetting those it has', async () => {
    await (await StudyFolder.create(store, MANIFEST)).write(ALL, 1);
    const more = await StudyFolder.create(store, { ...MANIFEST, replicates: 6 });
    expect(await more.state()).toMatchObject({ completed: 24, missing: 12 });
    expect((await StudyFolder.open(more.path)).manifest.replicates).toBe(6);
    const fewer = await StudyFolder.create(store, { ...MANIFEST, replicates: 2 });
    expect(await fewer.state()).toMatchObject({ completed: 12, missing: 0 });
  });

  test('adopts runs of another study, each at the places where it is wanted', async () => {
    const from = await StudyFolder.create(store, MANIFEST);
    await from.write(ALL, 1);
    const to = await StudyFolder.create(store, { ...MANIFEST, key: 'f'.repeat(16), axes: [] });
    const wanted = new Map([
      ['1wide3', [{ point: 0, variant: 'wide', seed: 3 }]],
      ['9wide3', [{ point: 1, variant: 'wide', seed: 3 }]],
    ]);
    expect(await to.adopt(from, wanted, () => ({}))).toEqual(['1wide3']);
    const { rows } = await to.query('select run, point, "X.depth", "BTC/USDT@alpha.low.at" from runs');
    expect(rows).toEqual([['1wide3', 0, 1, 8]]);
  });

  test('knows of runs that took their process with them, not of those under way', async () => {
    const folder = await StudyFolder.create(store, MANIFEST);
    const place = { point: 0, variant: 'wide', seed: 1 };
    await folder.beginTry(place);
    expect((await StudyFolder.open(folder.path)).triesOf(place)).toBe(0);
    const tries = path.join(folder.path, 'tries');
    const [own] = await readdir(tries);
    const text = await readFile(path.join(tries, own!), 'utf8');
    const dead = own!.replace(/-\d+-([0-9a-f]{8})$/, '-999999999-$1');
    await writeFile(path.join(tries, dead), `${text}${text}+[0,"wi`);
    expect((await StudyFolder.open(folder.path)).triesOf(place)).toBe(2);
  });
});

describe('a store of studies', () => {
  test('finds a study by its key, the beginning of it, its name or its folder', async () => {
    const folder = await StudyFolder.create(store, MANIFEST);
    for (const asked of [MANIFEST.key, '0123', 'fees', folder.path]) {
      expect((await findStudy(store, asked)).manifest.key).toBe(MANIFEST.key);
    }
    await expect(findStudy(store, 'fee')).rejects.toThrow(
      `Cannot find the study 'fee': there is no such study; in ${store} there are: 0123456789abcdef (fees).`,
    );
    await StudyFolder.create(store, { ...MANIFEST, key: '0123ffffffffffff' });
    await expect(findStudy(store, '0123')).rejects.toThrow('more than one is meant');
    expect(await listStudies(store)).toHaveLength(2);
    expect(await listStudies(path.join(store, 'nowhere'))).toEqual([]);
  });

  test('leaves a damaged study out of what is asked of all, and says so', async () => {
    await (await StudyFolder.create(store, MANIFEST)).write(ALL, 1);
    for (const [digit, text] of [
      ['a', ''],
      ['b', '{"format":"ebb-study-1"}'],
      ['c', '{"format":"ebb-study-9"}'],
    ] as const) {
      await mkdir(path.join(store, digit.repeat(16)));
      await writeFile(path.join(store, digit.repeat(16), 'study.json'), text);
    }
    const damage: string[] = [];
    const { rows } = await answer('select count(*) from runs', store, undefined, ({ message }) => damage.push(message));
    expect(rows).toEqual([[24]]);
    const sentence = (digit: string) =>
      `Cannot read a study at ${path.join(store, digit.repeat(16))}: its study.json is of another kind.`;
    expect(damage).toEqual(['a', 'b', 'c'].map(sentence));
    expect((await findStudy(store, 'fees')).manifest.key).toBe(MANIFEST.key);
    expect(await siblingStudies(store, { ...MANIFEST, key: 'f'.repeat(16) })).toHaveLength(1);
    await expect(findStudy(store, 'bbbb')).rejects.toThrow(sentence('b'));
  });

  test('answers over all of its studies', async () => {
    await (await StudyFolder.create(store, MANIFEST)).write(ALL, 1);
    const other = { ...MANIFEST, key: 'f'.repeat(16), name: 'other', axes: [] };
    await (await StudyFolder.create(store, other)).write([run(0, 'wide', 1)], 1);
    const sql = 'select study, count(*), max(drop) from runs group by all order by all';
    expect((await answer(sql, store)).rows).toEqual([
      ['fees', 24, 20],
      ['other', 1, null],
    ]);
    expect((await answer('select count(*) from runs', store, 'other')).rows).toEqual([[1]]);
  });
});
