import { availableParallelism } from 'node:os';
import type { ScenarioRequest } from '@ebb/engine/node';
import type { WorkProgress } from './executor.ts';
import { memoryLimitMiB } from './memory-limit.ts';
import { playAgain } from './play-again.ts';
import { playAlone } from './play-alone.ts';
import { playInLanes } from './play-in-lanes.ts';
import type { PlayRun } from './play-run.ts';
import { RunPool } from './run-pool.ts';
import type { Replicate } from './replicate-result.ts';

/** How far replicates are. */
export type ReplicateProgress = WorkProgress;

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
  /** Plays one; on threads of its own unless given. */
  readonly play?: PlayRun<Replicate>;
}

const WATCHDOG_SECONDS = 20;
const TRIES = 2;

/**
 * Plays a scenario once for each seed, several at once, each in a thread so that none can touch another. The replicates come in
 * the order of the seeds, whichever was over first. A run that breaks is one of them, with its fault. Rejects with BadInput
 * when the scenario's files cannot be read.
 */
export async function replicate(request: ScenarioRequest, options: ReplicateOptions): Promise<readonly Replicate[]> {
  const { seeds, watchdogSeconds = WATCHDOG_SECONDS, signal, onProgress } = options;
  const jobs = Math.min(options.jobs ?? availableParallelism(), seeds.length);
  const over: (Replicate | undefined)[] = [];
  const { play, close } = options.play === undefined ? onThreads(jobs) : { play: options.play, close: () => {} };
  try {
    await playInLanes({
      orders: seeds.entries(),
      total: seeds.length,
      jobs,
      ...(signal === undefined ? {} : { signal }),
      play: ([, seed], ending) => play({ request, seed, signal: ending, watchdogSeconds }),
      take: (replicate, [at]) => {
        over[at] = replicate;
        options.onReplicate?.(replicate);
      },
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  } finally {
    await close();
  }
  return over.filter((each) => each !== undefined);
}

/** Plays on threads that stay, and what breaks there again in one of its own. */
function onThreads(jobs: number): { readonly play: PlayRun; readonly close: () => Promise<void> } {
  const memoryMiB = memoryLimitMiB(jobs);
  const pool = new RunPool({ jobs, memoryMiB });
  const alone: PlayRun = (order) => playAlone(order, memoryMiB);
  return {
    play: (order) => playAgain(order, { pooled: (each) => pool.play(each), alone, tries: TRIES }),
    close: () => pool.close(),
  };
}
