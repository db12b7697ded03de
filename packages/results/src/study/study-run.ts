import type { MetricValue } from '@ebb/sdk';

/** What went wrong in a run; who and when are absent where it broke before it had begun. */
export interface RunBreak {
  readonly message: string;
  readonly plugin?: string;
  readonly instance?: string;
  /** Simulated, in microseconds since the epoch. */
  readonly timeUs?: number;
}

/** One run of a study: where it stands in it, and what it came to. Nothing in it depends on the machine. */
export interface StudyRun {
  /** The content address of the run: the same wherever the same rules, scenario, plugins and seed are played; 32 hex digits. */
  readonly run: string;
  /** The point of the design, from 0. */
  readonly point: number;
  readonly variant: string;
  readonly seed: number;
  /** What the varied parameters were at this point, by the names of their columns. */
  readonly values: Readonly<Record<string, number | string>>;
  readonly traceHash: string;
  /** Facts and intents. */
  readonly events: number;
  /** Of a run that broke, what was measured until then; empty when nothing was. */
  readonly metrics: readonly MetricValue[];
  /** Absent of a run that came to its end. */
  readonly fault?: RunBreak;
}
