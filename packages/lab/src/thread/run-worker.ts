import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout } from 'node:timers/promises';
import { BadInput, VERSION, scenarioHash, simulate } from '@ebb/engine';
import { displayPath, firstFrame, nodeHost, openBase } from '@ebb/engine/node';
import type { OpenScenario } from '@ebb/engine/node';
import { worldHash } from '../address/run-key.ts';
import { forbidExit } from './forbid-exit.ts';
import type { Chunk, FromWorker, RunHead, RunRequest, ToWorker, WorkerData } from './messages.ts';
import { openChanged } from './open-changed.ts';
import { ownMemory } from './own-memory.ts';
import { printed } from './printed.ts';
import { RunGauges } from './run-gauges.ts';

/** Chunks that may be on their way before the run waits for the disk; one is about a megabyte. */
const MOST_UNDERWAY = 32;

const port = parentPort!;
const { request, gauges: memory } = workerData as WorkerData;
const gauges = new RunGauges(memory);
const aborting = new AbortController();
let go = (): void => {};
const mayStart = new Promise<void>((resolve) => (go = resolve));

port.on('message', (message: ToWorker) => {
  if (message === 'abort') aborting.abort();
  go();
});

process.setSourceMapsEnabled(true);
forbidExit();
try {
  await play(await openChanged(await openBase(request), request.changes));
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  say({ kind: 'refused', sentences: error.message });
}
// Whatever a plugin left running has no part in the result.
port.close();

async function play(open: OpenScenario): Promise<void> {
  const { seed, record, audit, build = '' } = request;
  say({ kind: 'ready', head: headOf(open, request), world: worldHash({ build, plan: open.plan }) });
  await mayStart;
  let thrown: unknown;
  const host = nodeHost({ signal: aborting.signal, sink: { write: send } });
  const options = {
    seed,
    ...(record === undefined ? {} : { record }),
    audit,
    plugins: open.plugins,
    patches: open.changes,
    host: { ...host, load: open.load, pause: () => breathe(host.pause) },
    onProgress: ({ simulatedUs, events }: { readonly simulatedUs: number; readonly events: number }) =>
      gauges.advance(simulatedUs, events),
    onFault: (error: unknown) => (thrown ??= error),
  };
  const result = await simulate(open.loaded, options);
  // A promise that a plugin left to fail ends this thread here, not after a result that looks whole.
  await host.pause();
  await printed();
  const place = thrown instanceof Error ? firstFrame(thrown.stack ?? '') : undefined;
  const source = place === undefined ? {} : { source: `${displayPath(place.file)}:${place.line}:${place.column}` };
  say({ kind: 'done', result, ...source });
}

function headOf({ plan, changes }: OpenScenario, { seed }: RunRequest): RunHead {
  const { scenario, used } = plan;
  return {
    scenario: scenario.name,
    title: scenario.title,
    scenarioHash: scenarioHash(scenario),
    seed,
    versions: { ebb: VERSION },
    plugins: used.map(({ plugin: { kind, name, version }, hash }) => ({ kind, name, version, hash })),
    patches: changes,
    startUs: scenario.startUs,
    untilUs: scenario.untilUs,
    warmupUs: scenario.warmupUs,
  };
}

function send(chunk: Chunk): void {
  const buffers = chunk.columns.flatMap(({ data }) => (data instanceof Float64Array ? [data.buffer] : []));
  gauges.sent();
  port.postMessage({ kind: 'chunk', chunk } satisfies FromWorker, buffers as ArrayBuffer[]);
}

/** Lets messages in, and waits while results come faster than they are written. */
async function breathe(pause: () => Promise<void>): Promise<void> {
  gauges.weigh(ownMemory());
  gauges.beat();
  await pause();
  while (gauges.underway > MOST_UNDERWAY) {
    await setTimeout(2);
    gauges.beat();
  }
}

function say(message: FromWorker): void {
  port.postMessage(message);
}
