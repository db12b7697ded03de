import { setTimeout } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { DealtChunk } from './chunk-dealer.ts';
import type { ChunkTicket } from './queued-chunk.ts';
import { connectRedis, nameOfRedis, within } from './redis.ts';

/** Which queue is used, and for which study. */
export interface ChunkQueueOptions {
  readonly url: string;
  readonly name: string;
  readonly study: string;
  readonly onNotice: (sentence: string) => void;
}

/** What is known of a chunk that was given out. */
interface Offered {
  state: 'fresh' | 'queued' | 'doubted';
  /** How often the queue said that it failed. */
  failures: number;
}

/** Between two questions after the chunks that are given out, in milliseconds. */
const ASK_MS = 2000;
/** A chunk that fails as a whole, which runs cannot make it do, is offered once more. */
const FAILURES = 2;
const CLOSE_SECONDS = 2;
/** A silence of the Redis that is worth a sentence. */
const SILENT_SECONDS = 6;

/**
 * The queue as its producer sees it. Nothing here waits for a Redis that does not answer: what is to be said to it is said by a
 * conversation of its own, one at a time, which goes on when the Redis comes back.
 */
export class ChunkQueue {
  /** Chunks that failed as a whole, with the reason. */
  readonly givenUp = new Map<string, string>();
  readonly #redis: Redis;
  readonly #queue: Queue<ChunkTicket>;
  readonly #options: ChunkQueueOptions;
  readonly #offered = new Map<string, Offered>();
  #talking = false;
  #answeredMs = performance.now();
  #askedMs = 0;
  #toldLonely = false;
  #toldSilent = false;

  private constructor(redis: Redis, queue: Queue<ChunkTicket>, options: ChunkQueueOptions) {
    this.#redis = redis;
    this.#queue = queue;
    this.#options = options;
  }

  static async connect(options: ChunkQueueOptions): Promise<ChunkQueue> {
    const { Queue } = await import('bullmq');
    const redis = await connectRedis(options.url);
    const queue = new Queue<ChunkTicket>(options.name, { connection: redis, skipWaitingForReady: true });
    queue.on('error', () => {});
    return new ChunkQueue(redis, queue, options);
  }

  /** For how long the Redis has said nothing, in seconds. */
  get silentSeconds(): number {
    return (performance.now() - this.#answeredMs) / 1000;
  }

  /** Gives a chunk out. */
  offer({ id }: DealtChunk): void {
    this.#offered.set(id, { state: 'fresh', failures: 0 });
  }

  /** Chunks that the queue knows nothing of: they are over, or it has forgotten them. The folder knows more. */
  doubted(): readonly string[] {
    return [...this.#offered].filter(([, { state }]) => state === 'doubted').map(([id]) => id);
  }

  /** Gives a chunk out again that the folder does not hold either. */
  offerAgain({ id }: DealtChunk): void {
    const offered = this.#offered.get(id);
    if (offered !== undefined) offered.state = 'fresh';
  }

  /** Says that a chunk is over. */
  forget({ id }: DealtChunk): void {
    this.#offered.delete(id);
    this.givenUp.delete(id);
  }

  /** Starts a conversation unless one is under way, and gives it some seconds. */
  async tend(seconds: number, signal: AbortSignal | undefined): Promise<void> {
    if (!this.#talking) void this.#talk();
    this.#tellSilence();
    await setTimeout(seconds * 1000, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }

  /** Takes back what no worker has begun, and hangs up. */
  async close(): Promise<void> {
    const open = [...this.#offered.keys()].filter((id) => !this.givenUp.has(id));
    const takeBack = async (): Promise<void> => {
      for (const id of open) await this.#queue.remove(this.#jobId(id)).catch(() => {});
      await this.#queue.close();
    };
    await within(CLOSE_SECONDS, takeBack());
    this.#redis.disconnect();
  }

  async #talk(): Promise<void> {
    this.#talking = true;
    try {
      await this.#addFresh();
      if (performance.now() - this.#askedMs >= ASK_MS) await this.#ask();
    } catch {
      // A conversation that broke off is begun anew.
    } finally {
      this.#talking = false;
    }
  }

  async #addFresh(): Promise<void> {
    const fresh = [...this.#offered].filter(([, { state }]) => state === 'fresh');
    if (fresh.length === 0) return;
    const { study } = this.#options;
    await this.#queue.addBulk(
      fresh.map(([chunk]) => {
        const opts = { jobId: this.#jobId(chunk), removeOnComplete: true, removeOnFail: false, attempts: 1 };
        return { name: 'chunk', data: { study, chunk }, opts };
      }),
    );
    this.#answered();
    for (const [, offered] of fresh) offered.state = 'queued';
  }

  async #ask(): Promise<void> {
    for (const [id, offered] of this.#offered) {
      if (offered.state !== 'queued' || this.givenUp.has(id)) continue;
      const state = await this.#queue.getJobState(this.#jobId(id));
      this.#answered();
      if (state === 'unknown') offered.state = 'doubted';
      if (state === 'failed') await this.#hearFailure(id, offered);
    }
    const workers = this.#toldLonely ? 1 : await this.#queue.getWorkersCount();
    this.#answered();
    this.#askedMs = performance.now();
    if (workers > 0) return;
    this.#toldLonely = true;
    this.#options.onNotice(`no worker listens to the queue '${this.#options.name}' yet: start some by ebb worker`);
  }

  async #hearFailure(id: string, offered: Offered): Promise<void> {
    const job = await this.#queue.getJob(this.#jobId(id));
    const reason = job?.failedReason ?? 'it said no reason';
    await job?.remove();
    offered.failures++;
    offered.state = 'fresh';
    if (offered.failures < FAILURES) return;
    offered.state = 'queued';
    this.givenUp.set(id, reason);
  }

  #tellSilence(): void {
    if (this.#toldSilent || this.silentSeconds < SILENT_SECONDS) return;
    this.#toldSilent = true;
    this.#options.onNotice(`the Redis at ${nameOfRedis(this.#options.url)} does not answer; waiting for it`);
  }

  #answered(): void {
    this.#toldSilent = false;
    this.#answeredMs = performance.now();
  }

  /** Studies share a queue. */
  #jobId(chunk: string): string {
    return `${this.#options.study}-${chunk}`;
  }
}
