import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { scenarioHash } from '@ebb/engine';
import { fileProblem, openScenario } from '@ebb/engine/node';
import type { ScenarioRequest } from '@ebb/engine/node';
import type { RunManifest, RunTimings } from '@ebb/results';
import { readRun } from '@ebb/results/store';
import { worldHash } from '../../address/run-key.ts';
import { buildHash } from '../../address/build-hash.ts';
import type { BundleSubject } from './bundle-subject.ts';
import type { BundleManifest } from './bundle-manifest.ts';
import type { PackedFile } from './packed-file.ts';
import { RESULTS } from './bundle-manifest.ts';
import { runAddress, usedPlugins } from './scenario-subject.ts';

/**
 * Opens the folder of a run to be packed. Its scenario is where its timings say, unless `given` is another. Throws BadInput
 * when the scenario or a plugin is not the one that was played, and a StoreError when there is no run.
 */
export async function runSubject(folder: string, given?: ScenarioRequest): Promise<BundleSubject> {
  const { manifest, timings } = await readRun(folder);
  const request = given ?? requestOf(folder, timings);
  const open = await openScenario(request);
  const plugins = usedPlugins(open);
  refuseOther(folder, manifest, { scenarioHash: scenarioHash(open.plan.scenario), plugins });
  const build = await buildHash();
  const { scenario: name, title = '', seed, status, traceHash } = manifest;
  const run = runAddress(worldHash({ build, plan: open.plan }), seed);
  return {
    kind: 'run',
    name,
    title,
    fileName: `${name}-seed${seed}`,
    request,
    open,
    scenarioHash: manifest.scenarioHash,
    build,
    versions: manifest.versions,
    plugins,
    runs: [{ point: 0, variant: 'base', seed, run, status, traceHash }],
    results: (packed, withNumbers) => (withNumbers ? resultsOf(folder, packed) : Promise.resolve([])),
  };
}

/** What the run left, but for its tables; patches are named as the bundle has them. */
async function resultsOf(folder: string, { patches, set }: BundleManifest['request']): Promise<readonly PackedFile[]> {
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as RunManifest;
  const text = JSON.stringify({ ...manifest, patches: [...patches.map((file) => `patch=${file}`), ...set] }, null, 2);
  return [
    { path: `${RESULTS}/manifest.json`, content: Buffer.from(`${text}\n`) },
    { path: `${RESULTS}/metrics.json`, content: { file: path.join(folder, 'metrics.json') } },
  ];
}

/** What was asked for when the run was played, with paths from the working folder. */
function requestOf(folder: string, { request }: RunTimings): ScenarioRequest {
  if (request === undefined) {
    const sentence = `the run does not say which file it was played from; name it with --scenario`;
    throw fileProblem(folder, { expected: 'the place of the scenario', found: 'none', sentence });
  }
  const from = (file: string): string => path.relative('.', path.resolve(folder, file)) || '.';
  return {
    scenario: from(request.scenario),
    patches: request.patches.map(from),
    set: request.set,
    plugins: request.plugins.map((entry) => (/^\.{1,2}\//.test(entry) ? path.resolve(folder, entry) : entry)),
  };
}

function refuseOther(
  folder: string,
  played: Pick<RunManifest, 'scenarioHash' | 'plugins'>,
  now: Pick<RunManifest, 'scenarioHash' | 'plugins'>,
): void {
  const refuse = (sentence: string): never => {
    throw fileProblem(folder, { expected: 'what was played', found: 'another', sentence });
  };
  if (played.scenarioHash !== now.scenarioHash) {
    refuse('the scenario is not the one that was played: it has changed since, or it was played with other changes');
  }
  for (const { name, hash } of played.plugins) {
    if (now.plugins.find((each) => each.name === name)?.hash !== hash) {
      refuse(`the plugin '${name}' has changed since the run was played`);
    }
  }
}
