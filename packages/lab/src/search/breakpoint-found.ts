import type { Changes } from '../design/design.ts';
import type { HeldRuns } from './held-runs.ts';
import type { AxisRange } from './search-axis.ts';
import type { PlayTrials } from './trials.ts';

/** What value of a parameter is looked for, and how hard. */
export interface BreakpointOptions extends AxisRange {
  readonly play: PlayTrials;
  /** The parameter, as in `shocks.tariffs.params.drop`. */
  readonly path: string;
  /** What is to hold, as in `USDe/USDT@alpha.lowestRatio < 0.9`; see `parseCondition`. */
  readonly condition: string;
  /** In what share of runs at least; 0.5 unless given. */
  readonly share?: number;
  /** How many seeds every value is played with, and the first; 40 from 1 unless given. */
  readonly replicates?: number;
  readonly firstSeed?: number;
  /** That of the interval; 0.95 unless given. */
  readonly level?: number;
  /** Which part of the range two values may lie apart in the end; a two-hundredth unless given. */
  readonly tolerance?: number;
  /** How many values are tried first, spread evenly over the range, to see whether the share rises at all; 5 unless given. */
  readonly coarse?: number;
  /** Other changes under which it is looked for. */
  readonly changes?: Changes;
  /** The start of the scenario in microseconds since the epoch, for conditions with a time of day. */
  readonly startUs?: number;
  /** Called after each round of tries, with the runs so far. */
  readonly onRound?: (runs: number) => void;
}

/** A value that was tried. */
export interface BreakpointTry extends HeldRuns {
  /** In the unit of the axis. */
  readonly value: number;
}

/** The smallest value at which a condition holds in a share of runs. */
export interface Breakpoint {
  readonly path: string;
  /** As in `bp`; empty for plain numbers. */
  readonly unit: string;
  readonly condition: string;
  readonly share: number;
  /** `always` and `never` when the condition holds at the low end already, or nowhere in the range. */
  readonly outcome: 'found' | 'always' | 'never';
  /** The smallest value tried at which the share is reached; null unless found. */
  readonly value: number | null;
  /** The interval of the value; null on a side that lies outside the range, or that so few runs cannot tell. */
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly replicates: number;
  readonly runs: number;
  readonly failed: number;
  /** In ascending order of the values. */
  readonly tries: readonly BreakpointTry[];
  /** Sentences on what should make a reader careful. */
  readonly warnings: readonly string[];
  readonly text: string;
}
