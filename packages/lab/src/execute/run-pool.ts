import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { openBase } from '@ebb/engine/node';
import { TOO_MUCH_MEMORY, deathOf } from '../thread/death-of.ts';
import { HEADROOM_MIB, guardMemory } from '../thread/memory-guard.ts';
import { RunGauges } from '../thread/run-gauges.ts';
import { startWatchdog } from '../thread/watchdog.ts';
import { faultOf } from './play-run.ts';
import type { PlayOrder, PlayedRun, UnderWay } from './play-run.ts';
import type { PoolReply, PoolTask } from './pool-messages.ts';

/** How many runs a pool plays at once, and what each may take of memory. */
export interface PoolOptions {
  readonly jobs: number;
  readonly memoryMiB: number;
}

/** A run of the pool; `lost` when its thread went with it, so that one that plays it alone may learn more. */
export interface PooledRun extends PlayedRun {
  readonly end: 'played' | 'refused' | 'lost';
}

/**
 * Threads that play one run after the other, with the scenario's files and plugins loaded once: what a thread costs to start is
 * not paid for each run. A run that stands still, eats its memory or breaks its thread takes no other run along; the thread
 * is replaced. Must be closed.
 */
export class RunPool {
  readonly #threads: Piscina<PoolTask, PoolReply>;
  readonly #memoryMiB: number;

  constructor({ jobs, memoryMiB }: PoolOptions) {
    this.#memoryMiB = memoryMiB;
    this.#threads = new Piscina({
      filename: fileURLToPath(new URL('./pool-worker.js', import.meta.url)),
      name: 'playTask',
      minThreads: jobs,
      maxThreads: jobs,
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB + HEADROOM_MIB },
      // A thread that waits for its next run must hear of a promise that its last one left to fail.
      atomics: 'disabled',
    });
    // A thread that breaks between two runs harms none: the next run gets another.
    this.#threads.on('error', () => {});
  }

  /** Plays a run on the next thread that is free. Rejects with BadInput when the files of the scenario cannot be read. */
  play(order: PlayOrder): UnderWay<PooledRun> {
    const gauges = new RunGauges();
    return { gauge: () => ({ share: gauges.share, events: gauges.events }), over: this.#play(order, gauges) };
  }

  /** Ends all threads, with what they are playing. */
  async close(): Promise<void> {
    await this.#threads.destroy();
  }

  async #play(order: PlayOrder, gauges: RunGauges): Promise<PooledRun | undefined> {
    const { request, changes = [], build = '', seed, signal, watchdogSeconds } = order;
    const begunMs = performance.now();
    const reply = await this.#ask({ request, changes, build, seed, gauges: gauges.memory }, signal, watchdogSeconds);
    if (reply === undefined) return undefined;
    if (reply.kind === 'unreadable') {
      // Read here too, as the error keeps its places then.
      await openBase(request);
      throw new Error(`a thread cannot read what can be read: ${reply.sentences}`);
    }
    const seconds = (performance.now() - begunMs) / 1000;
    if (reply.kind !== 'done') {
      const fault = { message: reply.sentences };
      return { seed, seconds, traceHash: '', world: '', events: 0, metrics: [], fault, end: reply.kind };
    }
    const { world, metrics, manifest } = reply;
    const { traceHash, events, fault } = manifest;
    const run = { seed, seconds, traceHash, world, events, metrics, end: 'played' } as const;
    return fault === undefined ? run : { ...run, fault: faultOf(fault) };
  }

  /** Waits for a thread's answer; undefined when the signal ended it. */
  async #ask(task: PoolTask, signal: AbortSignal, watchdogSeconds: number): Promise<PoolReply | Lost | undefined> {
    const ending = new AbortController();
    const end = (): void => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    const gauges = new RunGauges(task.gauges);
    let why = '';
    const fail = (message: string): void => {
      why = message;
      end();
    };
    const endWatch = watch(gauges, watchdogSeconds, () => fail(`nothing moved for ${watchdogSeconds} s`));
    const tooMuch = (): void => fail(TOO_MUCH_MEMORY);
    const endGuard = guardMemory({ gauges, limitMiB: this.#memoryMiB, comesAgain: true, tooMuch });
    try {
      return await this.#threads.run(task, { signal: ending.signal });
    } catch (error) {
      if (signal.aborted) return undefined;
      return { kind: 'lost', sentences: why === '' ? deathOf(error as Error) : why };
    } finally {
      endWatch();
      endGuard();
      signal.removeEventListener('abort', end);
    }
  }
}

/** A thread went with the run that it played. */
interface Lost {
  readonly kind: 'lost';
  readonly sentences: string;
}

/** Ends a run that stands still. One that has not begun is loading, which shows no progress: it gets longer. */
function watch(gauges: RunGauges, seconds: number, stuck: () => void): () => void {
  if (seconds === 0) return () => {};
  return startWatchdog(seconds, {
    beats: () => gauges.beats,
    glimpse: () => Promise.resolve(gauges.beats === 0 ? undefined : { stack: '' }),
    stuck,
  });
}
