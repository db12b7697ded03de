import type { TargetSpec } from '@ebb/engine';
import type { Changes } from '../design/design.ts';
import type { Judgement } from '../targets/judge.ts';
import type { Posterior } from './abc-smc.ts';
import type { Weighting } from './fit-target.ts';
import type { AxisRange } from './search-axis.ts';
import type { PlayTrials } from './trials.ts';

/** What is fitted to what, and how hard. */
export interface CalibrateOptions {
  readonly play: PlayTrials;
  /** The parameters that are free, by path, with their ranges. */
  readonly axes: Readonly<Record<string, AxisRange>>;
  /** Those of the scenario. */
  readonly targets: Readonly<Record<string, TargetSpec>>;
  /** The names of the targets that are fitted; those marked `fitted` unless given. The others are held out. */
  readonly fit?: readonly string[];
  /** `moments` unless given: see `matchMoments` and `abcSmc`. */
  readonly method?: 'moments' | 'abc';
  /** What distances are counted in; `bands` unless given. */
  readonly weights?: Weighting;
  /** Whether there may be more free parameters than fitted targets. */
  readonly underdetermined?: boolean;
  /** Other changes under which it is fitted. */
  readonly changes?: Changes;
  /** Of the search's own luck; 1 unless given. */
  readonly seed?: string | number;
  /** The first seed of the runs; 1 unless given. */
  readonly firstSeed?: number;
  /** Seeds of a trial; 16 unless given, for `abc` 1. */
  readonly replicates?: number;
  /** Fresh seeds by which before and after are judged; 32 unless given. */
  readonly finalReplicates?: number;
  /** 60 for each parameter and 100 unless given; for `abc` 20,000. */
  readonly maxTrials?: number;
  readonly restarts?: number;
  /** That of the intervals; 0.95 unless given. */
  readonly level?: number;
  /** Of `abc`: points of the posterior (200), generations (8), trials at once with common seeds (8), and the root mean square distance that will do (0.5). */
  readonly particles?: number;
  readonly generations?: number;
  readonly batchSize?: number;
  readonly tolerance?: number;
  /** Called after each set of runs, with the runs so far. */
  readonly onRound?: (runs: number) => void;
}

/** A parameter after it was fitted; numbers in its unit. */
export interface FittedParameter {
  readonly path: string;
  readonly unit: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The width of its interval as a part of its range. */
  readonly width: number;
  /** Whether the fitted targets say anything of it: its interval is clearly narrower than one that knows only the range. */
  readonly identified: boolean;
}

/** A target before and after, by fresh seeds. */
export interface CalibratedTarget {
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly fitted: boolean;
  readonly before: Judgement;
  readonly after: Judgement;
}

/** What a calibration came to. */
export interface Calibration {
  readonly method: 'moments' | 'abc';
  readonly parameters: readonly FittedParameter[];
  /** Those paths and values, as a patch file holds them. */
  readonly changes: Changes;
  readonly patch: string;
  readonly targets: readonly CalibratedTarget[];
  /** Root mean square distances of targets after, in their scales: of those fitted, and of those held out (null of none). */
  readonly distance: { readonly fitted: number; readonly heldOut: number | null };
  readonly level: number;
  readonly trials: number;
  readonly runs: number;
  /** Why it ended, in words that end a sentence. */
  readonly reason: string;
  /** Of `abc`: the sample, in the units of the parameters. */
  readonly posterior?: Omit<Posterior, 'reason'>;
  readonly warnings: readonly string[];
  readonly text: string;
}
