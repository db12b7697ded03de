import type { Changes } from '../design/design.ts';
import type { AxisRange } from './search-axis.ts';
import type { PlayTrials } from './trials.ts';

/** What an attacker wants: as much of a metric as its cost is worth, or a condition broken as cheaply as can be. */
export type AttackGoal =
  | {
      /** The metric that is to be large: the damage, or the attacker's own profit. */
      readonly gain: string;
      /** How much of it a unit of cost is worth to the attacker; 1 unless given. */
      readonly lambda?: number | undefined;
    }
  | {
      /** What is to happen, as in `USDe/USDT@alpha.lowestRatio < 0.95`. */
      readonly breaks: string;
      /** In what share of runs at least; 0.5 unless given. */
      readonly share?: number | undefined;
    };

/** How an attack is searched. */
export interface AttackSearch {
  readonly play: PlayTrials;
  /** What the attacker may choose, by the path of each parameter. */
  readonly axes: Readonly<Record<string, AxisRange>>;
  /** A metric, or the path of one of the axes, that says what the attack costs; nothing unless given, for a gain alone. */
  readonly cost?: string;
  /** Other changes under which it is looked for, such as the agent that attacks. */
  readonly changes?: Changes;
  /** Of the search's own luck; 1 unless given. */
  readonly seed?: string | number;
  /** The first seed of the runs; 1 unless given. Those of the search and of the final runs are never the same. */
  readonly firstSeed?: number;
  /** How many seeds a trial of the search has, the same for all trials of a generation; 8 unless given. */
  readonly replicates?: number;
  /** How many seeds the final trials have; 60 unless given. */
  readonly finalReplicates?: number;
  /** How many trials the search may make; 60 for each parameter and 100 unless given. */
  readonly maxTrials?: number;
  /** How often the search for a gain begins anew with a larger population; 0 unless given. */
  readonly restarts?: number;
  /** That of the intervals; 0.95 unless given. */
  readonly level?: number;
  /** The start of the scenario in microseconds since the epoch, for conditions with a time of day. */
  readonly startUs?: number;
  /** Called after each generation with the runs so far. */
  readonly onRound?: (runs: number) => void;
}

/** What attack is searched, and how. */
export interface AttackOptions extends AttackSearch {
  readonly goal: AttackGoal;
}
