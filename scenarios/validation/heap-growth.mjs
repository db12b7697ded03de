import { simulate } from '@ebb/engine';
import { openScenario } from '@ebb/engine/node';

const US_PER_MINUTE = 60_000_000;
const MB = 1e6;

/**
 * Plays a scenario and weighs, at two moments given in simulated minutes from the start, what is alive after a collection:
 * objects and the arrays outside the heap together, in megabytes. Recorders write to a sink that keeps nothing. Needs
 * `node --expose-gc`.
 */
export async function heapGrowth({ scenario, seed, fromMinute, toMinute, set = [] }) {
  const open = await openScenario({ scenario, set: [`until=${toMinute + 1} min`, ...set] });
  const { startUs } = open.loaded.scenario;
  const due = [fromMinute, toMinute];
  const aliveMb = [];
  let minute = 0;
  const result = await simulate(open.loaded, {
    seed,
    plugins: open.plugins,
    dispatchesAtOnce: 2_000,
    host: { load: open.load, sink: { write: () => {} }, pause: weigh },
    onProgress: ({ simulatedUs }) => {
      minute = (simulatedUs - startUs) / US_PER_MINUTE;
    },
  });
  const [beforeMb, afterMb] = aliveMb;
  return { beforeMb, afterMb, growth: afterMb / beforeMb - 1, status: result.manifest.status, metrics: result.metrics };

  /** The run stands still while it is weighed, and goes on a minute past the last moment. */
  async function weigh() {
    if (due.length === 0 || minute < due[0]) return;
    due.shift();
    aliveMb.push(await alive());
  }
}

/** Arrays are given back a moment after the collection that freed them. */
async function alive() {
  globalThis.gc();
  await new Promise((resume) => setTimeout(resume, 50));
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MB;
}
