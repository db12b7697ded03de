import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixtures, runEbb, scratchFolder } from './run-ebb.ts';
import type { Ended } from './run-ebb.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);

const tiny = path.join(fixtures, 'tiny.yaml');
const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
const ebb = (...args: readonly string[]): Promise<Ended> => runEbb(folder, args);

const STUDY = `scenario: ${path.relative(folder, tiny)}
vary: { agents.rascals.count: [0, 1] }
variants: { asWas: {}, loud: { agents.rascals.params.how: throw } }
replicates: 2
metrics: [BTC/USD@usd.volume]
`;

describe('a study from the command line', () => {
  let swept: Ended;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    write('rascals.yaml', STUDY);
    write('nowhere.yaml', 'replicates: 2\nscenario: tinny.yaml\n');
    swept = await ebb('sweep', 'rascals.yaml', '--tries', '1');
  }, 60_000);

  test('is played as far as its runs do not break, which is told by the exit code', async () => {
    expect(swept.code).toBe(1);
    expect(swept.out).toMatch(
      /^rascals \(tiny\): 2 points × 2 variants × 2 seeds = 8 runs\n6 completed, 2 failed, 0 missing; /,
    );
    const { code, out } = await ebb('status', 'rascals.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/varied: agents\.rascals\.count\nvariants: asWas, loud\n6 completed, 2 failed, 0 missing\n/);
    expect(out).toMatch(/^ +1 {2}loud +1 {2}I have had enough +mischief \(rascals\[0\]\)/m);
    expect((await ebb('status')).out).toMatch(/^[0-9a-f]{16} {2}rascals {2}tiny +8 +6 +2 +0 /m);
  }, 60_000);

  test('is asked in SQL, as a table, as CSV and as JSON', async () => {
    const sql = 'select variant, count(*) as runs, count("BTC/USD@usd.volume") as told from runs group by 1 order by 1';
    expect((await ebb('sql', sql)).out).toBe('variant  runs  told  \nasWas       4     4  \nloud        4     4  \n');
    expect((await ebb('sql', sql, '--csv')).out).toBe('variant,runs,told\r\nasWas,4,4\r\nloud,4,4\r\n');
    expect(JSON.parse((await ebb('sql', sql, '--json', '--in', 'rascals.yaml')).out)).toEqual({
      columns: ['variant', 'runs', 'told'],
      rows: [
        ['asWas', 4, 4],
        ['loud', 4, 4],
      ],
    });
    const refused = await ebb('sql', 'select nothing from nowhere');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('Cannot answer the query');
  }, 60_000);

  test('is compared by its own metrics, with the runs that failed told', async () => {
    const { code, out } = await ebb('compare', 'rascals.yaml');
    expect(code).toBe(0);
    expect(out).toContain("(rascals): variants against 'asWas'");
    expect(out).toMatch(/2 runs of 'loud' broke and are left out with their pairs/);
  }, 60_000);

  test('names a metric that no run measures: told by a dry run, by a sweep after a first run, by a search', async () => {
    const typo = STUDY.replace('usd.volume', 'usd.volum').replace('2\n', '50\n');
    write('typo.yaml', typo.replace('agents.rascals.params.how: throw', ''));
    for (const args of [
      ['--dry-run', '--store', 'empty'],
      ['--store', 'empty'],
    ]) {
      const { code, err } = await ebb('sweep', 'typo.yaml', ...args);
      expect(err).toContain(
        "typo.yaml:5:11: metrics.0: a run measures no 'BTC/USD@usd.volum' (did you mean 'BTC/USD@usd.volume'?)",
      );
      expect(code).toBe(2);
    }
    expect((await ebb('status', '--store', 'empty')).out).toMatch(/ typo +tiny +200 +2 +0 +198 /);
    const searched = ['breakpoint', tiny, '--vary', 'agents.crowd.count', '--from', '2', '--to', '9'];
    const { code, err } = await ebb(...searched, '--when', 'BTC/USD@usd.volum > 1', '--store', 'looked');
    expect(err).toContain("a run measures no 'BTC/USD@usd.volum' (did you mean 'BTC/USD@usd.volume'?)");
    expect(code).toBe(2);
    expect((await ebb('status', '--store', 'looked')).out).toMatch(/ tiny +1 +1 +0 +0 /);
  }, 60_000);

  test('says that it played nothing when all is there', async () => {
    const { out } = await ebb('sweep', 'rascals.yaml', '--tries', '1');
    expect(out).toContain('6 completed, 2 failed, 0 missing; nothing was played, all runs were in the store\n');
  }, 60_000);

  // Node's own way to make folders one in another never comes back from such a file system.
  (existsSync('/proc/self') ? test : test.skip)(
    'is not begun, nor estimated, in a file system that takes no folders',
    async () => {
      for (const more of [[], ['--dry-run']]) {
        const { code, err } = await ebb('sweep', 'rascals.yaml', '--store', '/proc/nope', ...more);
        expect(code).toBe(2);
        expect(err).toMatch(/Cannot keep [a-z ]+ at \/proc\/nope\S*: the file system of \/proc takes no folders\.\n/);
      }
    },
    60_000,
  );

  test('plays its failed runs again when told to, and nothing else', async () => {
    const { code, out } = await ebb('retry-failed', 'rascals.yaml', '--tries', '1', '--json');
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 1, completed: 6, failed: 2, missing: 0 });
  }, 60_000);

  test.each<[string, readonly string[], string]>([
    [
      'a study that is not there',
      ['sweep', 'rascal.yaml'],
      "there is no file 'rascal.yaml' (did you mean 'rascals.yaml'?)",
    ],
    ['a key that nobody has', ['resume', 'ffff'], "Cannot find the study 'ffff'"],
    [
      'a store that cannot be',
      ['sweep', 'rascals.yaml', '--store', '/dev/null/x'],
      'Cannot keep a study at /dev/null/x',
    ],
    [
      'a store that cannot be, in a dry run',
      ['sweep', 'rascals.yaml', '--dry-run', '--store', '/dev/null/x'],
      'Cannot keep studies at /dev/null/x: a part of the path is a file, not a folder.',
    ],
    ['a scenario in place of a study', ['sweep', tiny], 'tiny.yaml: this is a scenario, not a study'],
    [
      'a study whose scenario is not there',
      ['sweep', 'nowhere.yaml'],
      "nowhere.yaml:2:11: scenario: there is no file 'tinny.yaml'",
    ],
    ['a shard that is none', ['sweep', 'rascals.yaml', '--shard', '3/2'], 'there is no part 3 of 2'],
    ['a shard and a queue', ['sweep', 'rascals.yaml', '--shard', '1/2', '--queue', 'redis://x'], 'not by both'],
    ['a queue of no address', ['sweep', 'rascals.yaml', '--queue', 'here'], "not 'here'"],
    [
      'a metric that no run has',
      ['compare', 'rascals', '--metric', 'BTC/USD@usd.volum'],
      "did you mean 'BTC/USD@usd.volume'?",
    ],
    ['a base that is no variant', ['compare', 'rascals', '--base', 'asWos'], "did you mean 'asWas'?"],
    ['a level that is no share', ['compare', 'rascals', '--level', '95'], 'It is a share between 0 and 1'],
    [
      'a ranking without an indifference',
      ['rank', 'rascals', '--metric', 'trades', '--goal', 'min'],
      "option '--delta <d>' not specified",
    ],
    [
      'a condition that cannot be read',
      ['breakpoint', tiny, '--vary', 'until', '--from', '1', '--to', '2', '--when', 'x'],
      '--when: expected a condition',
    ],
    [
      'a range that goes down',
      ['breakpoint', tiny, '--vary', 'agents.crowd.count', '--from', '9', '--to', '2', '--when', 'trades > 1'],
      'expected a range from a smaller to a larger number',
    ],
    ['the file of an attack that is a study', ['attack', 'rascals.yaml'], "unknown key 'vary'"],
  ])(
    'refuses %s by a sentence and exit code 2',
    async (_, args, sentence) => {
      const { code, out, err } = await ebb(...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(sentence);
      expect(err).not.toContain('should not have happened');
    },
    60_000,
  );
});
