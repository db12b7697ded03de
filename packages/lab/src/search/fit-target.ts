import type { TargetSpec } from '@ebb/engine';
import { unknownMetric } from '../measure/condition.ts';
import { edgeIn } from '../measure/edge-in.ts';
import { moments } from '../statistics/moments.ts';
import { unitsOf } from './held-runs.ts';
import type { TrialRun } from './trials.ts';

/** How far apart target and run lie is counted in: the target's own uncertainty, or how far runs differ. */
export type Weighting = 'bands' | 'runs';

/** A target as a calibration sees it; numbers in the unit of the metric, moments in microseconds since the epoch. */
export interface FitTarget {
  readonly name: string;
  readonly metric: string;
  readonly isMoment: boolean;
  /** As in `USDT`; `us` of a moment; empty where it is not known. */
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  /** Whether parameters are fitted to it; else it is held out. */
  readonly fitted: boolean;
  /** What counts as one unit of distance. */
  readonly scale: number;
}

/** A band holds the target in nineteen of twenty cases, so its width is that many standard deviations of a normal law. */
const BAND_DEVIATIONS = 3.92;

/**
 * Reads targets against trials. The scale is the standard deviation of a normal law of which the band holds 95 %, or with `runs`, or
 * for a band with one edge, that of the runs within a trial, and where trials have one run, that of all. Throws a RangeError for a metric that none of them measures, with the nearest
 * name, and for edges that say nothing in its unit.
 */
export function fitTargets(
  targets: Readonly<Record<string, TargetSpec>>,
  isFitted: (name: string, target: TargetSpec) => boolean,
  trials: readonly (readonly TrialRun[])[],
  weighting: Weighting,
): readonly FitTarget[] {
  const units = unitsOf(trials.flat());
  return Object.entries(targets).map(([name, target]) => {
    const { metric, at } = target;
    if (!units.has(metric)) throw new RangeError(unknownMetric(metric, [...units.keys()], `target ${name}`));
    const unit = at ? 'us' : (units.get(metric) ?? '');
    const [low, high] = [target.low, target.high].map((bound) => {
      const edge = bound && edgeIn(bound, at ? 'us' : unit || 'fraction');
      if (bound !== undefined && edge === undefined) {
        throw new RangeError(`target ${name}: ${metric} is in ${unit || 'plain numbers'}, and its band is not`);
      }
      return edge;
    });
    const edges = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
    const fit = { name, metric, isMoment: at, unit, ...edges, fitted: isFitted(name, target) };
    const own = low !== undefined && high !== undefined && high > low ? (high - low) / BAND_DEVIATIONS : undefined;
    return { ...fit, scale: weighting === 'bands' && own !== undefined ? own : spreadOf({ ...fit, scale: 1 }, trials) };
  });
}

/** What each run has for a target; infinite where it has nothing, as a recovery that never came: see `judge`. */
export function targetValues({ metric, isMoment }: FitTarget, runs: readonly TrialRun[]): readonly number[] {
  return runs.map((run) => {
    const value = run.fault === undefined ? (isMoment ? run.moments : run.metrics).get(metric) : undefined;
    return value === undefined || Number.isNaN(value) ? Infinity : value;
  });
}

/** The median of what runs have for a target; infinite where half of them have nothing. */
export function targetMiddle(target: FitTarget, runs: readonly TrialRun[]): number {
  const ascending = [...targetValues(target, runs)].sort((a, b) => (a < b ? -1 : Number(a > b)));
  const [left, right] = [ascending[Math.ceil(ascending.length / 2) - 1]!, ascending[Math.floor(ascending.length / 2)]!];
  return left === right ? left : (left + right) / 2;
}

/** Beyond this a distance says only "far". */
const FAR = 100;

/**
 * How far runs are from a target, in its scale, with a sign: from the middle of a band, and from the edge of one with one edge when
 * they are beyond it. Runs that mostly have nothing are far off, the further the more of them.
 */
export function targetDistance(target: FitTarget, runs: readonly TrialRun[]): number {
  const { low, high, scale } = target;
  const middle = targetMiddle(target, runs);
  if (!Number.isFinite(middle)) {
    const missing = targetValues(target, runs).filter((value) => value === Infinity).length;
    return FAR * (1 + missing / runs.length);
  }
  const distance =
    low === undefined
      ? Math.max(0, middle - (high ?? Infinity))
      : high === undefined
        ? Math.min(0, middle - low)
        : middle - (low + high) / 2;
  return Math.max(-FAR, Math.min(FAR, distance / scale));
}

function spreadOf(target: FitTarget, trials: readonly (readonly TrialRun[])[]): number {
  const groups = trials.some((runs) => runs.length > 1) ? trials : [trials.flat()];
  let [squares, freedom] = [0, 0];
  for (const runs of groups) {
    const values = targetValues(target, runs).filter((value) => Number.isFinite(value));
    if (values.length < 2) continue;
    const { sd } = moments(values);
    squares += sd * sd * (values.length - 1);
    freedom += values.length - 1;
  }
  const spread = Math.sqrt(squares / freedom);
  // Runs that are all alike give no scale; a hundredth of the edge does instead.
  return spread > 0 ? spread : Math.max(Math.abs(target.low ?? target.high ?? 1) / 100, 1e-9);
}
