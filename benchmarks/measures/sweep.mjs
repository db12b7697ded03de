import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { simulate } from '@ebb/engine';
import { nodeHost, openScenario } from '@ebb/engine/node';
import { local } from '@ebb/lab';
import { StudyFolder } from '@ebb/results/store';

/**
 * Runs a minute of the clock: of one scenario under many seeds, played by an executor into a folder, its threads started and all
 * files written; or, with no `jobs`, by `simulate` alone, one after the other, with the scenario read and nothing kept.
 */
export async function measure({ scenario, until, runs, jobs }) {
  const seeds = Array.from({ length: runs }, (_, i) => i + 1);
  const before = process.cpuUsage();
  const seconds =
    jobs === undefined ? await playBare(scenario, until, seeds) : await sweep(scenario, until, seeds, jobs);
  const { user, system } = process.cpuUsage(before);
  const busy = ((user + system) / 1e6 / runs).toFixed(2);
  return { value: (60 * runs) / seconds, note: `${(seconds / runs).toFixed(2)} s a run, ${busy} s of processors` };
}

async function playBare(scenario, until, seeds) {
  const { loaded, plugins, load } = await openScenario({ scenario, set: [`until=${until}`] });
  const host = { ...nodeHost(), load };
  let seconds = 0;
  for (const seed of seeds) {
    const { manifest, timings } = await simulate(loaded, { seed, plugins, host, record: 'none' });
    if (manifest.status !== 'completed') throw new Error(`the run ${manifest.status}: ${manifest.fault?.message}`);
    seconds += timings.wallSeconds;
  }
  return seconds;
}

async function sweep(scenario, until, seeds, jobs) {
  const store = mkdtempSync(path.join(os.tmpdir(), 'ebb-sweep-'));
  try {
    const folder = await StudyFolder.create(store, manifestOf(seeds.length));
    const orders = seeds.map((seed) => ({ point: 0, variant: 'asWas', seed, changes: [{ until }], values: {} }));
    const begunMs = performance.now();
    await local({ jobs }).execute({ request: { scenario, plugins: [] }, orders, total: seeds.length, folder });
    const seconds = (performance.now() - begunMs) / 1000;
    const { completed } = await folder.state();
    if (completed !== seeds.length) throw new Error(`${completed} of ${seeds.length} runs were completed`);
    return seconds;
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

function manifestOf(replicates) {
  const study = { key: '0123456789abcdef', name: 'sweep', scenario: 'sweep', title: 'sweep', form: {} };
  const size = { axes: [], variants: ['asWas'], points: 1, replicates, firstSeed: 1 };
  return { format: 'ebb-study-1', ...study, ...size, build: 'measured', versions: {}, plugins: [] };
}
