import { Worker } from 'node:worker_threads';
import type { RunFaultRecord, RunResult } from '@ebb/results';
import { TOO_MUCH_MEMORY, deathOf } from './death-of.ts';
import { HEADROOM_MIB, guardMemory } from './memory-guard.ts';
import type { Chunk, FromWorker, RunHead, RunRequest, ToWorker, WorkerData } from './messages.ts';
import type { RunGauges } from './run-gauges.ts';
import { startWatchdog } from './watchdog.ts';
import { glimpseWorker } from './worker-probe.ts';
import type { Glimpse } from './worker-probe.ts';

/** Reading and compiling may take its time on a busy machine, and shows no progress. */
const LOADING_SECONDS = 20;

/** Tells the threads of this process apart, for whoever looks into one of them. */
let threads = 0;

/** How a run came out of the thread in which it was simulated. */
export type Outcome =
  /** The scenario cannot be played; one sentence a line. */
  | { readonly kind: 'refused'; readonly sentences: string }
  /** It ended by itself, whole, failed or interrupted; `source` is the line that threw. */
  | { readonly kind: 'done'; readonly result: RunResult; readonly source?: string }
  /** The thread stood still or broke; what it had sent before is all there is. */
  | { readonly kind: 'lost'; readonly fault: Omit<RunFaultRecord, 'seed'>; readonly stack: string }
  /** It was ended before it started. */
  | { readonly kind: 'cancelled' };

/** Who takes what a run gives while it is under way. */
export interface Supervisor {
  /**
   * The scenario is fit to be played; the run starts when this resolves, and is called off when it rejects. `world` is as in
   * `worldHash`.
   */
  ready(head: RunHead, world: string): Promise<void>;
  /** Takes a chunk of results. */
  take(chunk: Chunk): void;
  /** Ends the run early when aborted. */
  readonly signal: AbortSignal;
  /** 0 for no watchdog. */
  readonly watchdogSeconds: number;
  /** What the run may take of memory, in MiB; as much as Node gives a thread unless said. */
  readonly memoryMiB?: number;
}

/** Simulates a run in a thread of its own and watches over it. Rejects with what `supervisor.ready` or `take` throws. */
export function superviseRun(request: RunRequest, gauges: RunGauges, supervisor: Supervisor): Promise<Outcome> {
  const { signal, watchdogSeconds, memoryMiB } = supervisor;
  const data: WorkerData = { request, gauges: gauges.memory };
  // What a plugin prints must not get between the results, which own the standard output.
  const script = new URL(`./run-worker.js?${++threads}`, import.meta.url);
  const resourceLimits = memoryMiB === undefined ? {} : { maxOldGenerationSizeMb: memoryMiB + HEADROOM_MIB };
  const worker = new Worker(script, { workerData: data, stdout: true, resourceLimits });
  worker.stdout.on('data', (text: Uint8Array) => process.stderr.write(text));
  const tell = (message: ToWorker): void => worker.postMessage(message);

  return new Promise<Outcome>((resolve, reject) => {
    let started = false;
    let endWatch = (): void => {};
    let endGuard = (): void => {};
    let ended = false;
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      endWatch();
      endGuard();
      signal.removeEventListener('abort', abort);
      void worker.terminate().then(settle);
    };
    const lost = (what: { readonly message: string; readonly stack: string } & Partial<Glimpse>): void => {
      const { message, stack, plugin = 'engine', instance = 'world', timeUs = gauges.simulatedUs } = what;
      end(() => resolve({ kind: 'lost', stack, fault: { plugin, instance, timeUs, seq: gauges.events, message } }));
    };
    const abort = (): void => {
      if (started) tell('abort');
      else end(() => resolve({ kind: 'cancelled' }));
    };
    const watch = (seconds: number): void => {
      endWatch();
      if (watchdogSeconds === 0 || ended) return;
      endWatch = startWatchdog(seconds, {
        beats: () => gauges.beats,
        glimpse: () => glimpseWorker(script.href),
        stuck: (seen) => {
          const message = `nothing moved for ${seconds} s, as in a loop without an end`;
          lost({ stack: '', ...seen, message });
        },
      });
    };
    const hear = async (message: FromWorker): Promise<void> => {
      switch (message.kind) {
        case 'ready':
          await supervisor.ready(message.head, message.world);
          if (signal.aborted) return;
          started = true;
          gauges.start(message.head.startUs, message.head.untilUs);
          watch(watchdogSeconds);
          return tell('go');
        case 'chunk':
          supervisor.take(message.chunk);
          return gauges.taken();
        default:
          return end(() => resolve(message));
      }
    };
    worker.on('message', (message: FromWorker) => {
      hear(message).catch((error: unknown) => end(() => reject(error as Error)));
    });
    worker.on('error', (error: Error) => {
      lost({ message: deathOf(error), stack: error.stack ?? '' });
    });
    worker.on('exit', () => lost({ message: 'the thread that simulates ended by itself', stack: '' }));
    signal.addEventListener('abort', abort);
    if (memoryMiB !== undefined) {
      const tooMuch = (): void => lost({ message: TOO_MUCH_MEMORY, stack: '' });
      endGuard = guardMemory({ gauges, limitMiB: memoryMiB, comesAgain: false, tooMuch });
    }
    watch(Math.max(watchdogSeconds, LOADING_SECONDS));
  });
}
