import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runScript, scratchFolder } from './run-script.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);
const at = (...names: readonly string[]): string => path.join(folder, ...names);

function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

/** What the script tells of a step; only what is asked for is there. */
interface Told {
  readonly digest: string;
  readonly manifest: {
    readonly kind: string;
    readonly request: object;
    readonly plugins: readonly { readonly name: string; readonly hash: string }[];
    readonly scenarioHash: string;
    readonly build: string;
    readonly files: readonly { readonly path: string }[];
  };
  readonly status: string;
  readonly differences: readonly string[];
  readonly notes: readonly string[];
  readonly runs: readonly {
    readonly expected: string;
    readonly found: string;
    readonly sameAddress: boolean;
    readonly isEqual: boolean;
    readonly compared: number;
    readonly seed: string;
  }[];
  readonly error: string;
}

async function steps(list: readonly object[]): Promise<readonly Told[]> {
  const { told, err } = await runScript('bundle.mjs', { steps: list }).ended;
  if (!Array.isArray(told)) throw new Error(err);
  return told as readonly unknown[] as readonly Told[];
}

const BUYER = `import { CLOCK, DESK, PARAMS, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, SchedulerLike, z } from '@ebb/sdk';
import { PACE } from './pace.ts';
const params = parameters({ size: p.number({ describe: 'What it buys each time.', above: 0 }) });
@injectable()
class Buyer {
  constructor(@inject(DESK) private readonly desk: Desk, @inject(CLOCK) private readonly clock: SchedulerLike,
    @inject(PARAMS) private readonly given: z.infer<typeof params>) {}
  start(): void {
    this.desk.react(wakeups(this.clock, () => PACE), () => { this.desk.market('COIN/USD@usd', 'buy', this.given.size); });
  }
}
export default definePlugin({ kind: 'agent', name: 'buyer', version: '1.0.0', summary: 'Buys a little again and again.', params, use: Buyer });
`;

beforeAll(() => {
  const tiny = readFileSync(path.join(import.meta.dirname, 'fixtures/tiny.yaml'), 'utf8');
  write('house/market/base.yaml', tiny.replace(/plugins:.*\n/, '').replace(/ {2}rascals:.*\n/, ''));
  write('house/mine/agents/buyer.ts', BUYER);
  write('house/mine/agents/pace.ts', 'export const PACE = 500;\n');
  write(
    'house/mine/scenario.yaml',
    'extends: ../market/base\nplugins: [./agents/buyer.ts]\nagents:\n' +
      '  buyers: { use: buyer, count: 2, wallets: { usd: { USD: 10 k } }, params: { size: 1 } }\n',
  );
  write('house/mine/notes.txt', 'no part of it\n');
  write('other/patch.yaml', 'agents.buyers.count: 3\n');
  write(
    'house/mine/study.yaml',
    'scenario: ./scenario.yaml\nvary: { agents.buyers.params.size: { grid: [1, 2] } }\n' +
      'variants: { asWas: {}, slow: { agents.crowd.count: 5 } }\nreplicates: 2\n',
  );
  cpSync(at('house'), at('deeper/down/house'), { recursive: true });
  cpSync(at('other'), at('deeper/down/other'), { recursive: true });
});

