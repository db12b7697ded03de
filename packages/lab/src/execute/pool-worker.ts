import { BadInput, simulate } from '@ebb/engine';
import { nodeHost, openBase } from '@ebb/engine/node';
import type { OpenBase, OpenScenario, ScenarioRequest } from '@ebb/engine/node';
import { worldHash } from '../address/run-key.ts';
import { forbidExit } from '../thread/forbid-exit.ts';
import { openChanged } from '../thread/open-changed.ts';
import { ownMemory } from '../thread/own-memory.ts';
import { printed } from '../thread/printed.ts';
import { RunGauges } from '../thread/run-gauges.ts';
import { LastMade } from './last-made.ts';
import type { PoolReply, PoolTask } from './pool-messages.ts';

/** Bases of studies, and worlds of points and variants, that come again. */
const BASES = 2;
const WORLDS = 16;

interface OpenWorld {
  readonly open: OpenScenario;
  readonly hash: string;
}

const bases = new LastMade<Promise<OpenBase>>(BASES);
const worlds = new LastMade<Promise<OpenWorld>>(WORLDS);

process.setSourceMapsEnabled(true);
forbidExit();
// What a plugin prints must not get between the results, which own the standard output.
process.stdout.write = process.stderr.write.bind(process.stderr);

/** Plays one run, with files and plugins that stay loaded from one run to the next. */
export async function playTask({ request, changes, build, seed, gauges: memory }: PoolTask): Promise<PoolReply> {
  let kind: 'unreadable' | 'refused' = 'unreadable';
  try {
    const base = await baseOf(request);
    kind = 'refused';
    const key = JSON.stringify([request, changes, build]);
    const { open, hash } = await worlds.get(key, async () => {
      const opened = await openChanged(base, changes);
      return { open: opened, hash: worldHash({ build, plan: opened.plan }) };
    });
    return await play(open, hash, seed, new RunGauges(memory));
  } catch (error) {
    if (error instanceof BadInput) return { kind, sentences: error.message };
    throw error;
  }
}

function baseOf(request: ScenarioRequest): Promise<OpenBase> {
  return bases.get(JSON.stringify(request), () => openBase(request));
}

async function play(open: OpenScenario, world: string, seed: string, gauges: RunGauges): Promise<PoolReply> {
  const { startUs, untilUs } = open.plan.scenario;
  gauges.start(startUs, untilUs);
  const host = nodeHost();
  const pause = (): Promise<void> => {
    gauges.weigh(ownMemory());
    gauges.beat();
    return host.pause();
  };
  const { manifest, metrics } = await simulate(open.loaded, {
    seed,
    record: 'none',
    plugins: open.plugins,
    host: { ...host, load: open.load, pause },
    onProgress: ({ simulatedUs, events }) => gauges.advance(simulatedUs, events),
  });
  // A promise that a plugin left to fail ends this thread here, not in the middle of the next run.
  await host.pause();
  await printed();
  const { status, traceHash, events, fault } = manifest;
  const told = { status, traceHash, events, ...(fault === undefined ? {} : { fault }) };
  return { kind: 'done', world, manifest: told, metrics };
}
