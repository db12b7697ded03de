import path from 'node:path';
import { RunGauges, superviseRun } from '@ebb/lab/thread';
import type { Outcome, RunHead } from '@ebb/lab/thread';
import type { RunResult } from '@ebb/results';
import type { RunFolder } from '@ebb/results/store';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { faultText } from '../print/fault-text.ts';
import { showRun } from '../print/show-run.ts';
import { requestOf } from './check.ts';
import type { CheckOptions } from './check.ts';
import { runOrigin } from './run-origin.ts';

/** The options of `ebb run`. */
export interface RunOptions extends CheckOptions {
  readonly seed: string;
  readonly out?: string;
  readonly record?: 'default' | 'all' | 'none';
  readonly json?: boolean;
  readonly audit?: boolean;
  readonly watchdog: number;
}

/**
 * Plays a scenario and leaves its results in a folder. Throws a StoreError when they cannot be written; prints everything
 * else, and says by the exit code how it ended.
 */
export async function run(options: RunOptions): Promise<ExitCode> {
  const { seed, record, audit = false, json = false } = options;
  const gauges = new RunGauges();
  const aborting = abortOnSignal('the run');
  const startedAt = new Date().toISOString();
  const begunMs = performance.now();
  let opened: Opened | undefined;
  let endProgress = (): void => {};
  // Loads while the other thread reads the scenario.
  const store = import('@ebb/results/store');
  const request = { ...requestOf(options), seed, audit, ...(record === undefined ? {} : { record }) };
  try {
    const outcome = await superviseRun(request, gauges, {
      signal: aborting.signal,
      watchdogSeconds: options.watchdog,
      ready: async (head) => {
        const { RunFolder } = await store;
        const asked = options.out ?? path.join('runs', `${head.scenario}-seed${head.seed}`);
        opened = { head, folder: await RunFolder.open(asked) };
        endProgress = await showRun(head, gauges);
      },
      take: (chunk) => {
        opened?.folder.sink.write(chunk);
        const error = opened?.folder.sink.error;
        if (error !== undefined && error !== null) throw error;
      },
    });
    endProgress();
    if (outcome.kind === 'refused') {
      process.stderr.write(`${outcome.sentences}\n`);
      return EXIT.badInput;
    }
    if (outcome.kind === 'cancelled') {
      await opened?.folder.discard();
      return EXIT.interrupted;
    }
    if (opened === undefined) return await tellEarlyLoss(outcome);
    const { result, source } = await resultOf(outcome, opened, (performance.now() - begunMs) / 1000);
    const timings = { ...result.timings, startedAt, request: runOrigin(opened.folder.path, options) };
    await opened.folder.commit({ ...result, timings });
    await print(result, opened.folder.path, json);
    return tellStatus(result, source);
  } catch (error) {
    endProgress();
    await opened?.folder.discard();
    throw error;
  } finally {
    aborting.end();
  }
}

/** A run whose results have a place. */
interface Opened {
  readonly head: RunHead;
  readonly folder: RunFolder;
}

type Ended = Extract<Outcome, { readonly kind: 'done' | 'lost' }>;

async function resultOf(
  outcome: Ended,
  { head, folder }: Opened,
  seconds: number,
): Promise<{ readonly result: RunResult; readonly source?: string }> {
  if (outcome.kind === 'done') return outcome;
  const { lostResult } = await import('@ebb/lab');
  const fault = { ...outcome.fault, seed: head.seed };
  const source = await sourceOf(outcome.stack);
  const result = lostResult(head, fault, folder.sink.tables, seconds);
  return source === undefined ? { result } : { result, source };
}

/** The thread was lost while it read the scenario or loaded plugins: nothing was written, and no time had begun. */
async function tellEarlyLoss(outcome: Ended): Promise<ExitCode> {
  if (outcome.kind === 'done') throw new Error('a run ended before it was ready');
  const source = await sourceOf(outcome.stack);
  const where = source === undefined ? '' : `\n    at ${source}`;
  process.stderr.write(`ebb: before the run started, ${outcome.fault.message}${where}\n`);
  return EXIT.fault;
}

async function sourceOf(stack: string): Promise<string | undefined> {
  const { displayPath, firstFrame } = await import('@ebb/engine/node');
  const place = firstFrame(stack);
  return place === undefined ? undefined : `${displayPath(place.file)}:${place.line}:${place.column}`;
}

async function print(result: RunResult, folder: string, json: boolean): Promise<void> {
  if (json) {
    const { toJson } = await import('@ebb/results');
    process.stdout.write(`${JSON.stringify(toJson(result, folder))}\n`);
    return;
  }
  const { runText } = await import('../print/run-text.ts');
  const relative = path.relative(process.cwd(), folder);
  process.stdout.write(runText(result, relative.startsWith('..') ? folder : relative));
}

function tellStatus({ manifest: { status, fault }, conservation }: RunResult, source?: string): ExitCode {
  if (fault !== undefined) {
    process.stderr.write(`${faultText(fault, source)}`);
    process.stderr.write('what was recorded until then is kept, marked failed\n');
    return conservation?.balanced === false ? EXIT.missed : EXIT.fault;
  }
  if (status !== 'interrupted') return EXIT.ok;
  process.stderr.write('interrupted; what was recorded until then is kept, marked interrupted\n');
  return EXIT.interrupted;
}
