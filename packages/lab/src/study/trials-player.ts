import { patchFromObject } from '@ebb/engine';
import { openBase } from '@ebb/engine/node';
import { metricKey } from '@ebb/results';
import type { StudyManifest, StudyRun } from '@ebb/results';
import type { Changes } from '../design/design.ts';
import type { StudyRequest } from '../execute/executor.ts';
import { buildHash } from '../address/build-hash.ts';
import type { PlayTrials, TrialRun } from '../search/trials.ts';
import type { OpenStudy } from './open-study.ts';
import { digest, worldHash } from '../address/run-key.ts';
import { runStudy } from './run-study.ts';
import type { RunStudyOptions } from './run-study.ts';

/** Where the rounds of searches are kept, from the working folder. */
export const SEARCH_STORE = 'runs/search';

/** A search was ended before its next round was whole. */
export class SearchInterrupted extends Error {
  override readonly name = 'SearchInterrupted';
}

/** What a search plays, and how. */
export interface TrialsPlayerOptions extends Omit<RunStudyOptions, 'adopt'> {
  readonly request: StudyRequest;
  /** Laid over the scenario before the changes of a trial. */
  readonly changes?: Changes;
}

/**
 * Makes the player of a search's trials: each round is kept as a study of its own, so that a search that was ended goes on from
 * its last whole round when it is started again. The seeds of a round follow each other. Throws BadInput when the scenario cannot be
 * played as it is, and SearchInterrupted when the signal ended a round.
 */
export async function trialsPlayer({
  request,
  changes = {},
  store = SEARCH_STORE,
  ...how
}: TrialsPlayerOptions): Promise<PlayTrials> {
  const base = await openBase(request);
  const { plan } = await base.open([patchFromObject(changes, 'changes')]);
  const build = await buildHash();
  const world = worldHash({ build, plan });
  const { name, title } = plan.scenario;
  let isChecked = false;

  return async (trials, seeds) => {
    // A wrong path is told before anything is played, not as so many runs that broke.
    if (!isChecked) await base.open([changes, trials[0] ?? {}].map((each) => patchFromObject(each, 'a trial')));
    isChecked = true;
    const firstSeed = seeds[0] ?? 1;
    const apart = seeds.findIndex((seed, at) => seed !== firstSeed + at);
    if (apart >= 0) throw new RangeError(`the seeds of a round follow each other; ${seeds[apart]} stands alone`);
    const key = digest([build, world, JSON.stringify([trials, firstSeed])]).slice(0, 16);
    const manifest: StudyManifest = {
      ...{ format: 'ebb-study-1', key, name: `search-${name}`, scenario: name, title },
      ...{ form: { trials, scenario: request.scenario }, axes: [], variants: ['trial'] },
      ...{ points: trials.length, replicates: seeds.length, firstSeed, build, versions: {}, plugins: [] },
    };
    const study: OpenStudy = {
      request,
      manifest,
      design: { axes: [], size: trials.length, changes: (point) => trials[point]!, values: () => ({}) },
      variants: [{ name: 'trial', changes }],
      runs: trials.length * seeds.length,
      worldAt: () => Promise.reject(new Error('the rounds of a search adopt nothing')),
    };
    const folder = await runStudy(study, { ...how, store, adopt: false });
    const { missing } = await folder.state();
    if (missing > 0) throw new SearchInterrupted(`the search was ended with ${missing} runs of a round missing`);
    return byTrial(await folder.runs(), trials.length);
  };
}

/** Runs in the order of trial and seed, a list for each trial. */
function byTrial(runs: readonly StudyRun[], trials: number): readonly (readonly TrialRun[])[] {
  const all: TrialRun[][] = Array.from({ length: trials }, () => []);
  for (const { point, seed, metrics, fault } of runs) {
    const moments = metrics.flatMap((each) => (each.atUs === undefined ? [] : [[metricKey(each), each.atUs] as const]));
    all[point]!.push({
      seed,
      metrics: new Map(metrics.map((each) => [metricKey(each), each.value])),
      units: new Map(metrics.map((each) => [metricKey(each), each.unit])),
      moments: new Map(moments),
      ...(fault === undefined ? {} : { fault: fault.message }),
    });
  }
  return all;
}
