import type { Columns, MetricValue } from '@ebb/sdk';
import { metricKey } from '../metric-key.ts';
import { finiteOrNull } from '../run-result.ts';

/** A measured number as `metrics.json` has it. */
export interface MetricRecord {
  readonly key: string;
  readonly subject?: string;
  readonly name: string;
  /** Null where there was nothing to measure. */
  readonly value: number | null;
  readonly unit: string;
  /** Microseconds since the epoch. */
  readonly atUs?: number;
}

/** The numbers of a run as a table; `at_us` is an integer since most have no moment. */
export function metricsTable(metrics: readonly MetricValue[]): Columns {
  return {
    table: 'metrics',
    rows: metrics.length,
    columns: [
      { name: 'key', kind: 'text', data: metrics.map(metricKey) },
      { name: 'subject', kind: 'text', data: metrics.map(({ subject }) => subject ?? '') },
      { name: 'name', kind: 'text', data: metrics.map(({ name }) => name) },
      { name: 'value', kind: 'number', data: Float64Array.from(metrics, ({ value }) => value) },
      { name: 'unit', kind: 'text', data: metrics.map(({ unit }) => unit) },
      { name: 'at_us', kind: 'integer', unit: 'us', data: Float64Array.from(metrics, ({ atUs }) => atUs ?? NaN) },
    ],
  };
}

/** The numbers of a run as JSON has them. */
export function metricRecords(metrics: readonly MetricValue[]): readonly MetricRecord[] {
  return metrics.map((metric) => ({ key: metricKey(metric), ...metric, value: finiteOrNull(metric.value) }));
}

/** The numbers that `metricRecords` wrote. */
export function metricsOf(records: readonly MetricRecord[]): readonly MetricValue[] {
  return records.map(({ subject, name, value, unit, atUs }) => ({
    ...(subject === undefined ? {} : { subject }),
    name,
    value: value ?? NaN,
    unit,
    ...(atUs === undefined ? {} : { atUs }),
  }));
}
