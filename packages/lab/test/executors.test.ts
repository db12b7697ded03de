import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { doneIn, playStudy, runScript, scratchFolder, tablesOf } from './run-script.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);
const store = (name: string): string => path.join(folder, name);
const WHOLE = { completed: 12, failed: 0, missing: 0, chunks: 0 };

describe('executors', () => {
  test('play the same rows, byte for byte, by one thread, by two, and in three parts at once', async () => {
    const [one, two] = await Promise.all([
      playStudy(store('one'), { kind: 'local', jobs: 1 }),
      playStudy(store('two'), { kind: 'local', jobs: 2 }),
    ]);
    expect([one.state, two.state]).toEqual([WHOLE, WHOLE]);
    expect(one.last).toMatchObject({ done: 12, failed: 0, total: 12, share: 1 });
    const storeOf = (index: number): string => store(index === 3 ? 'elsewhere' : 'parts');
    const parts = [1, 2, 3].map((index) => playStudy(storeOf(index), { kind: 'shard', index, of: 3 }));
    for (const { last } of await Promise.all(parts)) expect(last).toMatchObject({ done: 4, total: 4 });
    // One machine shares no disk with the others; its files are laid to theirs, and whoever opens the study next sees all.
    cpSync(storeOf(3), storeOf(1), { recursive: true });
    expect((await playStudy(store('parts'), { kind: 'local' })).state).toEqual(WHOLE);
    expect(Object.keys(tablesOf(store('one')))).toHaveLength(1);
    expect(tablesOf(store('two'))).toEqual(tablesOf(store('one')));
    expect(tablesOf(store('parts'))).toEqual(tablesOf(store('one')));
  }, 120_000);

  test('keep runs that fail, say why, and play the others', async () => {
    const how = (word: string): object => ({ 'agents.rascals.params.how': word });
    const mischief = {
      '0 calm 1': how('throw'),
      '0 calm 2': how('loop'),
      '0 calm 3': how('memory'),
      '0 rush 1': how('exit'),
      '0 rush 2': how('promise'),
      '0 rush 3': how('print'),
      '1 calm 1': { 'agents.crowd.count': -1 },
    };
    const more = { study: { mischief }, work: { watchdogSeconds: 3 } };
    const options = { kind: 'local', memoryMiB: 400 };
    const one = await playStudy(store('mischief1'), { ...options, jobs: 1 }, more);
    const two = await playStudy(store('mischief2'), { ...options, jobs: 2 }, more);
    expect(one.state).toEqual({ ...WHOLE, completed: 6, failed: 6 });
    expect(one.last).toMatchObject({ done: 12, failed: 6 });
    expect(one.failures!.map(({ point, variant, seed, message }) => `${point} ${variant} ${seed}: ${message}`)).toEqual(
      [
        '0 calm 1: I have had enough',
        '0 calm 2: nothing moved for 3 s, as in a loop without an end',
        '0 calm 3: the run needed more memory than its thread may have',
        '0 rush 1: process.exit(1) has no place in a plugin',
        '0 rush 2: work outside of simulated time failed: too late',
        '1 calm 1: the study: agents.crowd.count: expected a whole number of at least 0, found -1',
      ],
    );
    expect(two.failures).toEqual(one.failures);
    expect(tablesOf(store('mischief2'))).toEqual(tablesOf(store('mischief1')));
  }, 120_000);

  test('lose nothing that is written when a signal ends them', async () => {
    const more = { study: { replicates: 8, until: '10 min' } };
    const executor = { kind: 'local', jobs: 2 };
    const interrupt = async (signal: NodeJS.Signals): Promise<number> => {
      let isSent = false;
      const { child, ended } = runScript('play-study.mjs', { store: store(signal), executor, ...more }, (line) => {
        if (doneIn(line) < 5 || isSent) return;
        isSent = true;
        child.kill(signal);
      });
      return (await ended).told.state?.completed ?? 0;
    };
    expect(await interrupt('SIGKILL')).toBe(0);
    const kept = await interrupt('SIGINT');
    expect(kept).toBeGreaterThanOrEqual(5);
    const again = await playStudy(store('SIGINT'), executor, more);
    expect(again).toMatchObject({ state: { ...WHOLE, completed: 32 }, last: { total: 32 - kept } });
    await playStudy(store('SIGKILL'), executor, more);
    expect(tablesOf(store('SIGKILL'))).toEqual(tablesOf(store('SIGINT')));
  }, 120_000);

  test('play a run no more that has taken three processes with it', async () => {
    const mischief = { '0 rush 1': { 'agents.rascals.params.how': 'kill' } };
    const options = {
      store: store('poison'),
      executor: { kind: 'local', jobs: 1 },
      study: { mischief, replicates: 1 },
    };
    for (let time = 1; time <= 3; time++)
      expect((await runScript('play-study.mjs', options).ended).signal).toBe('SIGKILL');
    const { told } = await runScript('play-study.mjs', options).ended;
    expect(told.state).toEqual({ ...WHOLE, completed: 3, failed: 1 });
    expect(told.failures![0]!.message).toBe('the process that played it ended without a word, 3 times');
  }, 120_000);

  test('reject with a sentence when the scenario cannot be read', async () => {
    const work = { request: { scenario: 'no-such.yaml', plugins: [] } };
    const { kind, error } = await playStudy(store('none'), { kind: 'local' }, { work });
    expect({ kind, error }).toEqual({
      kind: 'BadInput',
      error: expect.stringContaining("there is no file 'no-such.yaml'"),
    });
  }, 60_000);
});
