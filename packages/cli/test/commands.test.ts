import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fixtures, runEbb, scratchFolder } from './run-ebb.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);

describe('ebb', () => {
  test('lists its commands, and names the nearest for one that it does not know', async () => {
    const [help, unknown, version] = await Promise.all([
      runEbb(folder, ['--help']),
      runEbb(folder, ['chekc', 'x.yaml']),
      runEbb(folder, ['--version']),
    ]);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const command of ['run', 'check', 'validate', 'schema', 'plugins'])
      expect(help.out).toContain(`  ${command} `);
    expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringContaining('(Did you mean check?)') });
    expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  }, 60_000);

  test('checks a scenario without playing it', async () => {
    const tiny = path.join(fixtures, 'tiny.yaml');
    const [good, bad] = await Promise.all([
      runEbb(folder, ['check', tiny, '--set', 'agents.rascals.count=1200']),
      runEbb(folder, ['check', tiny, '--set', 'agents.rascals.use=mischeif']),
    ]);
    const counts = '1 venue, 1 market, 1,200 agents in 1 block, 0 shocks';
    expect(good).toEqual({ code: 0, out: `ok: tiny has ${counts}\n`, err: '' });
    expect(bad).toMatchObject({ code: 2, out: '', err: expect.stringContaining("(did you mean 'mischief'?)") });
  }, 60_000);

  test('lists plugins, and explains one with its parameters', async () => {
    const [list, one, none] = await Promise.all([
      runEbb(folder, ['plugins', '--json']),
      runEbb(folder, ['plugins', 'mischief', '--plugin', path.join(fixtures, 'mischief.ts')]),
      runEbb(folder, ['plugins', 'noise-trade']),
    ]);
    const names = (JSON.parse(list.out) as { readonly name: string }[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['noise-trader', 'tiered-cross', 'news', 'prices']));
    expect(one).toMatchObject({ code: 0, out: expect.stringContaining('Does what a run must survive.\n') });
    expect(one.out).toMatch(/ {2}after +ms +of at least 0 ms +10 s +When it does it\.\n/);
    expect(none).toMatchObject({ code: 2, out: '', err: expect.stringContaining("(did you mean 'noise-trader'?)") });
  }, 60_000);

  test('writes the schema of scenarios with the plugins in it', async () => {
    const plugin = path.join(fixtures, 'mischief.ts');
    const { code } = await runEbb(folder, ['schema', '--out', 'ebb.json', '--plugin', plugin]);
    expect(code).toBe(0);
    const schema = JSON.parse(readFileSync(path.join(folder, 'ebb.json'), 'utf8')) as { readonly $defs: object };
    expect(Object.keys(schema.$defs)).toEqual(expect.arrayContaining(['agent.mischief', 'agent.noise-trader']));
  }, 60_000);

  test('does not take for a success that a plugin ends the process or never gets loaded', async () => {
    writeFileSync(path.join(folder, 'ends.ts'), 'process.exit(0);\n');
    writeFileSync(path.join(folder, 'waits.ts'), 'await new Promise(() => {});\n');
    for (const { code, out, err } of await Promise.all([
      runEbb(folder, ['plugins', '--plugin', './ends.ts']),
      runEbb(folder, ['plugins', '--plugin', './waits.ts']),
    ])) {
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(err).toContain('ebb: the process ended before the command did: a plugin ended it, or waits');
    }
  }, 60_000);
});
