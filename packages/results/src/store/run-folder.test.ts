import { mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fakeResult } from '../../test/fake-result.ts';
import { START_US } from '../../test/fake-run.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import type { CascadeReport } from '../cascade-report.ts';
import type { RunResult } from '../run-result.ts';
import { query } from './query.ts';
import { readRun } from './read-run.ts';
import { readTable } from './read-table.ts';
import { RunFolder } from './run-folder.ts';

const metrics = [
  { subject: 'ATOM/USDT@beta', name: 'low', value: 3.9, unit: 'USDT', atUs: START_US + 5 },
  { name: 'trades', value: 12, unit: 'trades' },
  { subject: 'alpha', name: 'peakMinute', value: NaN, unit: 'fraction' },
];

/** Writes a run with one table of as many rows as told. */
async function writeRun(folder: string, result: RunResult, rows = 2): Promise<void> {
  const run = await RunFolder.open(folder);
  const data = Float64Array.from({ length: rows }, (_, i) => i);
  run.sink.write({ table: 'bars', rows, columns: [{ name: 'trades', kind: 'integer', data }] });
  await run.commit(result);
}

const files = ['bars.parquet', 'manifest.json', 'metrics.json', 'metrics.parquet', 'timings.json'];

/** Moves a run aside as a process did that is gone. */
function leaveAside(folder: string, kind: string): void {
  const { dir, base } = path.parse(folder);
  const [name = ''] = readdirSync(dir).filter((each) => each === base);
  renameSync(path.join(dir, name), path.join(dir, `.${base}.${kind}-${hostName()}-${process.pid}-0123abcd`));
}

function hostName(): string {
  return readFileSync('/proc/sys/kernel/hostname', 'utf8').trim();
}

