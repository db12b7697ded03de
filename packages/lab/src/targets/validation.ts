import type { TargetSpec } from '@ebb/engine';
import { metricKey } from '@ebb/results';
import { edgeIn } from '../measure/edge-in.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judge.ts';
import type { Replicate, ReplicateFault } from '../execute/replicate-result.ts';

/** A target and what the replicates came to; numbers in `unit`. */
export interface JudgedTarget extends Judgement {
  readonly name: string;
  readonly metric: string;
  /** Whether the metric's moment was judged; numbers are microseconds since the epoch then. */
  readonly at: boolean;
  /** That of the metric; `us` of a moment, and empty when no replicate measured it. */
  readonly unit: string;
  /** Null on the side that is open. */
  readonly low: number | null;
  readonly high: number | null;
  readonly source: string;
  /** Whether parameters were chosen to meet it; else it is predicted. */
  readonly fitted: boolean;
  /** What else there is to say of it. */
  readonly note?: string;
}

/** A replicate that broke. */
export interface Failure extends ReplicateFault {
  readonly seed: string;
}

/** Whether a scenario does what it should. Nothing in it depends on the machine. */
export interface Validation {
  readonly scenario: string;
  readonly scenarioHash: string;
  /** `interrupted` when only some of the replicates were played. */
  readonly status: 'completed' | 'interrupted';
  /** How many were played, and with which seeds. */
  readonly replicates: number;
  readonly seeds: readonly string[];
  readonly targets: readonly JudgedTarget[];
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly Failure[];
}

/** Judges a target by replicates; one that failed, or measured nothing, did not reach it. */
export function judgeTarget(name: string, target: TargetSpec, replicates: readonly Replicate[]): JudgedTarget {
  const { metric, source, fitted, at, note } = target;
  const found = replicates.map(({ metrics, fault }) => {
    const measured = metrics.find((each) => metricKey(each) === metric);
    return { measured, isOver: fault === undefined };
  });
  const values = found.map(({ measured, isOver }) => {
    if (measured === undefined || !isOver) return NaN;
    return at ? (measured.atUs ?? NaN) : measured.value;
  });
  const measuredUnit = found.find(({ measured }) => measured !== undefined)?.measured?.unit ?? '';
  const unit = at ? 'us' : measuredUnit;
  const [low, high] = [target.low, target.high].map((bound) => bound && edgeIn(bound, unit));
  const band = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
  const edges = { low: low ?? null, high: high ?? null };
  return {
    name,
    metric,
    at,
    unit,
    ...edges,
    ...judge(band, values),
    fitted,
    source,
    ...(note === undefined ? {} : { note }),
  };
}
