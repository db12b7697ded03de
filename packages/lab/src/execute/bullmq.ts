import { ChunkDealer } from './chunk-dealer.ts';
import { ChunkQueue } from './chunk-queue.ts';
import type { Executor, Work } from './executor.ts';
import { TRIES, WATCHDOG_SECONDS } from './local.ts';
import { nameOfRedis } from './redis.ts';
import { dropAllQueued } from './queued-chunk.ts';

/** How work is given out by a queue. */
export interface QueueOptions {
  /** Of a Redis or a Valkey, as in `redis://host:6379`. */
  readonly url: string;
  /** The name of the queue; workers must listen to the same. `ebb` unless given. */
  readonly queue?: string;
  /** How much work goes into one chunk, in seconds of runs; 10 unless given. */
  readonly chunkSeconds?: number;
  /** After how many seconds without any answer of the Redis it gives up; 300 unless given. */
  readonly patienceSeconds?: number;
  /** Told what whoever waits should know, in sentences. */
  readonly onNotice?: (sentence: string) => void;
}

/** The work was given up; what was played is kept. The message is a sentence. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

const POLL_SECONDS = 0.5;

/**
 * Plays on any number of machines whose workers take chunks of runs from a queue and write them to the folder, which all
 * share. The files are the truth: a chunk is over when its runs are in the folder, whatever the queue says, and is given out
 * again when neither has it. Throws a RangeError for what is no address. `execute` rejects with a QueueError when it gives up.
 */
export function bullmq(options: QueueOptions): Executor {
  nameOfRedis(options.url);
  return { name: 'bullmq', execute: (work) => giveOut(work, options) };
}

async function giveOut(work: Work, options: QueueOptions): Promise<void> {
  const { folder, signal } = work;
  const { url, queue: name = 'ebb', chunkSeconds = 10, patienceSeconds = 300, onNotice = () => {} } = options;
  if (work.total === 0) return;
  await dropAllQueued(folder.path);
  const { tries = TRIES, watchdogSeconds = WATCHDOG_SECONDS } = work;
  const dealer = new ChunkDealer({ ...work, tries, watchdogSeconds }, chunkSeconds);
  const queue = await ChunkQueue.connect({ url, name, study: folder.manifest.key, onNotice });
  try {
    while (signal?.aborted !== true) {
      const doubted = queue.doubted();
      await folder.refresh();
      for (const chunk of await dealer.settle()) queue.forget(chunk);
      for (const chunk of await dealer.dealAgain(doubted)) queue.offerAgain(chunk);
      for (const chunk of await dealer.deal()) queue.offer(chunk);
      work.onProgress?.(dealer.progress());
      if (dealer.isOver(queue.givenUp)) break;
      giveUpWhenSilent(queue, dealer, options.url, patienceSeconds);
      await queue.tend(POLL_SECONDS, signal);
    }
    if (queue.givenUp.size > 0 && signal?.aborted !== true) throw new QueueError(givenUpSentence(queue, dealer));
  } finally {
    await dealer.close();
    await queue.close();
  }
}

function giveUpWhenSilent(queue: ChunkQueue, dealer: ChunkDealer, url: string, patienceSeconds: number): void {
  if (queue.silentSeconds < patienceSeconds) return;
  throw new QueueError(
    `the Redis at ${nameOfRedis(url)} has not answered for ${patienceSeconds} s; ${dealer.missingSentence()}`,
  );
}

function givenUpSentence(queue: ChunkQueue, dealer: ChunkDealer): string {
  const [why] = queue.givenUp.values();
  return `${queue.givenUp.size} chunks of runs were given up, as ${why}; ${dealer.missingSentence()}`;
}
