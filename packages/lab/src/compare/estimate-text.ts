import { formatClock, formatPrice } from '@ebb/results';

/** A number between its limits; any of them may be NaN. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Whether a number is that of a variant or how far two are apart: percentages differ by points, moments by durations. */
export type Role = 'value' | 'difference';

/** What a number is multiplied by to be shown, and what stands behind it. */
interface Scale {
  readonly by: number;
  readonly suffix: string;
}

const MINUS = '−';
const NOTHING = '–';
const SPANS = [
  { from: 172_800, by: 1 / 86_400, suffix: ' d' },
  { from: 7_200, by: 1 / 3_600, suffix: ' h' },
  { from: 120, by: 1 / 60, suffix: ' min' },
] as const;
const STEPS = [
  { from: 1e12, by: 1e-12, suffix: ' tn' },
  { from: 1e9, by: 1e-9, suffix: ' bn' },
  { from: 1e6, by: 1e-6, suffix: ' M' },
] as const;

/**
 * An estimate with its interval, as in `−8.1 (−9.0 to −7.2) points`: all three in one unit and to the second figure of half the
 * interval's width, since what lies behind that is luck. `–` for what is no number.
 */
export function estimateText(estimate: Ranged, unit: string | undefined, role: Role): string {
  const { value, low, high } = estimate;
  if (!Number.isFinite(value)) return NOTHING;
  if (unit === 'us' && role === 'value') return `${formatClock(value)} (${formatClock(low)} to ${formatClock(high)})`;
  const { by, suffix } = scaleOf(estimate, unit, role);
  const decimals = decimalsOf(estimate, by);
  if (Number.isNaN(low) || Number.isNaN(high)) return `${figures(value * by, decimals)}${suffix}`;
  const [one, from, to] = [value, low, high].map((number) => figures(number * by, decimals));
  return `${one} (${from} to ${to})${suffix}`;
}

/** The size of a difference with its interval in words, as in `8.1 points (7.2 to 9.0)`; the sign is told by a verb beside it. */
export function sizeText({ value, low, high }: Ranged, unit: string | undefined): string {
  const turned = value < 0 ? { value: -value, low: -high, high: -low } : { value, low, high };
  const { by, suffix } = scaleOf(turned, unit, 'difference');
  const decimals = decimalsOf(turned, by);
  const [one, from, to] = [turned.value, turned.low, turned.high].map((number) => figures(number * by, decimals));
  return `${one}${suffix} (${from} to ${to})`;
}

/** A number by itself to the second figure of its error, as in `4.54 %` for one of 0.07 %. */
export function roundedText(value: number, error: number, unit: string | undefined, role: Role): string {
  if (!Number.isFinite(value)) return NOTHING;
  if (unit === 'us' && role === 'value') return formatClock(value);
  const ranged = { value, low: value - error, high: value + error };
  const { by, suffix } = scaleOf(ranged, unit, role);
  return `${figures(value * by, decimalsOf(ranged, by))}${suffix}`;
}

/** A probability that luck alone would do as much, as in `p < 0.001`, `p = 0.034`. */
export function pText(p: number): string {
  if (!Number.isFinite(p)) return NOTHING;
  return p < 0.001 ? '< 0.001' : p.toFixed(p < 0.1 ? 3 : 2);
}

function scaleOf({ value, low, high }: Ranged, unit: string | undefined, role: Role): Scale {
  const size = Math.max(...[value, low, high].filter((number) => Number.isFinite(number)).map(Math.abs));
  switch (unit) {
    case undefined:
    case '':
      return stepOf(size, '');
    case 'fraction':
      return { by: 100, suffix: role === 'value' ? ' %' : ' points' };
    case 's':
      return SPANS.find(({ from }) => size >= from) ?? { by: 1, suffix: ' s' };
    case 'us': {
      const { by, suffix } = scaleOf({ value: value / 1e6, low: low / 1e6, high: high / 1e6 }, 's', role);
      return { by: by / 1e6, suffix };
    }
    default:
      return stepOf(size, ` ${unit}`);
  }
}

function stepOf(size: number, unit: string): Scale {
  const { by, suffix } = STEPS.find(({ from }) => size >= from) ?? { by: 1, suffix: '' };
  return { by, suffix: suffix + unit };
}

/** Decimals that show two figures of half the width, or of the side that ends; undefined without a width. */
function decimalsOf({ value, low, high }: Ranged, by: number): number | undefined {
  const half = by * (Number.isFinite(high - low) ? (high - low) / 2 : Math.min(high - value, value - low));
  if (!(half > 0 && Number.isFinite(half))) return undefined;
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(half) + 1e-9)));
}

function figures(number: number, decimals: number | undefined): string {
  if (Math.abs(number) === Infinity) return number < 0 ? `${MINUS}∞` : '∞';
  if (decimals === undefined) return formatPrice(number);
  const [whole = '', rest] = Math.abs(number).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
  return number < 0 && /[1-9]/.test(grouped) ? MINUS + grouped : grouped;
}
