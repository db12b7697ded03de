import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fixtures, runEbb, scratchFolder } from './run-ebb.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);

const judged = path.join(fixtures, 'judged.yaml');
const few = ['validate', judged, '--replicates', '3'];

describe('ebb validate', () => {
  test('prints each target with its band, its source and what came of it, and fails when one does', async () => {
    const { code, out } = await runEbb(folder, [...few, '--seed', '7']);
    expect(code).toBe(1);
    expect(out).toMatch(/^judged: 3 replicates, seeds 7 to 9\n/);
    expect(out).toMatch(
      /│ traded +│ +at least 1 COIN │ +[\d,]+ COIN │ .* │ +3 of 3 │ predicted │ pass +│ a choice of this test +│/,
    );
    expect(out).toMatch(/│ far +│ +500 to 600 USD │ .* │ +3 of 3 │ fitted +│ fail +│ a choice of this test; never +│/);
    expect(out).toMatch(/│ idle +│ +at most 100 % │ +– │ +– │ +0 of 3 │ predicted │ fail +│/);
    expect(out).toMatch(/\n1 of 3 targets pass\n$/);
  }, 60_000);

  test('prints the same JSON whether one thread plays or two', async () => {
    const [one, two] = await Promise.all(['1', '2'].map((jobs) => runEbb(folder, [...few, '--json', '--jobs', jobs])));
    expect(one!.out).toBe(two!.out);
    const middle = expect.any(Number);
    expect(JSON.parse(one!.out)).toEqual({
      targets: [
        { name: 'far', low: 500, high: 600, median: middle, interval: [middle, middle], fitted: true, pass: false },
        { name: 'idle', low: null, high: 1, median: null, interval: null, fitted: false, pass: false },
        { name: 'traded', low: 1, high: null, median: middle, interval: [middle, middle], fitted: false, pass: true },
      ],
      passed: 1,
      total: 3,
    });
  }, 60_000);

  test('ends well when all pass', async () => {
    const without = ['--set', 'targets.far=null', '--set', 'targets.idle=null'];
    const { code, out } = await runEbb(folder, [...few, ...without]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('1 of 1 targets pass') });
  }, 60_000);

  test('counts a run that broke as one that did not reach its targets', async () => {
    const tiny = path.join(fixtures, 'tiny.yaml');
    const target = '{metric: BTC/USD@usd.volume, high: 0, source: a choice of this test}';
    const args = [
      '--replicates',
      '2',
      '--set',
      `targets={still: ${target}}`,
      '--set',
      'agents.rascals.params.how=throw',
    ];
    const { code, out, err } = await runEbb(folder, ['validate', tiny, ...args, '--json']);
    expect({ code, out: JSON.parse(out) as object }).toMatchObject({ code: 1, out: { passed: 0, total: 1 } });
    expect(err).toContain('ebb: the run of seed 2 broke in mischief (rascals[0]): I have had enough\n');
  }, 60_000);

  test('refuses what it cannot judge', async () => {
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['--set', 'targets=null'], "the scenario has no 'targets' that it could be judged by\n"],
      [['--set', 'targets.traded.metric=COIN/USD@usd.volumes'], "(did you mean 'COIN/USD@usd.volume'?)\n"],
      [['--set', 'targets.far.high=400'], 'expected an edge of at least 500, the low one, found 400\n'],
      [['--set', 'targets.far.low=5%'], 'COIN/USD@usd.low is in USD, where a fraction says nothing\n'],
      [['--set', 'targets.far.at=1'], 'targets.far.at'],
      [['--replicates', '0'], 'The number of replicates is a whole number from 1 on.'],
      [['--seed', 'x'], 'The first seed is a whole number; the others follow it.'],
    ];
    const ended = await Promise.all(
      cases.map(([args]) => runEbb(folder, ['validate', judged, '--replicates', '1', ...args])),
    );
    ended.forEach(({ code, out, err }, i) => {
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining(cases[i]![1]) });
    });
  }, 60_000);

  test('says how many replicates were played when it is interrupted', async () => {
    const tiny = path.join(fixtures, 'tiny.yaml');
    const long = ['--set', 'until=1000 d', '--set', 'agents.rascals.params.after=1 ms'];
    const target = 'targets={still: {metric: BTC/USD@usd.volume, high: 0, source: a choice of this test}}';
    const startedMs = performance.now();
    const enough = (): boolean => performance.now() - startedMs > 4000;
    const { code, err } = await runEbb(folder, ['validate', tiny, ...long, '--set', target], enough);
    expect({ code, err }).toEqual({
      code: 130,
      err: expect.stringMatching(/interrupted; 0 of 16 replicates were played\n$/),
    });
  }, 60_000);
});
