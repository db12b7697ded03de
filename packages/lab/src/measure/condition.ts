import { BOUND_EXPECTED, listNames, nearestName, readBound, resolveTime } from '@ebb/engine';
import type { WrittenBound } from '@ebb/engine';
import { edgeIn } from './edge-in.ts';

/** How a number is compared with the edge of a condition. */
export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** A condition on one number of a run, as it was written; its edge has the metric's unit only once that is known. */
export interface Condition {
  /** As it was written, with single spaces. */
  readonly text: string;
  /** The flat name of a metric, or that of its moment: `BTC/USD@usd.low.at`. */
  readonly metric: string;
  readonly comparison: Comparison;
  readonly edge: WrittenBound;
  /** Whether a run in which the metric has no number meets it too. */
  readonly orMissing: boolean;
}

/** A condition whose metric is known and whose edge is a number of the metric's unit. */
export interface BoundCondition extends Omit<Condition, 'edge'> {
  readonly edge: number;
  /** Whether `metric` is that of a moment, in microseconds since the epoch, without the `.at`. */
  readonly isMoment: boolean;
}

/** What is known of the runs that a condition is asked of. */
export interface KnownMetrics {
  /** Units of the metrics by `metricKey`; undefined where the unit is not known. */
  readonly units: ReadonlyMap<string, string | undefined>;
  /** The start of the scenario, which tells what day `20:50` is on. */
  readonly startUs?: number;
}

/** What a condition may look like. */
export const CONDITION_EXPECTED = "a condition such as 'USDe/USDT@alpha.lowestRatio < 0.95'";

const WRITTEN = /^(.+?)\s*(<=|>=|!=|==|=|<|>)\s*(.+?)(\s+or\s+missing)?$/;
const MOMENT = /\.at$/;

/**
 * Reads a condition: a metric, one of `<`, `<=`, `>`, `>=`, `=`, `!=`, and a number (`0.9`, `1.2 M`), a fraction (`5%`), a duration
 * (`90 min`) or, for a metric's moment, a time (`20:50`); then perhaps `or missing`. Throws a RangeError for anything else.
 */
export function parseCondition(written: string): Condition {
  const match = WRITTEN.exec(written.trim());
  if (match === null) throw new RangeError(`expected ${CONDITION_EXPECTED}, found '${written}'`);
  const [, metric = '', sign = '', quantity = '', missing] = match;
  const edge = readBound(quantity);
  if (!edge.ok) throw new RangeError(`in '${written.trim()}': expected ${BOUND_EXPECTED}, found '${quantity}'`);
  const comparison = (sign === '==' ? '=' : sign) as Comparison;
  const orMissing = missing !== undefined;
  const text = [metric, comparison, quantity, ...(orMissing ? ['or missing'] : [])].join(' ');
  return { text, metric, comparison, edge: edge.value, orMissing };
}

/**
 * Finds a condition's metric among those that runs measure and gives its edge that metric's unit. Throws a RangeError, with the
 * nearest name, for a metric that no run measures, and for an edge that says nothing in its unit.
 */
export function bindCondition(condition: Condition, { units, startUs }: KnownMetrics): BoundCondition {
  const { text, metric, comparison, edge, orMissing } = condition;
  const isMoment = !units.has(metric) && MOMENT.test(metric);
  const key = isMoment ? metric.replace(MOMENT, '') : metric;
  if (!units.has(key)) throw new RangeError(unknownMetric(key, [...units.keys()], text));
  const value = isMoment ? instantOf(edge, startUs) : edgeOf(edge, units.get(key));
  if (value !== undefined) return { text, metric: key, comparison, edge: value, orMissing, isMoment };
  const unit = units.get(key) ?? 'a unit that is not known';
  const wanted = isMoment ? 'the moment of a metric is compared with a time' : `${key} is in ${unit}`;
  throw new RangeError(`'${text}' cannot be told: ${wanted}`);
}

/** Whether a run meets a condition; the number is NaN or undefined where the run has none, which meets only `or missing`. */
export function meetsCondition(condition: BoundCondition, value: number | undefined): boolean {
  const { comparison, edge, orMissing } = condition;
  if (value === undefined || Number.isNaN(value)) return orMissing;
  switch (comparison) {
    case '<':
      return value < edge;
    case '<=':
      return value <= edge;
    case '>':
      return value > edge;
    case '>=':
      return value >= edge;
    case '=':
      return value === edge;
    case '!=':
      return value !== edge;
  }
}

/** Says that no run measures a metric, with the nearest name, or else the names there are. */
export function unknownMetric(metric: string, known: readonly string[], where?: string): string {
  if (known.length === 0) return `no run has been completed that could tell '${where ?? metric}'`;
  const nearest = nearestName(metric, known);
  const hint = nearest === undefined ? `; measured are ${listNames(known)}` : ` (did you mean '${nearest}'?)`;
  return `${where === undefined ? '' : `in '${where}': `}a run measures no '${metric}'${hint}`;
}

function edgeOf(edge: WrittenBound, unit: string | undefined): number | undefined {
  if (edge.kind === 'time') return undefined;
  // Of an unknown unit a percentage can only be a part of one.
  return edgeIn(edge, unit ?? 'fraction');
}

function instantOf(edge: WrittenBound, startUs: number | undefined): number | undefined {
  if (edge.kind === 'time' && edge.time.kind === 'instant') return edge.time.us;
  if (startUs === undefined) return undefined;
  if (edge.kind === 'time') return resolveTime(edge.time, startUs);
  return edge.kind === 'span' ? startUs + edge.value : undefined;
}
