import { availableParallelism } from 'node:os';
import type { WorkProgress } from '../../execute/executor.ts';
import { memoryLimitMiB } from '../../execute/memory-limit.ts';
import { playAgain } from '../../execute/play-again.ts';
import { playAlone } from '../../execute/play-alone.ts';
import { playInLanes } from '../../execute/play-in-lanes.ts';
import type { PlayOrder, PlayedRun } from '../../execute/play-run.ts';
import { RunPool } from '../../execute/run-pool.ts';

/** How runs are played again. */
export interface PlaySampleOptions {
  /** How many at once; as many as there are processors unless given. */
  readonly jobs?: number;
  /** Seconds after which a run that stands still is ended; 0 for never. */
  readonly watchdogSeconds?: number;
  /** Ends it early when aborted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: WorkProgress) => void;
}

const WATCHDOG_SECONDS = 20;
const TRIES = 2;

/** Plays runs on threads, several at once; gives them in the order of the list, undefined where the signal ended it. */
export async function playSample(
  orders: readonly Omit<PlayOrder, 'signal' | 'watchdogSeconds'>[],
  options: PlaySampleOptions = {},
): Promise<readonly (PlayedRun | undefined)[]> {
  const { watchdogSeconds = WATCHDOG_SECONDS, signal, onProgress } = options;
  if (orders.length === 0) return [];
  const jobs = Math.min(options.jobs ?? availableParallelism(), orders.length);
  const memoryMiB = memoryLimitMiB(jobs);
  const pool = new RunPool({ jobs, memoryMiB });
  const played = new Array<PlayedRun | undefined>(orders.length).fill(undefined);
  try {
    await playInLanes({
      orders: orders.entries(),
      total: orders.length,
      jobs,
      play: ([, order], ending) =>
        playAgain(
          { ...order, signal: ending, watchdogSeconds },
          { pooled: (each) => pool.play(each), alone: (each) => playAlone(each, memoryMiB), tries: TRIES },
        ),
      take: (run, [at]) => {
        played[at] = run;
      },
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  } finally {
    await pool.close();
  }
  return played;
}
