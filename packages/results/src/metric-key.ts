import type { MetricValue } from '@ebb/sdk';

/** The flat name of a measured number: `ATOM/USDT:USDT@alpha.low`, or `trades` for the run as a whole. */
export function metricKey(value: Pick<MetricValue, 'subject' | 'name'>): string {
  return value.subject === undefined ? value.name : `${value.subject}.${value.name}`;
}
