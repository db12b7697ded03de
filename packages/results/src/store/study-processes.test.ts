import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { studyProcess } from '../../test/study-process.ts';
import { MANIFEST, allRuns } from '../../test/study-runs.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { StudyFolder } from './study-folder.ts';

// Each file is flushed to the disk, which takes its time on a busy machine.
jest.setTimeout(60_000);

const manifest = { ...MANIFEST, points: 12 };
const RUNS = allRuns(manifest);
const pieces = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** The bytes of a whole study's table, by its name. */
async function finished(store: string): Promise<Readonly<Record<string, string>>> {
  const folder = await StudyFolder.create(store, manifest);
  await folder.finishIfWhole();
  const names = readdirSync(folder.path).filter((name) => name.endsWith('.parquet'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder.path, name), 'latin1')]));
}

async function expected(): Promise<Readonly<Record<string, string>>> {
  const store = temporaryFolder();
  await (await StudyFolder.create(store, manifest)).write(RUNS, 1);
  return finished(store);
}

describe('processes that write to a study at once', () => {
  test('make it once, lose nothing, and end in the same table', async () => {
    const store = temporaryFolder();
    // Each plays a third of the study and some runs of the next.
    const works = [0, 1, 2].map((third) => {
      const own = [...RUNS, ...RUNS].slice(third * 32, third * 32 + 40);
      const more = { ...manifest, replicates: third === 1 ? 4 : 3 };
      const asked = own.filter(({ seed }) => seed <= more.replicates);
      return { store, manifest: more, chunks: pieces(asked, 3), mostChunks: 4, finish: true };
    });
    for (const { written, told } of await Promise.all(works.map((work) => studyProcess(work)))) {
      expect(told).toMatchObject({ failed: 0, corrupt: [] });
      expect(written.length).toBeGreaterThan(8);
    }
    const folder = await StudyFolder.create(store, manifest);
    expect(folder.manifest.replicates).toBe(4);
    expect((await StudyFolder.open(folder.path)).manifest.replicates).toBe(4);
    await folder.write(RUNS, 1);
    expect((await folder.query('select count(*), count(distinct run) from runs')).rows).toEqual([[96, 96]]);
    expect(await finished(store)).toEqual(await expected());
  });

  test('may be killed at any moment: what they said will last is there, once, and the rest is played again', async () => {
    const store = temporaryFolder();
    const chunks = pieces(RUNS, 2);
    const said = new Set<number>();
    for (const [round, delayMs] of [0, 3, 7, 12, 20].entries()) {
      const work = { store, manifest, chunks: chunks.slice(round * 8), mostChunks: 3 };
      const { written } = await studyProcess(work, { killAfter: 4 + round, delayMs });
      for (const at of written) said.add(at + round * 8);
    }
    expect(said.size).toBeGreaterThan(12);
    const folder = await StudyFolder.create(store, manifest);
    for (const at of said) for (const run of chunks[at]!) expect(folder.has(run)).toBe('completed');
    expect(await folder.state()).toMatchObject({ failed: 0, corrupt: [] });
    const { rows } = await folder.query('select count(*) - count(distinct run) from runs');
    expect(rows).toEqual([[0]]);
    // Nothing half is left but for locks, and those bind nobody.
    const left = [...readdirSync(folder.path), ...readdirSync(path.join(folder.path, 'chunks'))];
    expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
    await folder.write(
      RUNS.filter((run) => folder.has(run) === undefined),
      1,
    );
    expect(await finished(store)).toEqual(await expected());
  });

  test('are known by the runs that took them along, until there is a result', async () => {
    const store = temporaryFolder();
    const [begin] = RUNS;
    for (let tries = 1; tries <= 2; tries++) {
      expect((await studyProcess({ store, manifest, begin: begin! })).told).toBeUndefined();
      const folder = await StudyFolder.create(store, manifest);
      expect([folder.triesOf(begin!), folder.triesOf(RUNS[1]!)]).toEqual([tries, 0]);
    }
    const folder = await StudyFolder.create(store, manifest);
    await folder.write([{ ...begin!, fault: { message: 'it took two processes along' } }], 1);
    expect(folder.triesOf(begin!)).toBe(0);
    const again = await StudyFolder.create(store, manifest);
    await again.dropFailures();
    expect(again.triesOf(begin!)).toBe(0);
    expect((await StudyFolder.create(store, manifest)).triesOf(begin!)).toBe(0);
    expect(readdirSync(path.join(again.path, 'tries'))).toEqual([]);
  });

  test('are not held up by the lock of one that is dead, even of the same number as in a container', async () => {
    const folder = await StudyFolder.create(temporaryFolder(), manifest);
    const host = hostname().replace(/[^\w.-]/g, '_');
    for (const pid of [process.pid, 999_999_999]) {
      await folder.write(RUNS, 1);
      writeFileSync(path.join(folder.path, 'compact.lock'), `.compact.lock.new-${host}-${pid}-0123abcd`);
      await folder.compact();
      expect((await folder.state()).chunks).toBe(0);
    }
  });
});
