import type { ColumnSink, Plugin } from '@ebb/sdk';
import { BadInput, problemAt } from '../scenario/index.ts';

/** A plugin, where it came from and what it was made of. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  /** The file or package it was loaded from. */
  readonly from: string;
  /** Hash of its files; the same bytes give the same hash everywhere. */
  readonly hash: string;
}

/** What a run needs of the world outside; every part is optional in a browser or a test. */
export interface Host {
  /** Loads what an entry of `plugins:` names, in the file `from`; throws BadInput when there is nothing to load. */
  load(entry: string, from: string): Promise<readonly LoadedPlugin[]>;
  /** Milliseconds of real time since some moment; for timings and nothing else. */
  stopwatch(): number;
  /** Lets the host breathe: it may draw, answer messages, or abort `signal`. */
  pause(): Promise<void>;
  /** Takes the columns that recorders fill. */
  readonly sink: ColumnSink;
  /** Ends the run early when aborted. */
  readonly signal?: AbortSignal;
}

/** A host that loads nothing, times nothing and keeps nothing. */
export const idleHost: Host = {
  load: (entry, file) => {
    const sentence = `the plugin '${entry}' cannot be loaded here; hand it over with the scenario`;
    const mistake = { expected: 'plugins at hand', found: `'${entry}'`, sentence };
    return Promise.reject(new BadInput([problemAt({ file, line: 0, column: 0 }, ['plugins'], mistake)]));
  },
  stopwatch: () => 0,
  pause: () => Promise.resolve(),
  sink: { write: () => {} },
};
