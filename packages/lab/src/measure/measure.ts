import { listNames, nearestName } from '@ebb/engine';
import { bindCondition, parseCondition, unknownMetric } from './condition.ts';
import type { BoundCondition, Condition, KnownMetrics } from './condition.ts';

/**
 * What is compared: the mean of a metric, a quantile of it, the mean of the runs beyond a quantile (expected shortfall), or the
 * probability that a run meets a condition.
 */
export type Measure =
  | { readonly kind: 'mean'; readonly text: string; readonly metric: string }
  | { readonly kind: 'quantile' | 'tail'; readonly text: string; readonly metric: string; readonly share: number }
  | { readonly kind: 'event'; readonly text: string; readonly condition: Condition };

/** A measure whose metric is known. */
export type BoundMeasure = {
  /** As it was written, with single spaces. */
  readonly text: string;
  /** The column of the study that holds the metric, or its moment. */
  readonly column: string;
  /** That of the metric; `us` of a moment, microseconds since the epoch; undefined where it is not known. */
  readonly unit: string | undefined;
} & (
  | { readonly kind: 'mean' }
  | { readonly kind: 'quantile' | 'tail'; readonly share: number }
  | { readonly kind: 'event'; readonly condition: BoundCondition }
);

/** What a measure may look like. */
export const MEASURE_EXPECTED =
  "a metric such as 'USDe/USDT@alpha.lowestRatio', one in 'median(…)', 'q95(…)' or 'es95(…)', or an event such as " +
  "'USDe/USDT@alpha.lowestRatio < 0.9'";

const CALL = /^([^\s()<>=!@/.]+(?:\.\d+)?)\((.*)\)$/;
const SHARE = /^(q|es)(\d{1,2}(?:\.\d+)?)$/;
const SIGN = /[<>=]/;
const WORDS = ['mean', 'median', 'q95', 'es95'];
const MOMENT = /\.at$/;

/**
 * Reads a measure: a metric, `mean(metric)`, `median(metric)`, a quantile as `q95(metric)`, a tail as `es95(metric)` (the mean of
 * the highest 5 % of runs; `es05` is that of the lowest), or an event as `metric < 0.9` by the rules of `parseCondition`. Throws a
 * RangeError for anything else.
 */
export function parseMeasure(written: string): Measure {
  const text = written.trim().replace(/\s+/g, ' ');
  const call = CALL.exec(text);
  if (call !== null) return inCall(call[1]!, call[2]!.trim(), text);
  if (SIGN.test(text)) {
    const condition = parseCondition(text);
    return { kind: 'event', text: condition.text, condition };
  }
  if (text === '' || text.includes(' ')) throw new RangeError(`expected ${MEASURE_EXPECTED}, found '${text}'`);
  return { kind: 'mean', text, metric: text };
}

/**
 * Finds a measure's metric among those that runs measure. Throws a RangeError, with the nearest name, for one that no run measures,
 * and for an event whose edge says nothing in the metric's unit.
 */
export function bindMeasure(measure: Measure, known: KnownMetrics): BoundMeasure {
  const { kind, text } = measure;
  if (kind === 'event') {
    const condition = bindCondition(measure.condition, known);
    const column = condition.isMoment ? `${condition.metric}.at` : condition.metric;
    return { kind, text, column, unit: unitOf(column, known), condition };
  }
  const { metric } = measure;
  const unit = unitOf(metric, known);
  if (!known.units.has(metric) && unit === undefined) {
    throw new RangeError(unknownMetric(metric, [...known.units.keys()], text === metric ? undefined : text));
  }
  return kind === 'mean'
    ? { kind, text, column: metric, unit }
    : { kind, text, column: metric, unit, share: measure.share };
}

function inCall(word: string, metric: string, text: string): Measure {
  if (SIGN.test(metric)) {
    const hint = `an event is written by itself, as in '${metric}'`;
    throw new RangeError(`in '${text}': expected a metric in the brackets, found an event; ${hint}`);
  }
  if (metric === '' || metric.includes(' ')) {
    throw new RangeError(`in '${text}': expected a metric in the brackets, found '${metric}'`);
  }
  if (word === 'mean') return { kind: 'mean', text, metric };
  if (word === 'median') return { kind: 'quantile', text, metric, share: 0.5 };
  const [, letters, percent] = SHARE.exec(word) ?? [];
  // Twelve figures: 99.9 over 100 is 0.999.
  const share = Number((Number(percent) / 100).toPrecision(12));
  if (!(share > 0)) throw new RangeError(unknownWord(word, text));
  return { kind: letters === 'q' ? 'quantile' : 'tail', text, metric, share };
}

function unknownWord(word: string, text: string): string {
  const nearest = nearestName(word, WORDS);
  const hint = nearest === undefined ? `; known are ${listNames(WORDS)}` : ` (did you mean '${nearest}'?)`;
  return `in '${text}': expected mean, median, a quantile from q1 to q99.9 or a tail such as es95, found '${word}'${hint}`;
}

function unitOf(column: string, { units }: KnownMetrics): string | undefined {
  if (units.has(column)) return units.get(column);
  return MOMENT.test(column) && units.has(column.replace(MOMENT, '')) ? 'us' : undefined;
}
