import type { StudyRun } from '@ebb/results';
import type { StudyFolder } from '@ebb/results/store';
import type { Changes } from '../design/design.ts';

/** Which scenario is played and with which plugins; the changes of a study come on top. */
export interface StudyRequest {
  /** The path of the scenario's file. */
  readonly scenario: string;
  readonly plugins: readonly string[];
}

/** One run that a study asks for. It is all that another machine needs to know besides the request. */
export interface RunOrder {
  readonly point: number;
  readonly variant: string;
  readonly seed: number;
  /** Laid over the scenario in this order: the variant's patch, then the values of the point. */
  readonly changes: readonly Changes[];
  /** See `StudyRun.values`. */
  readonly values: StudyRun['values'];
}

/** How far the work is. */
export interface WorkProgress {
  /** Runs that are over, how many of them failed, and how many there are to be in this call. */
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** The part of them that is behind, with what is under way, from 0 to 1. */
  readonly share: number;
  /** Facts and intents so far. */
  readonly events: number;
}

/** What is to be played, and where the results go. */
export interface Work {
  readonly request: StudyRequest;
  /** In the order of point, variant, seed. May be very many: it is walked through once, and not kept. */
  readonly orders: Iterable<RunOrder>;
  readonly total: number;
  /** Takes each chunk of results as one file. */
  readonly folder: StudyFolder;
  /** What one run takes, in seconds, as far as is known; chunks are sized by it and by what is measured on the way. */
  readonly secondsPerRun?: number;
  /** How often a run is tried before it is given up and kept as failed; 2 unless given. */
  readonly tries?: number;
  /** Seconds after which a run that stands still is ended; 0 for never. */
  readonly watchdogSeconds?: number;
  /** Ends it early when aborted: what is over is written, what is under way is dropped. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: WorkProgress) => void;
}

/**
 * Plays runs somewhere: on this machine's processors, on a part of them, or on many machines. Resolves when every run of
 * the work is in the folder, or when the signal has ended it. Rejects with a StoreError when results cannot be written, and with
 * BadInput when a scenario cannot be played at all. A run that breaks is a result like any other.
 */
export interface Executor {
  /** As in `local`. */
  readonly name: string;
  execute(work: Work): Promise<void>;
}
