import type { RunResult } from '@ebb/results';

/** What went wrong in a replicate; who and when are absent where it broke before it had begun. */
export interface ReplicateFault {
  readonly message: string;
  readonly plugin?: string;
  readonly instance?: string;
  /** Simulated, in microseconds since the epoch. */
  readonly timeUs?: number;
}

/** One run of a scenario, reduced to what it measured. */
export interface Replicate {
  readonly seed: string;
  readonly traceHash: string;
  /** Of a run that failed, what was measured until then; empty when nothing was. */
  readonly metrics: RunResult['metrics'];
  /** Absent of a run that came to its end. */
  readonly fault?: ReplicateFault;
}