describe('a bundle of a scenario', () => {
  let told: readonly Told[];
  const packed = { request: { patches: ['other/patch.yaml'], set: ['until=30 s'] }, seeds: ['1', 'two'] };
  const scenario = 'house/mine/scenario.yaml';
  beforeAll(async () => {
    told = await steps([
      { do: 'chdir', folder },
      { do: 'bundle', what: scenario, out: 'a.tgz', ...packed },
      { do: 'chdir', folder: at('deeper/down') },
      { do: 'bundle', what: scenario, out: at('b.tgz'), ...packed },
      { do: 'chdir', folder },
      { do: 'verify', file: 'a.tgz' },
    ]);
  }, 240_000);

  test('has every file that it is played from, and no other, at its place', () => {
    const { manifest } = told[1];
    expect(manifest.files.map((file) => file.path)).toEqual([
      'README.md',
      ...['market/base.yaml', 'mine/agents/buyer.ts', 'mine/agents/pace.ts', 'mine/scenario.yaml'].map(
        (file) => `files/${file}`,
      ),
      'patches/1/patch.yaml',
      'traces.csv',
    ]);
    expect(manifest.request).toEqual({
      scenario: 'files/mine/scenario.yaml',
      patches: ['patches/1/patch.yaml'],
      set: ['until=30 s'],
      plugins: [],
    });
  });

  test('has the same bytes wherever the files lie', () => {
    expect(told[3].digest).toBe(told[1].digest);
    expect(readFileSync(at('b.tgz')).equals(readFileSync(at('a.tgz')))).toBe(true);
  });

  test('follows links, and packs plugins of a folder and of the command line', async () => {
    symlinkSync(at('house'), at('link'));
    write('plain/scenario.yaml', 'extends: ../link/market/base\nplugins: [../link/mine/agents]\n');
    write('deep/agents/twin.ts', `import './pace.ts';\n${BUYER.replace("name: 'buyer'", "name: 'twin'")}`);
    write('deep/agents/pace.ts', 'export const PACE = 900;\n');
    const set = ['agents.crowd.use=twin', 'agents.crowd.params={size: 1}'];
    const [, { manifest }, verified] = await steps([
      { do: 'chdir', folder: at('plain') },
      {
        ...{ do: 'bundle', what: 'scenario.yaml', out: at('e.tgz'), seeds: ['1'] },
        request: { set, plugins: ['../deep/agents/twin.ts'] },
      },
      { do: 'verify', file: at('e.tgz') },
    ]);
    expect(manifest.files.map((file) => file.path).filter((file) => file.includes('/'))).toEqual([
      'files/deep/agents/pace.ts',
      'files/deep/agents/twin.ts',
      'files/link/market/base.yaml',
      'files/link/mine/agents/buyer.ts',
      'files/link/mine/agents/pace.ts',
      'files/plain/scenario.yaml',
    ]);
    expect(manifest.request).toMatchObject({ plugins: ['./files/deep/agents/twin.ts'], set });
    expect(verified).toMatchObject({ status: 'equal', differences: [], notes: [] });
  }, 60_000);

  test('is verified by playing it again', () => {
    const { status, differences, notes, runs } = told[5];
    expect({ status, differences, notes }).toEqual({ status: 'equal', differences: [], notes: [] });
    expect(runs.map(({ seed, isEqual }) => [seed, isEqual])).toEqual([
      ['1', true],
      ['two', true],
    ]);
    expect(runs[0].found).toMatch(/^[0-9a-f]{16}$/);
    expect(runs[0].found).not.toBe(runs[1].found);
  });

  test('refuses a path that nobody else has', async () => {
    write('house/mine/absolute.yaml', `extends: ${at('house/mine/scenario.yaml')}\n`);
    const [{ error }] = await steps([{ do: 'bundle', what: at('house/mine/absolute.yaml'), out: at('c.tgz') }]);
    expect(error).toContain('is named by a path from the root of this machine, which others have not');
  }, 240_000);
});

