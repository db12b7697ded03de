import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { RedisServer, hasRedis } from './redis-server.ts';
import { doneIn, playStudy, runScript, scratchFolder, tablesOf } from './run-script.ts';
import type { Script } from './run-script.ts';

const { folder, remove } = scratchFolder();
const store = (name: string): string => path.join(folder, name);
const WHOLE = { completed: 12, failed: 0, missing: 0, chunks: 0 };
const LONGER = { study: { replicates: 8, until: '10 min' } };
let redis: RedisServer;
let workers: Script[] = [];

/** A worker that takes over within seconds. */
function startWorker(inStore: string, more: object = {}): Script {
  const worker = runScript('work.mjs', { url: redis.url, store: store(inStore), jobs: 1, lockSeconds: 2, ...more });
  workers.push(worker);
  return worker;
}

/** Plays the small study by the queue; `at` is called once when so many runs are over. */
async function playByQueue(inStore: string, more: object = {}, runs = Infinity, at = (): void => {}) {
  let isPast = false;
  const executor = { kind: 'bullmq', url: redis.url, chunkSeconds: 0.3 };
  const { told, err } = await runScript('play-study.mjs', { store: store(inStore), executor, ...more }, (line) => {
    if (isPast || doneIn(line) < runs) return;
    isPast = true;
    at();
  }).ended;
  if (told.state === undefined && told.error === undefined) throw new Error(err);
  return { ...told, isPast, err };
}

(hasRedis ? describe : describe.skip)('a sweep by a queue', () => {
  beforeAll(async () => {
    redis = await RedisServer.start();
    await Promise.all([
      playStudy(store('reference'), { kind: 'local' }),
      playStudy(store('longer'), { kind: 'local' }, LONGER),
    ]);
  }, 60_000);
  afterEach(async () => {
    for (const { child } of workers) child.kill('SIGKILL');
    await Promise.all(workers.map(({ ended }) => ended.catch(() => {})));
    workers = [];
  });
  afterAll(async () => {
    await redis.remove();
    remove();
  });

  test('by two workers gives the same table, byte for byte, as one machine', async () => {
    const [one, two] = [startWorker('two'), startWorker('two')];
    expect((await playByQueue('two')).state).toEqual(WHOLE);
    expect(tablesOf(store('two'))).toEqual(tablesOf(store('reference')));
    one.child.kill('SIGINT');
    two.child.kill('SIGINT');
    expect([(await one.ended).told, (await two.ended).told]).toEqual([{ ended: true }, { ended: true }]);
  }, 120_000);

  test('goes on when a worker is killed in the middle of a chunk', async () => {
    const first = startWorker('killed');
    startWorker('killed');
    const { state, isPast } = await playByQueue('killed', LONGER, 4, () => first.child.kill('SIGKILL'));
    expect({ state, isPast }).toEqual({ state: { ...WHOLE, completed: 32 }, isPast: true });
    expect(tablesOf(store('killed'))).toEqual(tablesOf(store('longer')));
  }, 120_000);

  test('goes on when Redis goes away and comes back without a memory', async () => {
    startWorker('restarted');
    startWorker('restarted');
    const { state, isPast } = await playByQueue('restarted', LONGER, 4, () => {
      void redis.end().then(() => setTimeout(() => void redis.begin(), 1500));
    });
    expect({ state, isPast }).toEqual({ state: { ...WHOLE, completed: 32 }, isPast: true });
    expect(tablesOf(store('restarted'))).toEqual(tablesOf(store('longer')));
  }, 120_000);

  test('keeps a run as failed that ends one worker after the other', async () => {
    const restart = async (): Promise<void> => {
      for (;;) {
        const { signal } = await startWorker('poison').ended;
        if (signal !== 'SIGKILL' || isOver) return;
      }
    };
    let isOver = false;
    const restarted = restart();
    const mischief = { '1 rush 2': { 'agents.rascals.params.how': 'kill' } };
    const { state, failures } = await playByQueue('poison', { study: { mischief } });
    isOver = true;
    expect(state).toEqual({ ...WHOLE, completed: 11, failed: 1 });
    expect(failures).toEqual([
      { point: 1, variant: 'rush', seed: 2, message: 'the process that played it ended without a word, 3 times' },
    ]);
    for (const { child } of workers) child.kill('SIGINT');
    await restarted;
  }, 120_000);

  test('is not played by a worker of another build, nor by one that looks elsewhere', async () => {
    const [other, astray] = [startWorker('builds', { build: 'another' }), startWorker('elsewhere')];
    const playing = playByQueue('builds');
    const [otherTold, astrayTold] = [(await other.ended).told, (await astray.ended).told];
    expect(otherTold).toEqual({
      kind: 'WorkerError',
      error:
        'the study 00112233445566aa (small) is played by the build a-build of Ebb, and this is another: all machines of a ' +
        'study need the same version, so that its runs are the same',
    });
    expect(astrayTold).toMatchObject({ kind: 'WorkerError', error: expect.stringMatching(/^there is no study at /) });
    startWorker('builds');
    expect((await playing).state).toEqual(WHOLE);
  }, 120_000);

  test('ends by a signal, and is given up when no Redis answers', async () => {
    const executor = { kind: 'bullmq', url: redis.url };
    const interrupted = runScript('play-study.mjs', { store: store('lonely'), executor }, (line) => {
      if (line.startsWith('no worker listens')) interrupted.child.kill('SIGINT');
    });
    const { told, err } = await interrupted.ended;
    expect(told.state).toMatchObject({ completed: 0, missing: 12 });
    expect(err).toContain("no worker listens to the queue 'ebb' yet");
    const nowhere = { kind: 'bullmq', url: 'redis://127.0.0.1:1', patienceSeconds: 1 };
    expect(await playStudy(store('nowhere'), nowhere)).toMatchObject({
      kind: 'QueueError',
      error:
        'the Redis at redis://127.0.0.1:1 has not answered for 1 s; 12 of 12 runs are missing; what was played is kept, and ' +
        'the same command goes on from there',
    });
    const idle = runScript('work.mjs', { url: nowhere.url, store: store('nowhere') }, (line) => {
      if (line.includes('ECONNREFUSED')) idle.child.kill('SIGINT');
    });
    const ended = await idle.ended;
    expect(ended.told).toEqual({ ended: true });
    expect(ended.err.match(/ECONNREFUSED/g)).toHaveLength(1);
    expect(await playStudy(store('nowhere'), { kind: 'bullmq', url: 'localhost' })).toMatchObject({
      error: "the address of a Redis is redis://host:6379 or rediss://host:6379, not 'localhost'",
    });
  }, 120_000);
});
