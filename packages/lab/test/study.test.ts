import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { scratchFolder } from './run-script.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);

const script = path.join(import.meta.dirname, 'fixtures/study.mjs');
const tiny = path.join(import.meta.dirname, 'fixtures/tiny.yaml');

/** Does steps one after the other in a process of its own, which has the plugins of the house; gives what each came to. */
async function tell(...steps: readonly object[]): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify({ steps })], { cwd: folder });
  return JSON.parse(stdout) as Record<string, unknown>[];
}

const COUNT = 'agents.crowd.count';
const form = {
  vary: { [COUNT]: { grid: [5, 10] } },
  variants: { asWas: {}, dear: { 'venues.usd.fees.params.taker': '9 bp' } },
  replicates: 3,
};

const REFUSED: readonly [string, object, string][] = [
  [
    'a path that does not exist',
    { vary: { 'agents.crowds.count': [1] } },
    "plan(): agents.crowds.count: 'agents' has no 'crowds'; it has makers, crowd, rascals (did you mean 'crowd'?)",
  ],
  [
    'an unknown parameter',
    { vary: { 'agents.crowd.params.rates': ['1 /s'] } },
    "plan(): agents.crowd.params: unknown key 'rates'; expected one of market, rate, marketShare",
  ],
  [
    'a value out of range',
    { vary: { [COUNT]: [1, 2, -3, 4] } },
    `plan(): ${COUNT}: expected a whole number of at least 0, found -3`,
  ],
  [
    'an empty axis',
    { vary: { [COUNT]: { grid: [] } } },
    `plan(): vary.${COUNT}: the axis is empty; it takes at least one value`,
  ],
  [
    'two axes on one path',
    { vary: [{ [COUNT]: [1] }, { [COUNT]: [2] }] },
    `vary.0.${COUNT}: two axes change '${COUNT}'; each path is changed by one`,
  ],
  [
    'a billion runs',
    {
      vary: { [COUNT]: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
      replicates: 1e6,
      variants: Object.fromEntries([...'abcdefghij'].flatMap((a) => [...'abcdefghij'].map((b) => [a + b, {}]))),
    },
    'the study has 1,000,000,000 runs (10 points × 100 variants × 1,000,000 replicates), and more than 1,000,000 are taken for a mistake; --at-most allows more',
  ],
  [
    'a variant with a wrong path',
    { variants: { a: {}, b: { 'venues.us.fees': 'x' } } },
    "plan(): venues.us.fees: 'venues' has no 'us'; it has usd",
  ],
  [
    'no variant',
    { variants: {} },
    'plan(): variants: the study has no variant; leave the key out, or name one, as in {asWas: {}}',
  ],
  ['a variant that is no patch', { variants: { a: 3 } }, 'plan(): variants.a: expected'],
  ['a variant whose file is not there', { variants: { a: 'no.yaml' } }, "there is no file 'no.yaml'"],
  [
    'a variant that an axis overrides',
    { variants: { a: {}, b: { agents: { crowd: { count: 7 } } } } },
    `plan(): variants.b: the variant sets '${COUNT}', which the axis '${COUNT}' sets after it at every point; one of them is enough`,
  ],
  ['a variant of an odd name', { variants: { 'a b': {} } }, 'plan(): variants.a b: expected a name of letters, digits'],
  [
    'a metric that cannot be read',
    { metrics: ['trades', 'trades <'] },
    "plan(): metrics.1: expected a condition such as 'USDe/USDT@alpha.lowestRatio < 0.95', found 'trades <'",
  ],
  ['a plugin that is not there', { plugins: ['./no.ts'] }, "plan(): there is no plugin 'no.ts': nothing lies at no.ts"],
  ['no seeds', { replicates: 0 }, 'plan(): replicates: expected a number of at least 1, found 0'],
  ['an unknown key', { replicate: 3 }, "plan(): unknown key 'replicate'"],
];
let refusals: ReturnType<typeof tell> | undefined;

describe('a study', () => {
  test('is counted before it is played, and called by what determines its rows', async () => {
    const dearer = { ...form, variants: { ...form.variants, dear: { 'venues.usd.fees.params.taker': '8 bp' } } };
    const [one, more, same, other, seeded] = await tell(
      { do: 'open', form },
      { do: 'open', form, options: { replicates: 50 } },
      { do: 'open', form: { ...form, metrics: ['m'], question: 'Is it?', vary: { [COUNT]: [5, 10] } } },
      { do: 'open', form: dearer },
      { do: 'open', form: { ...form, seed: 9 } },
    );
    expect(one).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{16}$/),
      runs: 12,
      points: 2,
      variants: ['asWas', 'dear'],
      axes: [{ name: COUNT, kind: 'number' }],
    });
    expect(more).toMatchObject({ key: one!['key'], runs: 200 });
    expect(same!['key']).toBe(one!['key']);
    expect(new Set([one, other, seeded].map((each) => each!['key'])).size).toBe(3);
  }, 60_000);

  test.each(REFUSED)(
    'with %s is refused by a sentence, before anything is played',
    async (name, _, sentence) => {
      refusals ??= tell(...REFUSED.map(([, wrong]) => ({ do: 'open', form: { ...form, ...wrong } })));
      const told = (await refusals)[REFUSED.findIndex(([other]) => other === name)];
      expect(told).toMatchObject({ kind: 'BadInput', error: expect.stringContaining(sentence) });
    },
    60_000,
  );

  test('in a file is refused at the line, and finds its scenario from its folder', async () => {
    const file = path.join(folder, 'crowd.yaml');
    const text = `scenario: ${path.relative(folder, tiny)}\nvary:\n  agents.crowd.cont: [1, 2]\nreplicates: 2\n`;
    const [, wrong, , right, gone] = await tell(
      { do: 'write', file, text },
      { do: 'open', file },
      { do: 'edit', file, from: 'cont', to: 'count' },
      { do: 'open', file },
      { do: 'open', file: path.join(folder, 'crowds.yaml') },
    );
    expect(wrong!['error']).toMatch(/crowd\.yaml:3:3: agents\.crowd: unknown key 'cont'.*did you mean 'count'/);
    expect(right).toMatchObject({ runs: 4 });
    expect(gone!['error']).toMatch(/there is no file '.*crowds\.yaml' \(did you mean 'crowd\.yaml'\?\)/);
  }, 60_000);

  test('goes on from where it was stopped, pair by pair, and never plays a run twice', async () => {
    const store = path.join(folder, 'stopped');
    const [first, second, third] = await tell(
      { do: 'run', form, store, until: 5 },
      { do: 'run', form, store },
      { do: 'run', form, store },
    );
    const { played } = first as { readonly played: readonly string[] };
    expect(played).toEqual(['0 asWas 1', '0 dear 1', '0 asWas 2', '0 dear 2', '0 asWas 3']);
    expect(first).toMatchObject({ completed: 5, missing: 7 });
    expect(second).toMatchObject({ completed: 12, missing: 0, key: first!['key'] });
    expect((second as typeof first & { played: string[] })!.played).toHaveLength(7);
    expect(third).toMatchObject({ played: [], missing: 0 });
  }, 60_000);

  test('plays only what is new when it grows, and adopts what another study has played', async () => {
    const store = path.join(folder, 'known');
    const wider = { ...form, vary: { [COUNT]: { grid: [10, 20] } } };
    const [first, grown, other] = await tell(
      { do: 'run', form, store },
      { do: 'run', form, store, options: { replicates: 4 } },
      { do: 'run', form: wider, store },
    );
    expect(grown).toMatchObject({ key: first!['key'], completed: 16 });
    expect((grown as { played: string[] }).played.every((place) => place.endsWith(' 4'))).toBe(true);
    // The worlds of 10 are known for three seeds and both variants; those of 20 are new.
    expect((other as { played: string[] }).played).toEqual(
      [1, 2, 3].flatMap((seed) => ['asWas', 'dear'].map((variant) => `1 ${variant} ${seed}`)),
    );
    const sql = `select point, "${COUNT}", seed, m from runs where variant = 'dear' order by point, seed limit 4`;
    const [rows] = await tell({ do: 'rows', store, key: other!['key'], sql });
    expect(rows).toEqual([
      [0, 10, 1, 411],
      [0, 10, 2, 412],
      [0, 10, 3, 413],
      [1, 20, 1, 411],
    ]);
  }, 60_000);

  test('is gone on with from its folder alone, unless it is another by now', async () => {
    const store = path.join(folder, 'resumed');
    const scenario = path.join(folder, 'own.yaml');
    const file = path.join(folder, 'own-study.yaml');
    const [, , run, again, more, , refused, unknown, , astray] = await tell(
      { do: 'write', file: scenario, text: `extends: ${path.relative(folder, tiny)}\n` },
      { do: 'write', file, text: 'scenario: own.yaml\nreplicates: 2\n' },
      { do: 'run', file, store, until: 1 },
      { do: 'resume', store, key: 'own-study' },
      { do: 'resume', store, key: 'own-study', replicates: 7 },
      { do: 'write', file: scenario, text: `extends: ${path.relative(folder, tiny)}\nuntil: 30 s\n` },
      { do: 'resume', store, key: 'own-study' },
      { do: 'resume', store, key: 'own-studi' },
      { do: 'remove', file: scenario },
      { do: 'resume', store, key: 'own-study' },
    );
    expect(again).toEqual({ key: run!['key'], runs: 2 });
    expect(more).toEqual({ key: run!['key'], runs: 7 });
    expect(refused!['error']).toContain(
      'its scenario or one of its plugins has changed since, and its rows would not belong together',
    );
    expect(unknown!['error']).toContain('there is no such study');
    expect(astray!['error']).toMatch(/: its scenario .*own\.yaml does not lie in .*; go on with it from the folder/);
  }, 60_000);
});

