import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';

/** The options of `ebb worker`. */
export interface WorkerOptions {
  /** The URL of a Redis or Valkey. */
  readonly queue: string;
  readonly store: string;
  readonly jobs?: number;
}

/** Plays chunks of studies for whoever gives them out, until it is stopped. */
export async function worker({ queue, store, jobs }: WorkerOptions): Promise<ExitCode> {
  const { buildHash, startWorker } = await import('@ebb/lab');
  const build = await buildHash();
  const aborting = abortOnSignal('the worker');
  const say = (sentence: string): void => void process.stderr.write(`ebb: ${sentence}\n`);
  const lanes = jobs === undefined ? {} : { jobs };
  try {
    say(`waiting for work; studies lie at ${store}`);
    await startWorker({ url: queue, store, build, ...lanes, signal: aborting.signal, onNotice: say });
    return EXIT.ok;
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  } finally {
    aborting.end();
  }
}
