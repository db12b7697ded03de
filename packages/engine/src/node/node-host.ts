import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ColumnSink } from '@ebb/sdk';
import { idleHost } from '../host/host.ts';
import type { Host } from '../host/host.ts';
import { wholeFile } from './file-problem.ts';
import { loadPlugins } from './load-plugins.ts';

/** What a caller gives a run on Node. */
export interface NodeHostOptions {
  /** Ends the run early when aborted. */
  readonly signal?: AbortSignal;
  /** Takes the recorded columns; without one they are dropped. */
  readonly sink?: ColumnSink;
}

/** A host that loads plugins from the disk, reads the machine's clock and lets the event loop turn. */
export function nodeHost({ signal, sink = idleHost.sink }: NodeHostOptions = {}): Host {
  return {
    load: (entry, from) => loadPlugins(entry, path.dirname(from), wholeFile(from)),
    stopwatch: () => performance.now(),
    pause: () => setImmediate(),
    sink,
    ...(signal === undefined ? {} : { signal }),
  };
}