describe('what grows by seeds', () => {
  const variants = { a: {}, bb: {}, cc: {} };

  test('stops where the differences are all alike, and says so', async () => {
    const store = path.join(folder, 'grown');
    const [widths] = await tell({ do: 'grow', form: { variants }, store, options: { halfWidth: 0.1 } });
    expect(widths).toEqual(['bb', 'cc'].map((variant) => ({ variant, replicates: 50, reached: true, alike: true })));
  }, 60_000);

  test('chooses the best of variants', async () => {
    const store = path.join(folder, 'best');
    const options = { goal: 'min', delta: 0.1 };
    const [best, refused] = await tell(
      { do: 'best', form: { variants }, store, options },
      { do: 'best', form: { variants: { a: {} } }, store, options },
    );
    expect(best).toBe('a');
    expect(refused!['error']).toContain('expected two variants or more');
  }, 60_000);
});

describe('the player of a search', () => {
  const trials = [{ [COUNT]: 5 }, { [COUNT]: 6 }];

  test('plays a round once, whoever asks for it again', async () => {
    const store = path.join(folder, 'search');
    const [first, second, other] = await tell(
      { do: 'trials', store, trials, seeds: [4, 5] },
      { do: 'trials', store, trials, seeds: [4, 5] },
      { do: 'trials', store, trials, seeds: [6] },
    );
    expect(first).toEqual({
      played: 4,
      values: [
        [504, 505],
        [514, 515],
      ],
    });
    expect(second).toEqual({ ...first, played: 0 });
    expect(other).toMatchObject({ played: 2 });
  }, 60_000);

  test('refuses a wrong path before it plays, seeds apart, and says when it was ended', async () => {
    const store = path.join(folder, 'wrong');
    const [path_, seeds, ended] = await tell(
      { do: 'trials', store, trials: [{ 'agents.crowd.cont': 1 }], seeds: [1] },
      { do: 'trials', store, trials, seeds: [1, 3] },
      { do: 'trials', store, trials, seeds: [1], abort: true },
    );
    expect(path_!['error']).toMatch(/a trial: agents\.crowd: unknown key 'cont'/);
    expect(seeds!['error']).toBe('the seeds of a round follow each other; 3 stands alone');
    expect(ended).toMatchObject({ kind: 'SearchInterrupted' });
  }, 60_000);
});
