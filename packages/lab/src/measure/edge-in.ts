import type { TargetBound } from '@ebb/engine';

/** Microseconds in the units of time that metrics have. */
const SPAN_US: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1e3,
  s: 1e6,
  min: 6e7,
  h: 3.6e9,
  d: 8.64e10,
};

/** Parts in the units of fractions that metrics have. */
const PARTS: Readonly<Record<string, number>> = { fraction: 1, bp: 1e4 };

/**
 * The edge of a band in the unit of a metric: a plain number is in that unit already, `90 min` are 5,400 of a metric in seconds,
 * `0.2%` are 20 of one in bp. Undefined where that makes no sense, as a percentage of a metric in USDT.
 */
export function edgeIn({ kind, value }: TargetBound, unit: string): number | undefined {
  if (kind === 'number' || kind === 'instant') return value;
  if (kind === 'span') return Object.hasOwn(SPAN_US, unit) ? value / SPAN_US[unit]! : undefined;
  // Twelve figures: 0.0007 times 10,000 is 7.
  return Object.hasOwn(PARTS, unit) ? Number((value * PARTS[unit]!).toPrecision(12)) : undefined;
}
