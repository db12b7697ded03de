import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fixtures, runEbb, scratchFolder } from './run-ebb.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);

const tiny = path.join(fixtures, 'tiny.yaml');
const mischief = (how: string): string => `agents.rascals.params.how=${how}`;
const manifestOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(folder, name, 'manifest.json'), 'utf8')) as Record<string, unknown>;

const isUnderWay = (name: string): boolean => readdirSync(folder).some((each) => each.startsWith(`.${name}.`));

describe('ebb run', () => {
  test('writes runs/<scenario>-seed<seed> and prints what happened', async () => {
    const { code, out, err } = await runEbb(folder, ['run', tiny, '--seed', '7', '--set', mischief('print')]);
    expect({ code, err }).toEqual({ code: 0, err: 'hello\n'.repeat(6) });
    expect(out).toMatch(/^tiny: A market with nobody in it \(seed 7\)\nNothing was traded\.\n/);
    expect(out).toContain('files: runs/tiny-seed7\n');
    expect(manifestOf('runs/tiny-seed7')).toMatchObject({
      seed: '7',
      status: 'completed',
      patches: [mischief('print')],
      plugins: [{ name: 'mischief', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
  }, 60_000);

  test('prints one JSON object and nothing else, whatever a plugin prints', async () => {
    const args = ['run', tiny, '--json', '--record', 'none', '--audit', '--set', mischief('print'), '--out', 'json'];
    const { code, out } = await runEbb(folder, args);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: 'completed',
      seed: '1',
      verdict: 'Nothing was traded.',
      traceHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      events: expect.any(Number),
      wallSeconds: expect.any(Number),
      metrics: { trades: 0 },
      conservation: { balanced: true },
      out: path.join(folder, 'json'),
    });
    expect(readdirSync(path.join(folder, 'json')).sort()).toEqual([
      'cascades.json',
      'manifest.json',
      'metrics.json',
      'metrics.parquet',
      'timings.json',
    ]);
  }, 60_000);

  test('names plugin, instance, simulated time and seed of a plugin that throws, and keeps what there is', async () => {
    const { code, err } = await runEbb(folder, ['run', tiny, '--set', mischief('throw'), '--out', 'thrown']);
    expect(code).toBe(3);
    expect(err).toMatch(
      /^ebb: the run broke in mischief \(rascals\[0\]\) at 2025-10-10T20:30:10\.000000Z, seed 1: I have had enough\n/,
    );
    expect(manifestOf('thrown')).toMatchObject({
      status: 'failed',
      fault: {
        plugin: 'mischief',
        instance: 'rascals[0]',
        timeUs: 1_760_128_210_000_000,
        message: 'I have had enough',
      },
    });
  }, 60_000);

  test('ends a loop without an end, and names who is in it and where', async () => {
    const args = ['run', tiny, '--set', mischief('loop'), '--out', 'looped', '--watchdog', '1'];
    const { code, err } = await runEbb(folder, args);
    expect(code).toBe(3);
    expect(err).toMatch(
      /^ebb: the run broke in mischief \(rascals\[0\]\) at 2025-10-10T20:30:10\.000000Z, seed 1: nothing moved for 1 s/,
    );
    expect(err).toMatch(/at .*fixtures\/spin\.ts:4:\d+\n/);
    expect(manifestOf('looped')).toMatchObject({ status: 'failed', fault: { plugin: 'mischief' } });
  }, 60_000);

  test('does not take a slow run for one that stands still', async () => {
    const args = ['run', tiny, '--set', mischief('slow'), '--set', 'until=500 ms', '--out', 'slow', '--watchdog', '1'];
    const { code } = await runEbb(folder, args);
    expect(code).toBe(0);
  }, 60_000);

  test('takes a promise that fails for a fault', async () => {
    const { code, err } = await runEbb(folder, ['run', tiny, '--set', mischief('promise'), '--out', 'promise']);
    expect(code).toBe(3);
    expect(err).toContain('work outside of simulated time failed: too late');
  }, 60_000);

  test('keeps what was recorded when it is interrupted', async () => {
    const long = ['--set', 'until=1000 d', '--set', 'agents.rascals.params.after=1 ms', '--out', 'interrupted'];
    const { code, err } = await runEbb(folder, ['run', tiny, ...long], () => isUnderWay('interrupted'));
    expect({ code, err }).toEqual({ code: 130, err: expect.stringContaining('marked interrupted\n') });
    expect(manifestOf('interrupted')).toMatchObject({ status: 'interrupted' });
  }, 60_000);

  test('refuses bad input with a sentence and exit code 2, and writes nothing', async () => {
    const elsewhere = scratchFolder();
    const broken = path.join(fixtures, 'broken.yaml');
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['nowhere.yaml'], "nowhere.yaml: there is no file 'nowhere.yaml'\n"],
      [['.'], ".: '.' is a folder, where a YAML file is expected\n"],
      [[tiny, '--set', 'agents.rascal.count=1'], "(did you mean 'rascals'?)\n"],
      [[tiny, '--set', 'agents.rascals.params.hwo=loop'], "(did you mean 'how'?)\n"],
      [[tiny, '--plugin', './nothing.ts'], "there is no plugin './nothing.ts': nothing lies at nothing.ts\n"],
      [[tiny, '--seed', 'a b'], 'A seed is up to 64 letters'],
      [[tiny, '--sede', '1'], '(Did you mean --seed?)'],
      [[broken], `${broken}:5:11: there is no plugin './mischeif.ts'`],
      [[tiny, '--out', '..'], 'it holds other files than those of a run'],
    ];
    const ended = await Promise.all(cases.map(([args]) => runEbb(elsewhere.folder, ['run', ...args])));
    ended.forEach(({ code, out, err }, i) => {
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining(cases[i]![1]) });
    });
    expect(existsSync(path.join(elsewhere.folder, 'runs'))).toBe(false);
    elsewhere.remove();
  }, 60_000);
});
