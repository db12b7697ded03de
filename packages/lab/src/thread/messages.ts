import type { ScenarioRequest } from '@ebb/engine/node';
import type { RunManifest, RunResult } from '@ebb/results';
import type { RunFolder } from '@ebb/results/store';
import type { Changes } from '../design/design.ts';

/** A piece of a table of results. */
export type Chunk = Parameters<RunFolder['sink']['write']>[0];

/** What is to be played, and how; handed to the thread that simulates. */
export interface RunRequest extends ScenarioRequest {
  readonly seed: string;
  readonly record?: 'default' | 'all' | 'none';
  readonly audit: boolean;
  /** Laid over the scenario in this order, after those of the request. */
  readonly changes?: readonly Changes[];
  /** The hash of the built packages, for those who want the address of the world. */
  readonly build?: string;
}

/** What is known of a run before it starts. */
export type RunHead = Omit<RunManifest, 'tables' | 'traceHash' | 'events' | 'status' | 'fault' | 'simulatedUntilUs'>;

/** What the simulating thread is started with. */
export interface WorkerData {
  readonly request: RunRequest;
  /** See `RunGauges`. */
  readonly gauges: SharedArrayBuffer;
}

/** What the simulating thread says. Errors travel as text: their messages do not survive the way between threads. */
export type FromWorker =
  | { readonly kind: 'refused'; readonly sentences: string }
  | { readonly kind: 'ready'; readonly head: RunHead; readonly world: string }
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'done'; readonly result: RunResult; readonly source?: string };

/** What it is told: that the results have a place and the run may start, and that it should end early. */
export type ToWorker = 'go' | 'abort';