describe('the folder of a run', () => {
  test('holds everything, reads back as it was, and leaves nothing beside it', async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'runs', 'tutorial-seed1');
    const result = { ...fakeResult({}, metrics), conservation: { balanced: true, sentence: 'All there.' } };
    await writeRun(folder, result);
    expect(readdirSync(folder).sort()).toEqual(files);
    expect(readdirSync(path.dirname(folder))).toEqual(['tutorial-seed1']);
    expect(await readRun(folder)).toEqual(result);
    const low = await query(folder, "select value, unit, at_us from metrics where key = 'ATOM/USDT@beta.low'");
    expect(low.rows).toEqual([[3.9, 'USDT', START_US + 5]]);
  });

  test('keeps which liquidations led to which', async () => {
    const folder = path.join(temporaryFolder(), 'run');
    const root = { seq: 7, atUs: START_US, venue: 'alpha', account: 3, class: 'longs' };
    const tree = { liquidations: 3, depth: 2, notional: 12.5, share: 0.5, seconds: 80, breadths: [1, 2] };
    const cascades: CascadeReport = {
      ...{ unit: 'USDT', liquidations: 9, cascades: 1, notional: 25 },
      largest: [{ ...root, ...tree, cause: { kind: 'flow' }, causeShare: 0.7 }],
    };
    const result = { ...fakeResult(), cascades };
    await writeRun(folder, result);
    expect(await readRun(folder)).toEqual(result);
  });

  test('has the same bytes for the same run, but for the timings', async () => {
    const parent = temporaryFolder();
    const [a, b] = ['a', 'b'].map((name) => path.join(parent, name));
    await writeRun(a, fakeResult({}, metrics));
    await writeRun(b, { ...fakeResult({}, metrics), timings: { wallSeconds: 9, eventsPerSecond: 1 } });
    for (const file of files.filter((name) => name !== 'timings.json')) {
      expect(readFileSync(path.join(b, file)).equals(readFileSync(path.join(a, file)))).toBe(true);
    }
  });

  test('replaces an earlier run whole, tables that are no more included', async () => {
    const folder = path.join(temporaryFolder(), 'run');
    const first = await RunFolder.open(folder);
    first.sink.write({
      table: 'trades',
      rows: 0,
      columns: [{ name: 'seq', kind: 'integer', data: new Float64Array(0) }],
    });
    await first.commit(fakeResult());
    await writeRun(folder, fakeResult({ seed: '2' }));
    expect(readdirSync(folder).sort()).toEqual(files);
    expect((await readRun(folder)).manifest.seed).toBe('2');
  });

  test('keeps what a failed run recorded, marked as failed', async () => {
    const folder = path.join(temporaryFolder(), 'run');
    const fault = { plugin: 'p', instance: 'p[3]', timeUs: START_US, seq: 7, seed: '1', message: 'broke' };
    await writeRun(folder, fakeResult({ status: 'failed', fault, simulatedUntilUs: START_US }));
    expect((await readRun(folder)).manifest).toMatchObject({ status: 'failed', fault });
    expect((await readTable(folder, 'bars')).rows).toBe(2);
  });

  test('leaves the earlier run alone until the new one is committed, and when it is given up', async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'run');
    await writeRun(folder, fakeResult({ seed: '1' }));
    const second = await RunFolder.open(folder);
    second.sink.write({
      table: 'bars',
      rows: 1,
      columns: [{ name: 'trades', kind: 'integer', data: Float64Array.of(9) }],
    });
    expect((await readTable(folder, 'bars')).rows).toBe(2);
    await second.discard();
    expect(readdirSync(parent)).toEqual(['run']);
    expect((await readRun(folder)).manifest.seed).toBe('1');
  });

  test('is one run or another, never a mixture, when several end at once', async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'run');
    const rows = [1, 2, 3, 4, 5, 6, 7, 8];
    await Promise.all(
      rows.map((n) => writeRun(folder, fakeResult({ seed: String(n), tables: [{ name: 'bars', rows: n }] }), n)),
    );
    const { manifest } = await readRun(folder);
    expect((await readTable(folder, 'bars')).rows).toBe(Number(manifest.seed));
    expect(readdirSync(parent)).toEqual(['run']);
  });

  test('comes back after a crash between moving the old aside and the new in', async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'run');
    await writeRun(folder, fakeResult({ seed: 'old' }));
    leaveAside(folder, 'old');
    expect((await readRun(folder)).manifest.seed).toBe('old');
    leaveAside(folder, 'old');
    await (await RunFolder.open(folder)).discard();
    expect(readdirSync(parent)).toEqual(['run']);
  });

  test('clears away what a dead process left half written, and nothing of a living one', async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'run');
    await writeRun(folder, fakeResult());
    leaveAside(folder, 'new');
    const living = path.join(parent, `.run.new-${hostName()}-${process.ppid}-0123abcd`);
    const elsewhere = path.join(parent, '.run.new-another.host-1-0123abcd');
    const another = path.join(parent, '.running.new-x');
    for (const each of [living, elsewhere, another]) mkdirSync(each);
    const open = await RunFolder.open(folder);
    await open.discard();
    expect(readdirSync(parent).sort()).toEqual([elsewhere, living, another].map((each) => path.basename(each)).sort());
  });

  test.each([
    ['other files', (folder: string) => writeFileSync(path.join(folder, 'thesis.txt'), 'years of work')],
    [
      'a manifest of something else',
      (folder: string) => writeFileSync(path.join(folder, 'manifest.json'), '{"name":"app"}'),
    ],
  ])('is not put in the place of a folder with %s', async (_what, fill) => {
    const folder = temporaryFolder();
    fill(folder);
    const before = readdirSync(folder);
    await expect(RunFolder.open(folder)).rejects.toMatchObject({
      name: 'StoreError',
      code: 'notARunFolder',
      path: folder,
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  test('may be an empty folder, or a link to one', async () => {
    const parent = temporaryFolder();
    mkdirSync(path.join(parent, 'disk'));
    symlinkSync(path.join(parent, 'disk'), path.join(parent, 'link'));
    await writeRun(path.join(parent, 'link'), fakeResult());
    expect(readdirSync(path.join(parent, 'disk')).sort()).toEqual(files);
  });

  test('is refused in words where there can be none', async () => {
    const parent = temporaryFolder();
    writeFileSync(path.join(parent, 'file'), '');
    const asked = path.join(parent, 'file', 'run');
    await expect(RunFolder.open(asked)).rejects.toMatchObject({ code: 'notAFolder', path: asked });
    await expect(RunFolder.open(path.join(parent, 'file'))).rejects.toMatchObject({ code: 'notAFolder' });
    await expect(RunFolder.open(asked)).rejects.toThrow(/^Cannot write results at .*: a .*file.*\.$/);
  });

  test('keeps the earlier run when the disk is full', async () => {
    const parent = temporaryFolder();
    const folder = path.join(parent, 'run');
    await writeRun(folder, fakeResult({ seed: 'old' }));
    const run = await RunFolder.open(folder);
    symlinkSync('/dev/full', path.join(run.sink.folder, 'bars.parquet'));
    run.sink.write({
      table: 'bars',
      rows: 1,
      columns: [{ name: 'trades', kind: 'integer', data: Float64Array.of(9) }],
    });
    await expect(run.commit(fakeResult({ seed: 'new' }))).rejects.toMatchObject({ code: 'diskFull' });
    expect(readdirSync(parent)).toEqual(['run']);
    expect((await readRun(folder)).manifest.seed).toBe('old');
  });

  test('says what is wrong with a run that cannot be read', async () => {
    const folder = path.join(temporaryFolder(), 'run');
    await expect(readRun(folder)).rejects.toMatchObject({ code: 'missing' });
    await writeRun(folder, fakeResult());
    writeFileSync(path.join(folder, 'metrics.json'), '[');
    await expect(readRun(folder)).rejects.toMatchObject({
      code: 'unreadable',
      path: path.join(folder, 'metrics.json'),
    });
    writeFileSync(path.join(folder, 'manifest.json'), '{}');
    await expect(readRun(folder)).rejects.toMatchObject({ code: 'notARunFolder' });
  });
});
