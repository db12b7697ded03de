import { availableParallelism } from 'node:os';
import { ChunkWriter } from './chunk-writer.ts';
import type { Executor, Work } from './executor.ts';
import { heapLimitMiB } from './heap-limit.ts';
import { playInLanes } from './play-in-lanes.ts';
import type { PoolOptions } from './run-pool.ts';
import { StudyPlayer } from './study-player.ts';

/** How often a run is tried, and after how many seconds one that stands still is ended, unless the work says otherwise. */
export const TRIES = 2;
export const WATCHDOG_SECONDS = 20;

/** How this machine is used. */
export interface LocalOptions {
  /** How many runs are played at once; as many as there are processors unless given. */
  readonly jobs?: number;
  /** What each run may hold in its heap, in MiB; a share of the memory at hand unless given. */
  readonly heapMiB?: number;
}

/** Plays on the processors of this machine. Throws a RangeError for a number of jobs that is none. */
export function local({ jobs = availableParallelism(), heapMiB = heapLimitMiB(jobs) }: LocalOptions = {}): Executor {
  if (!(Number.isInteger(jobs) && jobs > 0)) {
    throw new RangeError(`the number of jobs is a whole number from 1 on, not ${jobs}`);
  }
  return { name: 'local', execute: (work) => playHere(work, { jobs, heapMiB }) };
}

async function playHere(work: Work, { jobs, heapMiB }: PoolOptions): Promise<void> {
  const { request, orders, total, folder, signal, onProgress } = work;
  const { tries = TRIES, watchdogSeconds = WATCHDOG_SECONDS } = work;
  if (total === 0) return;
  const study = { request, folder, tries, watchdogSeconds };
  const threads = Math.min(jobs, total);
  const player = new StudyPlayer({ jobs: threads, heapMiB });
  const writer = new ChunkWriter(folder);
  try {
    await playInLanes({
      orders,
      total,
      jobs: threads,
      ...(signal === undefined ? {} : { signal }),
      play: (order, ending) => player.play(study, order, ending),
      take: ({ row, seconds }) => writer.add(row, seconds),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  } finally {
    // However it ends, what is over is written.
    await Promise.all([writer.end(), player.close()]);
  }
}
