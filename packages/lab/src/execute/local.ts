import { availableParallelism } from 'node:os';
import { ChunkWriter } from './chunk-writer.ts';
import type { Executor, Work } from './executor.ts';
import { memoryLimitMiB } from './memory-limit.ts';
import { playInLanes } from './play-in-lanes.ts';
import { StudyPlayer } from './study-player.ts';

/** How often a run is tried, and after how many seconds one that stands still is ended, unless the work says otherwise. */
export const TRIES = 2;
export const WATCHDOG_SECONDS = 20;

/** How this machine is used. */
export interface LocalOptions {
  /** How many runs are played at once; as many as there are processors unless given. */
  readonly jobs?: number;
  /** What each run may take of memory, in MiB; a share of the memory at hand unless given. */
  readonly memoryMiB?: number;
}

/** An executor that keeps its threads from one work to the next, for searches, whose rounds are short. Must be closed. */
export interface KeptExecutor extends Executor {
  close(): Promise<void>;
}

/** Plays on the processors of this machine. Throws a RangeError for a number of jobs that is none. */
export function local({
  jobs = availableParallelism(),
  memoryMiB = memoryLimitMiB(jobs),
}: LocalOptions = {}): Executor {
  if (!(Number.isInteger(jobs) && jobs > 0)) {
    throw new RangeError(`the number of jobs is a whole number from 1 on, not ${jobs}`);
  }
  return {
    name: 'local',
    execute: async (work) => {
      if (work.total === 0) return;
      const threads = Math.min(jobs, work.total);
      const player = new StudyPlayer({ jobs: threads, memoryMiB });
      try {
        await playHere(work, player, threads);
      } finally {
        await player.close();
      }
    },
  };
}

/** The same, with threads that stay until it is closed. */
export function keptLocal(options: LocalOptions = {}): KeptExecutor {
  const { jobs = availableParallelism() } = options;
  const { memoryMiB = memoryLimitMiB(jobs) } = options;
  let player: StudyPlayer | undefined;
  return {
    ...local(options),
    execute: async (work) => {
      if (work.total === 0) return;
      player ??= new StudyPlayer({ jobs, memoryMiB });
      await playHere(work, player, jobs);
    },
    close: async () => player?.close(),
  };
}

async function playHere(work: Work, player: StudyPlayer, jobs: number): Promise<void> {
  const { request, orders, total, folder, signal, onProgress } = work;
  const { tries = TRIES, watchdogSeconds = WATCHDOG_SECONDS } = work;
  const study = { request, folder, tries, watchdogSeconds };
  const writer = new ChunkWriter(folder);
  try {
    await playInLanes({
      orders,
      total,
      jobs,
      ...(signal === undefined ? {} : { signal }),
      play: (order, ending) => player.play(study, order, ending),
      take: ({ row, seconds }) => writer.add(row, seconds),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  } finally {
    // However it ends, what is over is written.
    await writer.end();
  }
}
