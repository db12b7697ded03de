import type { RunResult } from '@ebb/results';
import type { PlayOrder } from './play-run.ts';

/** What a thread of the pool is asked to play. */
export interface PoolTask extends Required<Pick<PlayOrder, 'request' | 'changes' | 'build' | 'seed'>> {
  /** See `RunGauges`. */
  readonly gauges: SharedArrayBuffer;
}

/** What it answers. Errors travel as text: their messages do not survive the way between threads. */
export type PoolReply =
  /** The files of the scenario, or the plugins at hand, cannot be read. */
  | { readonly kind: 'unreadable'; readonly sentences: string }
  /** With these changes the scenario cannot be played. */
  | { readonly kind: 'refused'; readonly sentences: string }
  | {
      readonly kind: 'done';
      readonly world: string;
      readonly manifest: Pick<RunResult['manifest'], 'status' | 'traceHash' | 'events' | 'fault'>;
      readonly metrics: RunResult['metrics'];
    };
