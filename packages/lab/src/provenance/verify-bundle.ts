import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scenarioHash } from '@ebb/engine';
import { openScenario } from '@ebb/engine/node';
import type { OpenScenario } from '@ebb/engine/node';
import { isBelow } from './bundle/common-folder.ts';
import { runAddress } from './bundle/scenario-subject.ts';
import type { BundledRun } from './bundle/bundled-run.ts';
import type { BundleManifest } from './bundle/bundle-manifest.ts';
import { buildHash } from '../address/build-hash.ts';
import { bundleRuns } from './verify/bundle-runs.ts';
import { differentNumbers, knownNumbers, numbersOf } from './verify/known-numbers.ts';
import { playSample } from './verify/play-sample.ts';
import type { PlaySampleOptions } from './verify/play-sample.ts';
import { readBundle } from './verify/read-bundle.ts';
import type { UnpackedBundle } from './verify/read-bundle.ts';
import { sampleRuns } from './verify/sample-runs.ts';

/** How a bundle is verified. */
export interface VerifyOptions extends PlaySampleOptions {
  /** How many of its runs are played again; 8 unless given, and never more than it has. */
  readonly sample?: number;
  /** Which runs those are; the same seed draws the same. */
  readonly seed?: number;
}

/** A run that was played again. */
export interface VerifiedRun extends Pick<BundledRun, 'point' | 'variant' | 'seed'> {
  readonly expected: string;
  /** Empty when it could not be played to the end of a trace. */
  readonly found: string;
  /** How many numbers were compared, and the names of those that differ; none where the bundle has no numbers. */
  readonly compared: number;
  readonly different: readonly string[];
  /** Whether the scenario, plugins and seed that were played are those that the run's address was made of. */
  readonly sameAddress: boolean;
  readonly fault?: string;
  readonly isEqual: boolean;
}

/** What came of verifying a bundle. */
export interface Verification {
  readonly manifest: BundleManifest;
  /** The SHA-256 of its `bundle.json`. */
  readonly digest: string;
  /** What is not as it was packed or played, in a sentence each. */
  readonly differences: readonly string[];
  /** What is another here, and need not matter: the build of the house, plugins of the house. */
  readonly notes: readonly string[];
  readonly runs: readonly VerifiedRun[];
  /** How many runs of the bundle can be played again. */
  readonly playable: number;
  readonly status: 'equal' | 'different' | 'interrupted';
}

const SAMPLE = 8;

/**
 * Unpacks a bundle into a folder of its own, checks its files, its scenario and its plugins, and plays some of its runs again,
 * drawn by a seed. What was changed after packing is not played. Throws BadInput for what is no bundle, or cannot be
 * played here at all.
 */
export async function verifyBundle(file: string, options: VerifyOptions = {}): Promise<Verification> {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), 'ebb-verify-'));
  try {
    return await verifyUnpacked(await readBundle(file, folder), options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function verifyUnpacked(bundle: UnpackedBundle, options: VerifyOptions): Promise<Verification> {
  const { manifest, digest, damage } = bundle;
  if (damage.length > 0) {
    return { manifest, digest, differences: damage, notes: [], runs: [], playable: 0, status: 'different' };
  }
  const { request, changesOf } = await bundleRuns(bundle);
  const open = await openScenario(request);
  const { notes, differences } = await otherRules(bundle, open);
  const isSameHouse = notes.length === 0;
  const hash = scenarioHash(open.plan.scenario);
  if (hash !== manifest.scenarioHash) {
    const sentence = `the scenario has the hash ${hash}, and should have ${manifest.scenarioHash}`;
    if (isSameHouse) differences.push(sentence);
    else notes.push(`${sentence}; another build may read it otherwise`);
  }
  const playable = bundle.runs.filter(({ traceHash }) => traceHash !== '');
  const sampled = sampleRuns(playable, options.sample ?? SAMPLE, options.seed ?? 1);
  const known = await knownNumbers(bundle, sampled);
  const played = await playSample(
    sampled.map((run) => ({ request, changes: changesOf(run), build: manifest.build, seed: run.seed })),
    options,
  );
  const runs = sampled.flatMap((run, at): readonly VerifiedRun[] => {
    const again = played[at];
    if (again === undefined) return [];
    const { point, variant, seed, traceHash: expected } = run;
    const before = known?.[at];
    const different = before === undefined ? [] : differentNumbers(before, numbersOf(again.metrics));
    const sameAddress = runAddress(again.world, seed) === run.run;
    const sameTrace = again.traceHash === expected;
    return [
      {
        ...{
          point,
          variant,
          seed,
          expected,
          found: again.traceHash,
          compared: before?.size ?? 0,
          different,
          sameAddress,
        },
        ...(again.fault === undefined ? {} : { fault: again.fault.message }),
        isEqual: sameTrace && different.length === 0 && (sameAddress || !isSameHouse),
      },
    ];
  });
  const isEqual = differences.length === 0 && runs.every((run) => run.isEqual);
  const status = !isEqual ? 'different' : runs.length < sampled.length ? 'interrupted' : 'equal';
  return { manifest, digest, differences, notes, runs, playable: playable.length, status };
}

/** Says in what this house is another than the one that played, and which plugins of the bundle are not what it says. */
async function otherRules(
  { folder, manifest: { build, plugins } }: UnpackedBundle,
  { plan: { used } }: OpenScenario,
): Promise<{ readonly notes: string[]; readonly differences: string[] }> {
  const [notes, differences]: [string[], string[]] = [[], []];
  const own = await buildHash();
  if (own !== build) notes.push(`this house is another build, ${own.slice(0, 16)}, where ${build.slice(0, 16)} played`);
  for (const { name, version, hash } of plugins) {
    const here = used.find((each) => each.plugin.name === name);
    // A plugin that only variants of a study use is not among those of the plain scenario.
    if (here === undefined || here.hash === hash) continue;
    if (isBelow(path.resolve(here.from), folder)) {
      differences.push(`the plugin '${name}' in the bundle is made of other files than the one that played`);
    } else {
      notes.push(
        `the plugin '${name}' of this house is ${here.plugin.version} of other files, where ${version} played`,
      );
    }
  }
  return { notes, differences };
}
