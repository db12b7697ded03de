import type { Changes, PlayTrials, StudyRequest } from '@ebb/lab';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { given } from '../given.ts';
import { showSearch } from '../print/show-search.ts';
import { UsageError } from '../usage-error.ts';

/** The options of every command that searches. */
export interface SearchOptions {
  readonly store: string;
  readonly jobs?: number;
  readonly watchdog: number;
  readonly json?: boolean;
}

/** What is searched in. */
export interface Searched {
  readonly request: StudyRequest;
  readonly changes: Changes;
}

/**
 * Runs a search with a player of its trials, and prints what it came to: its text, or all of it as JSON. Interrupted, it goes
 * on from its last whole round when it is started again. A first run tells whether what is `asked` of runs is measured at all, before
 * a round is played for nothing.
 */
export async function search(
  { request, changes }: Searched,
  { store, jobs, watchdog, json = false }: SearchOptions,
  asked: { readonly firstSeed: number; readonly refuse: (units: ReadonlyMap<string, string>) => void } | undefined,
  work: (play: PlayTrials, tell: (runs: number) => void) => Promise<{ readonly text: string }>,
): Promise<ExitCode> {
  const { keptLocal, trialsPlayer } = await import('@ebb/lab');
  const executor = keptLocal(given({ jobs }));
  const aborting = abortOnSignal('the search');
  const shown = await showSearch();
  try {
    const play = await trialsPlayer({
      ...{ request, changes, store, watchdogSeconds: watchdog, signal: aborting.signal },
      executor,
      onProgress: shown.take,
    });
    if (asked !== undefined) {
      const [[first] = []] = await play([{}], [asked.firstSeed]);
      if (first?.fault === undefined) asked.refuse(first?.units ?? new Map());
    }
    const { text, ...found } = await work(play, shown.round);
    shown.end();
    process.stdout.write(json ? `${JSON.stringify(found)}\n` : `${text}\n`);
    return EXIT.ok;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (name === 'SearchInterrupted') {
      process.stderr.write(`interrupted; started again it goes on from its last whole round\n`);
      return EXIT.interrupted;
    }
    // What makes no sense in a range, a metric or a condition is told as one.
    if (name === 'RangeError') throw new UsageError(`ebb: ${message}`);
    throw error;
  } finally {
    shown.end();
    aborting.end();
    await executor.close();
  }
}
