import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Job, Worker } from 'bullmq';
import { BadInput } from '@ebb/engine';
import { StoreError, StudyFolder } from '@ebb/results/store';
import { ChunkWriter } from './chunk-writer.ts';
import { memoryLimitMiB } from './memory-limit.ts';
import { playInLanes } from './play-in-lanes.ts';
import type { ChunkTicket } from './queued-chunk.ts';
import { readQueued } from './queued-chunk.ts';
import { connectRedis, nameOfRedis, within } from './redis.ts';
import { StudyPlayer } from './study-player.ts';

/** How a machine takes part in sweeps. */
export interface WorkerOptions {
  /** Of a Redis or a Valkey, as in `redis://host:6379`. */
  readonly url: string;
  /** The folder with the folders of studies, which all machines share. */
  readonly store: string;
  /** The hash of this machine's built packages on the run path; only studies of the same are played. */
  readonly build: string;
  /** The name of the queue; `ebb` unless given. */
  readonly queue?: string;
  /** How many runs are played at once; as many as there are processors unless given. */
  readonly jobs?: number;
  /** What each run may take of memory, in MiB; a share of the memory at hand unless given. */
  readonly memoryMiB?: number;
  /** After how many seconds of silence other workers take over what this one was playing; 10 unless given. */
  readonly lockSeconds?: number;
  /** Ends it when aborted: what is over is written, what is under way goes back to the queue. */
  readonly signal: AbortSignal;
  /** Told what whoever watches should know, in sentences. */
  readonly onNotice?: (sentence: string) => void;
}

/** A worker cannot play what it is given; the message is a sentence. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

/** A run that takes workers with it is known by the journal of its study long before. */
const MOST_STALLED = 100;
const RETRY_MS = 1000;
const CLOSE_SECONDS = 5;

/**
 * Takes chunks of runs from a queue, plays them and writes each as one file to the folder of its study, until the signal ends
 * it. Simulations have threads of their own, so that this one goes on telling the queue that the worker is alive. Rejects,
 * after what it held has gone back to the queue, with a WorkerError for a study that it must not or cannot play, with BadInput
 * for a scenario that cannot be read here, and with a StoreError.
 */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const { url, queue = 'ebb', jobs = availableParallelism(), lockSeconds = 10, onNotice = () => {} } = options;
  const { memoryMiB = memoryLimitMiB(jobs) } = options;
  nameOfRedis(url);
  const { Worker, WaitingError } = await import('bullmq');
  let isOver = false;
  const redis = await connectRedis(url, () => isOver);
  const player = new StudyPlayer({ jobs, memoryMiB });
  const ending = new AbortController();
  const end = (): void => ending.abort();
  options.signal.addEventListener('abort', end);
  if (options.signal.aborted) end();
  let refused: { readonly why: unknown } | undefined;
  const folders = new Map<string, Promise<StudyFolder>>();

  const play = async (job: Job<ChunkTicket>, token?: string): Promise<void> => {
    try {
      const isWhole = await playChunk(job, { options, folders, player, signal: ending.signal });
      if (isWhole) return;
    } catch (why) {
      if (!isOfThisMachine(why)) throw why;
      refused ??= { why };
      end();
    }
    await job.moveToWait(token);
    throw new WaitingError();
  };
  const lockMs = lockSeconds * 1000;
  const worker: Worker<ChunkTicket> = new Worker<ChunkTicket>(queue, play, {
    connection: redis,
    concurrency: jobs,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: MOST_STALLED,
    runRetryDelay: RETRY_MS,
    drainDelay: 1,
    removeOnComplete: { count: 0 },
  });
  // Whatever goes wrong between this worker and the queue, the files are the truth.
  let told = '';
  worker.on('ready', () => (told = ''));
  worker.on('error', ({ message }) => {
    // A Redis that does not answer is asked every second; whoever watches need not hear it as often.
    if (message === told || isOver) return;
    told = message;
    onNotice(`the queue at ${nameOfRedis(url)}: ${message}`);
  });
  try {
    await new Promise<void>((resolve) => {
      if (ending.signal.aborted) resolve();
      ending.signal.addEventListener('abort', () => resolve());
    });
  } finally {
    options.signal.removeEventListener('abort', end);
    // A queue that does not answer is not waited for: hanging up ends what waits for it.
    await within(CLOSE_SECONDS, worker.close());
    isOver = true;
    redis.disconnect();
    await within(CLOSE_SECONDS, worker.close());
    await player.close();
  }
  if (refused !== undefined) throw refused.why;
}

interface WorkerGround {
  readonly options: WorkerOptions;
  readonly folders: Map<string, Promise<StudyFolder>>;
  readonly player: StudyPlayer;
  readonly signal: AbortSignal;
}

/** Plays what a ticket stands for; false when it was ended before all of it was over. */
async function playChunk(job: Job<ChunkTicket>, { options, folders, player, signal }: WorkerGround): Promise<boolean> {
  const { study, chunk } = job.data;
  // One that comes a second time may have taken a worker with it, and parts of it may be there: both are known to the folder.
  const isRetaken = job.attemptsStarted > 1 || job.stalledCounter > 0;
  const folder = await openStudy(path.join(options.store, study), folders, isRetaken);
  checkBuild(folder, options.build);
  const queued = await readQueued(folder.path, chunk);
  if (queued === undefined) return true;
  const { request, tries, watchdogSeconds } = queued;
  const orders = queued.orders.filter((order) => folder.has(order) === undefined);
  const writer = new ChunkWriter(folder, { seconds: Infinity, runs: isRetaken ? 1 : Infinity });
  let over = 0;
  try {
    await playInLanes({
      orders,
      total: orders.length,
      jobs: 1,
      signal,
      play: (order, ended) => player.play({ request, folder, tries, watchdogSeconds }, order, ended),
      take: ({ row, seconds }) => {
        over++;
        return writer.add(row, seconds);
      },
    });
  } finally {
    await writer.end();
  }
  return over === orders.length;
}

async function openStudy(
  folder: string,
  known: Map<string, Promise<StudyFolder>>,
  isRetaken: boolean,
): Promise<StudyFolder> {
  if (isRetaken || !known.has(folder)) known.set(folder, StudyFolder.open(folder));
  try {
    return await known.get(folder)!;
  } catch (error) {
    known.delete(folder);
    if (!(error instanceof StoreError) || error.code !== 'missing') throw error;
    throw new WorkerError(
      `there is no study at ${folder}, from which the queue gives out runs: the store of a worker is the folder that all machines share`,
    );
  }
}

function checkBuild({ manifest }: StudyFolder, build: string): void {
  if (manifest.build === build) return;
  throw new WorkerError(
    `the study ${manifest.key} (${manifest.name}) is played by the build ${manifest.build.slice(0, 12)} of Ebb, and this is ` +
      `${build.slice(0, 12)}: all machines of a study need the same version, so that its runs are the same`,
  );
}

/** Whether other machines may do better, so that a chunk goes back to the queue and this worker ends. */
function isOfThisMachine(error: unknown): boolean {
  return error instanceof WorkerError || error instanceof StoreError || error instanceof BadInput;
}
