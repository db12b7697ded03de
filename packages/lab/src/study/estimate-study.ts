import { availableParallelism } from 'node:os';
import { metricKey } from '@ebb/results';
import { findStudy, probeStore, siblingStudies } from '@ebb/results/store';
import type { StudyFolder } from '@ebb/results/store';
import { playAlone } from '../execute/play-alone.ts';
import { studyOrders } from './open-study.ts';
import type { OpenStudy } from './open-study.ts';
import { STORE } from './run-study.ts';

/** How a study is estimated. */
export interface EstimateOptions {
  readonly replicates?: number;
  readonly atMost?: number;
  readonly store?: string;
  /** How many runs would be played at once; as many as there are processors unless given. */
  readonly jobs?: number;
  /** How long a first run may be played for it where no run in the store can tell; 10 seconds unless given. */
  readonly pilotSeconds?: number;
}

/** What it would take to play a study. */
export interface StudyEstimate {
  readonly key: string;
  readonly name: string;
  readonly points: number;
  readonly variants: number;
  readonly replicates: number;
  readonly runs: number;
  /** Runs that are in the study's folder already. */
  readonly known: number;
  readonly secondsPerRun: number;
  /** Who told: runs in the store, or a first run that was played up to a part of its simulated time, from 0 to 1. */
  readonly told: { readonly by: 'store' } | { readonly by: 'pilot'; readonly share: number };
  /** Wall-clock time of what is missing, with so many runs at once. */
  readonly seconds: number;
  readonly jobs: number;
  /** On the disk, of what is missing. */
  readonly bytes: number;
}

const PILOT_SECONDS = 10;
const LOOK_MS = 10;
/** What a run takes on the disk for each of its numbers, with its share of the file: measured on studies of some hundred runs. */
const BYTES_PER_NUMBER = 12;
/** Numbers of a run, where none has been played to its end. */
const NUMBERS = 300;

/** Says what it would take to play what is missing of a study: from what its runs, or those of studies like it, took; else from a first run. Throws a StoreError where nothing can be kept in the store. */
export async function estimateStudy(study: OpenStudy, options: EstimateOptions = {}): Promise<StudyEstimate> {
  const { store = STORE, jobs = availableParallelism(), pilotSeconds = PILOT_SECONDS } = options;
  const { key, name, points, variants, replicates } = study.manifest;
  await probeStore(store);
  const own = await findStudy(store, key).catch(() => undefined);
  const known = own === undefined ? 0 : countKnown(study, own);
  const missing = study.runs - known;
  const cost =
    (await costOf(study, [...(own === undefined ? [] : [own]), ...(await siblingStudies(store, study.manifest))])) ??
    (await pilot(study, pilotSeconds));
  const { secondsPerRun, bytesPerRun, told } = cost;
  return {
    ...{ key, name, points, variants: variants.length, replicates, runs: study.runs, known, secondsPerRun, told },
    seconds: (missing * secondsPerRun) / Math.min(jobs, Math.max(1, missing)),
    jobs,
    bytes: Math.ceil(missing * bytesPerRun),
  };
}

function countKnown(study: OpenStudy, folder: StudyFolder): number {
  let missing = 0;
  for (const _ of studyOrders(study, (place) => folder.has(place) !== undefined)) missing++;
  return study.runs - missing;
}

interface Cost {
  readonly secondsPerRun: number;
  readonly bytesPerRun: number;
  readonly told: StudyEstimate['told'];
}

/** What a run took in the first of some studies that has any. */
async function costOf(study: OpenStudy, studies: readonly StudyFolder[]): Promise<Cost | undefined> {
  for (const folder of studies) {
    const { completed, failed, seconds, bytes } = await folder.state();
    const runs = completed + failed;
    if (runs > 0 && seconds > 0) {
      study.refuseUnmeasured?.(await folder.metricUnits());
      return { secondsPerRun: seconds / runs, bytesPerRun: bytes / runs, told: { by: 'store' } };
    }
  }
  return undefined;
}

/** Plays the first run for some seconds. */
async function pilot(study: OpenStudy, seconds: number): Promise<Cost> {
  const { done, value: order } = studyOrders(study, () => false).next();
  if (done === true) return { secondsPerRun: 0, bytesPerRun: 0, told: { by: 'pilot', share: 0 } };
  const ending = new AbortController();
  const { gauge, over } = playAlone({
    request: study.request,
    changes: order.changes,
    seed: String(order.seed),
    signal: ending.signal,
    watchdogSeconds: 0,
  });
  const timer = setTimeout(() => ending.abort(), seconds * 1000);
  // What its thread took to start is not paid for each run of a study.
  let [share, begunMs] = [0, performance.now()];
  const look = setInterval(() => {
    const now = gauge().share;
    if (share === 0 && now > 0) begunMs = performance.now() - LOOK_MS;
    share = Math.max(share, now);
  }, LOOK_MS);
  const run = await over;
  clearTimeout(timer);
  clearInterval(look);
  // Of a run that took too long nothing is known: the sweep tells after its first runs.
  if (run?.fault === undefined && run !== undefined) {
    study.refuseUnmeasured?.(new Map(run.metrics.map((each) => [metricKey(each), each.unit])));
  }
  const spent = (performance.now() - begunMs) / 1000;
  const reached = run === undefined ? Math.max(share, 1e-6) : 1;
  const numbers = run === undefined ? NUMBERS : new Set(run.metrics.map(metricKey)).size;
  return {
    secondsPerRun: spent / reached,
    bytesPerRun: numbers * BYTES_PER_NUMBER,
    told: { by: 'pilot', share: run === undefined ? share : 1 },
  };
}
