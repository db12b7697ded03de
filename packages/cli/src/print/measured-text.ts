import { formatAmount, formatClock, formatPrice, formatSpan } from '@ebb/results';

/** From here on an amount is told to three figures. */
const LARGE = 1e6;

/**
 * A measured number with its unit: `0.65 USDT`, `12.5 %` of a fraction, `38.2 min` of seconds; of a moment (`us`, microseconds since
 * the epoch) date and time in UTC.
 */
export function measuredText(value: number, unit: string): string {
  if (!Number.isFinite(value)) return formatPrice(value);
  if (unit === 'fraction') return `${percentText(value * 100)} %`;
  if (unit === 's') return formatSpan(value);
  if (unit === 'us') return `${new Date(value / 1000).toISOString().slice(0, 10)} ${formatClock(value)}`;
  return `${Math.abs(value) < LARGE ? formatPrice(value) : formatAmount(value)}${unit === '' ? '' : ` ${unit}`}`;
}

/** Three figures of a small one, two decimals of one from 10 % on: backings and prices near par differ in those. */
function percentText(percent: number): string {
  return Math.abs(percent) < 10 ? formatAmount(percent) : formatPrice(Number(percent.toFixed(2)));
}

/** From where to where, as in `2.5 to 3.5 %`; what both have in common is told once. */
export function rangeText([low, high]: readonly [number, number], unit: string): string {
  const [from, to] = [measuredText(low, unit), measuredText(high, unit)];
  if (unit === 'us' && from.slice(0, 10) === to.slice(0, 10)) return `${from} to ${formatClock(high)}`;
  const [, suffix] = / (\D+)$/.exec(to) ?? [];
  return `${suffix !== undefined && from.endsWith(` ${suffix}`) ? from.slice(0, -suffix.length - 1) : from} to ${to}`;
}