describe('a bundle of a study', () => {
  let whole: readonly Told[];
  let where: string;
  beforeAll(async () => {
    await steps([
      { do: 'chdir', folder },
      { do: 'study', file: 'house/mine/study.yaml', store: 'store' },
    ]);
    where = path.join('store', readdirSync(at('store'))[0]);
    whole = await steps([
      { do: 'chdir', folder },
      { do: 'bundle', what: where, out: 'study.tgz' },
      { do: 'bundle', what: where, out: 'traces.tgz', results: false },
      { do: 'verify', file: 'study.tgz', sample: 3, seed: 5 },
      { do: 'verify', file: 'study.tgz', sample: 3, seed: 5 },
      { do: 'verify', file: 'study.tgz', sample: 3, seed: 6 },
      { do: 'verify', file: 'traces.tgz', sample: Number.MAX_SAFE_INTEGER },
    ]);
  }, 240_000);

  test('is verified by a sample that its seed draws, with all numbers', () => {
    const [, , , first, again, other] = whole;
    expect(first).toMatchObject({ status: 'equal', playable: 8, differences: [], notes: [] });
    expect(first.runs).toHaveLength(3);
    for (const { compared } of first.runs) expect(compared).toBeGreaterThan(20);
    expect(again).toEqual(first);
    expect(other.status).toBe('equal');
    expect(other.runs).not.toEqual(first.runs);
  });

  test('needs no numbers to be verified', () => {
    const { status, runs } = whole[6];
    expect(status).toBe('equal');
    expect(runs).toHaveLength(8);
    expect(runs.every(({ compared }) => compared === 0)).toBe(true);
  });

  test('is not made of a scenario that has changed since', async () => {
    const file = 'house/mine/agents/pace.ts';
    write(file, 'export const PACE = 501;\n');
    const [, { error }] = await steps([
      { do: 'chdir', folder },
      { do: 'bundle', what: where, out: 'd.tgz' },
    ]);
    write(file, 'export const PACE = 500;\n');
    expect(error).toContain('the scenario or one of its plugins is not the one that was played');
  }, 240_000);

  test('is found out when a number, the scenario or a plugin was altered, or a file is missing or new', async () => {
    const plugin = 'files/agents/buyer.ts';
    const altered: readonly (readonly [edit: object, difference: string])[] = [
      [{ edits: { 'traces.csv': [',completed,', ',failed,'] } }, 'traces.csv was changed after it was packed'],
      [{ edits: { 'files/mine/scenario.yaml': ['count: 2', 'count: 1'] } }, 'files/mine/scenario.yaml was changed'],
      [{ edits: { 'files/mine/agents/pace.ts': ['500', '499'] } }, 'files/mine/agents/pace.ts was changed'],
      [{ remove: ['results/study.json'] }, 'results/study.json is missing'],
      [{ add: { [plugin]: 'export {};' } }, `${plugin} was added after it was packed`],
    ];
    const told = await steps([
      { do: 'chdir', folder },
      ...altered.flatMap(([edit]) => [
        { do: 'alter', from: 'study.tgz', to: 'altered.tgz', ...edit },
        { do: 'verify', file: 'altered.tgz' },
      ]),
    ]);
    altered.forEach(([, difference], i) => {
      expect(told[2 * i + 2]).toMatchObject({ status: 'different', runs: [] });
      expect(told[2 * i + 2].differences).toEqual([expect.stringContaining(difference)]);
    });
  }, 240_000);

  test('is found out when who altered it has put the hashes right', async () => {
    const { manifest } = whole[1];
    const [buyer] = manifest.plugins.filter(({ name }) => name === 'buyer');
    const trace = whole[6].runs[0].expected;
    const forged: readonly (readonly [edits: object, expected: object])[] = [
      [{ 'traces.csv': [trace, '0123456789abcdef'] }, { differences: [] }],
      [
        { 'files/mine/scenario.yaml': ['count: 2', 'count: 1'] },
        { differences: [expect.stringContaining(`should have ${manifest.scenarioHash}`)] },
      ],
      [
        { 'files/mine/agents/pace.ts': ['500', '499'] },
        { differences: ["the plugin 'buyer' in the bundle is made of other files than the one that played"] },
      ],
      [
        { 'files/mine/agents/pace.ts': ['500', '499'], 'bundle.json': [buyer.hash, 'f'.repeat(64)] },
        { differences: [expect.stringContaining("the plugin 'buyer'")] },
      ],
    ];
    const told = await steps([
      { do: 'chdir', folder },
      ...forged.flatMap(([edits]) => [
        { do: 'alter', from: 'study.tgz', to: 'forged.tgz', forged: true, edits },
        { do: 'verify', file: 'forged.tgz', sample: 'traces.csv' in edits ? 8 : 2 },
      ]),
    ]);
    forged.forEach(([, expected], i) => {
      const verified = told[2 * i + 2];
      expect(verified).toMatchObject({ status: 'different', ...expected });
      expect(verified.runs.filter(({ isEqual }) => !isEqual)).toHaveLength(i === 0 ? 1 : 2);
    });
  }, 240_000);

  test('of another build is verified by its traces, and says so', async () => {
    const { build } = whole[1].manifest;
    const [, , told] = await steps([
      { do: 'chdir', folder },
      { do: 'alter', from: 'traces.tgz', to: 'build.tgz', edits: { 'bundle.json': [build, 'a'.repeat(64)] } },
      { do: 'verify', file: 'build.tgz', sample: 2 },
    ]);
    expect(told).toMatchObject({ status: 'equal', differences: [] });
    expect(told.notes).toEqual([expect.stringContaining('this house is another build')]);
    expect(told.runs.map(({ sameAddress, isEqual }) => [sameAddress, isEqual])).toEqual([
      [false, true],
      [false, true],
    ]);
  }, 240_000);
});
