import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixtures, runEbb, scratchFolder } from './run-ebb.ts';
import type { Ended } from './run-ebb.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);
const tiny = path.join(fixtures, 'tiny.yaml');
const ebb = (...args: readonly string[]): Promise<Ended> => runEbb(folder, args);

/** Alters a bundle by the script of the lab's tests, and puts the hashes of its list right. */
function forge(from: string, to: string, edits: object): void {
  const script = path.join(import.meta.dirname, '../../lab/test/fixtures/bundle.mjs');
  const steps = [{ do: 'alter', from, to, edits, forged: true }];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const told = execFileSync(process.execPath, [script, JSON.stringify({ steps })], { cwd: folder, env }).toString();
  expect(told).not.toContain('error');
}

describe('ebb describe', () => {
  test('tells a scenario on a page, and writes the whole model to a file', async () => {
    const [short, odd, bad] = await Promise.all([
      ebb('describe', tiny),
      ebb('describe', tiny, '--odd', '--set', 'agents.rascals.count=7', '--out', 'model.md'),
      ebb('describe', tiny, '--odd', '--set', 'agents.rascal.count=7'),
    ]);
    expect(short).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('  rascals  2 × mischief: Does what'),
    });
    expect(odd).toEqual({ code: 0, err: '', out: '' });
    const text = readFileSync(path.join(folder, 'model.md'), 'utf8');
    expect(text).toContain('\n## 7. Submodels\n');
    expect(text).toContain('| `rascals` | 7 | `mischief` |');
    expect(bad).toMatchObject({ code: 2, out: '' });
  }, 60_000);
});

describe('ebb bundle and ebb verify', () => {
  let packed: Ended;
  beforeAll(async () => {
    await ebb('run', tiny, '--set', 'until=20 s', '--out', 'runs/a', '--record', 'none');
    packed = await ebb('bundle', 'runs/a', '--out', 'a.tgz');
  }, 60_000);

  test('packs a run with what it was played from, and plays it again', async () => {
    expect(packed).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^a\.tgz: the run tiny, \d+ files\n/),
    });
    const [content] = /content [0-9a-f]{64}/.exec(packed.out)!;
    const { code, out } = await ebb('verify', 'a.tgz');
    expect(out).toContain(content);
    expect(out).toMatch(/\n0 +base +1 +([0-9a-f]{16}) +\1 +(\d+) of \2 +equal *\n/);
    expect(out).toMatch(/\nverified: its run played again, the same to the last bit\n$/);
    expect(code).toBe(0);
  }, 60_000);

  test('finds a number that was altered by somebody who put the hashes right', async () => {
    forge('a.tgz', 'forged.tgz', { 'results/metrics.json': ['"value":0,', '"value":1,'] });
    const { code, out } = await ebb('verify', 'forged.tgz');
    expect(out).toContain('DIFFERENT');
    expect(out).toMatch(/different: point 0, base, seed 1: other numbers: /);
    expect(out).toContain('NOT VERIFIED: 1 of 1 run played again is different');
    expect(code).toBe(1);
    const asJson = await ebb('verify', 'forged.tgz', '--json');
    expect(JSON.parse(asJson.out)).toMatchObject({ kind: 'run', status: 'different', runs: [{ isEqual: false }] });
  }, 60_000);

  test('packs a scenario with traces of as many seeds as are asked for', async () => {
    const { code, out } = await ebb('bundle', tiny, '--replicates', '2', '--set', 'until=10 s', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ file: 'tiny.tgz', manifest: { kind: 'scenario', runs: 2 } });
  }, 60_000);

  test('has a sentence for what is no bundle, and for what cannot be packed', async () => {
    writeFileSync(path.join(folder, 'empty.tgz'), '');
    writeFileSync(path.join(folder, 'note.txt'), 'mine');
    execFileSync('tar', ['czf', 'other.tgz', 'note.txt'], { cwd: folder });
    writeFileSync(path.join(folder, 'short.tgz'), readFileSync(path.join(folder, 'a.tgz')).subarray(0, 700));
    const refused = await Promise.all([
      ebb('verify', 'empty.tgz'),
      ebb('verify', 'note.txt'),
      ebb('verify', 'other.tgz'),
      ebb('verify', 'short.tgz'),
      ebb('bundle', 'nothing'),
      ebb('bundle', 'runs/a', '--out', 'note.txt'),
      ebb('bundle', 'runs/a', '--scenario', tiny),
    ]);
    const sentences = [
      'empty.tgz: the file is empty',
      'note.txt: this is not a .tgz file',
      'other.tgz: the archive holds no bundle.json, so it is no bundle of Ebb',
      'short.tgz: the file is cut short',
      "Cannot find the study 'nothing'",
      'something else than a bundle lies there, which would be lost',
      'the scenario is not the one that was played',
    ];
    refused.forEach(({ code, out, err }, i) => {
      expect(err).toContain(sentences[i]);
      expect([code, out]).toEqual([2, '']);
    });
    expect(readFileSync(path.join(folder, 'note.txt'), 'utf8')).toBe('mine');
  }, 120_000);
});
