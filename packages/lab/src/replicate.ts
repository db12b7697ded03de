import { availableParallelism } from 'node:os';
import type { ScenarioRequest } from '@ebb/engine/node';
import { playReplicate } from './play-replicate.ts';
import type { PlayReplicate } from './play-replicate.ts';
import type { Replicate } from './replicate-result.ts';

/** How far replicates are. */
export interface ReplicateProgress {
  /** Runs that are over, how many of them failed, and how many there are to be. */
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** The part of all simulated time that is behind, from 0 to 1. */
  readonly share: number;
  /** Facts and intents of all runs so far. */
  readonly events: number;
}

/** How a scenario is replicated. */
export interface ReplicateOptions {
  readonly seeds: readonly string[];
  /** How many runs are played at once; as many as there are processors unless given. */
  readonly jobs?: number;
  /** Ends it early when aborted: runs under way are dropped, those that are over are given. */
  readonly signal?: AbortSignal;
  /** Seconds after which a run that stands still is ended and has failed; 0 for never. */
  readonly watchdogSeconds?: number;
  /** Called now and then. */
  readonly onProgress?: (progress: ReplicateProgress) => void;
  /** Called with each replicate that is over, in no fixed order; what it throws ends all. */
  readonly onReplicate?: (replicate: Replicate) => void;
  /** Plays one; in a thread of its own unless given. */
  readonly play?: PlayReplicate;
}

const PROGRESS_MS = 100;
const WATCHDOG_SECONDS = 20;

/**
 * Plays a scenario once for each seed, several at once, each in a thread of its own so that none can touch another. The
 * replicates come in the order of the seeds, whichever was over first. A run that breaks is one of them, with its fault.
 */
export async function replicate(request: ScenarioRequest, options: ReplicateOptions): Promise<readonly Replicate[]> {
  const { seeds, jobs = availableParallelism(), watchdogSeconds = WATCHDOG_SECONDS, play = playReplicate } = options;
  const over: (Replicate | undefined)[] = [];
  const underWay = new Set<() => { readonly share: number; readonly events: number }>();
  const ending = new AbortController();
  const signal = options.signal === undefined ? ending.signal : AbortSignal.any([options.signal, ending.signal]);
  const count = { done: 0, failed: 0, events: 0 };
  let next = 0;

  const tell = (): void => {
    let { done: share, events } = count;
    for (const gauge of underWay) {
      const now = gauge();
      share += now.share;
      events += now.events;
    }
    const { done, failed } = count;
    options.onProgress?.({ done, failed, total: seeds.length, share: share / seeds.length, events });
  };
  const playNext = async (): Promise<void> => {
    while (next < seeds.length && !signal.aborted) {
      const at = next++;
      const run = play({ request, seed: seeds[at]!, signal, watchdogSeconds });
      underWay.add(run.gauge);
      const replicate = await run.over;
      underWay.delete(run.gauge);
      if (replicate === undefined) return;
      count.events += run.gauge().events;
      count.done++;
      if (replicate.fault !== undefined) count.failed++;
      over[at] = replicate;
      options.onReplicate?.(replicate);
      tell();
    }
  };
  const timer = setInterval(tell, PROGRESS_MS);
  try {
    const lanes = Array.from({ length: Math.min(jobs, seeds.length) }, playNext);
    // The first fault ends the other runs, whose threads are waited for.
    for (const lane of lanes) lane.catch(() => ending.abort());
    const faults = (await Promise.allSettled(lanes)).filter((lane) => lane.status === 'rejected');
    if (faults[0] !== undefined) throw faults[0].reason;
  } finally {
    clearInterval(timer);
  }
  return over.filter((each) => each !== undefined);
}
