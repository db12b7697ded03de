/** Shown where there is nothing to show. */
export const NOTHING = '–';

const MINUS = '−';
const STEPS = [
  { at: 1e12, suffix: ' tn' },
  { at: 1e9, suffix: ' bn' },
  { at: 1e6, suffix: ' M' },
  { at: 1e3, suffix: ' k' },
] as const;

/** An amount to three figures, as in `1.24 M`, `850 k`, `12.5`, `0.25`; with its unit behind when one is given. */
export function formatAmount(value: number, unit?: string): string {
  if (!Number.isFinite(value)) return NOTHING;
  const size = Math.abs(value);
  // What would round up to the next step is shown in it: 999,700 is 1.00 M.
  const step = STEPS.find(({ at }) => size >= at * 0.9995);
  const digits = step === undefined ? smallAmount(size) : figures(size / step.at) + step.suffix;
  return `${signOf(value, digits)}${digits}${unit === undefined ? '' : ` ${unit}`}`;
}

/** A whole number in groups of three, as in `12,345`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const digits = grouped(Math.abs(value).toFixed(0));
  return signOf(value, digits) + digits;
}

/** A price to six figures without the zeros behind, as in `117,000`, `4.1025`, `0.0352`. */
export function formatPrice(value: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const size = Math.abs(value);
  const exponent = Number(size.toExponential(5).split('e')[1]);
  const decimals = Math.min(20, Math.max(0, 5 - exponent));
  const [before = '0', after = ''] = size.toFixed(decimals).split('.');
  const rest = after.replace(/0+$/, '');
  const digits = grouped(before) + (rest === '' ? '' : `.${rest}`);
  return signOf(value, digits) + digits;
}

/** A fraction as a percentage with so many decimals, as in `34.5 %`. */
export function formatPercent(fraction: number, decimals = 1): string {
  if (!Number.isFinite(fraction)) return NOTHING;
  const digits = grouped(Math.abs(fraction * 100).toFixed(decimals));
  return `${signOf(fraction, digits)}${digits} %`;
}

/** A length of time in the unit that suits it, as in `90 s`, `38.2 min`, `2 h`, `3.5 d`. */
export function formatSpan(seconds: number): string {
  const size = Math.abs(seconds);
  if (!Number.isFinite(size)) return NOTHING;
  if (size < 120) return `${formatAmount(seconds)} s`;
  if (size < 7200) return `${formatAmount(seconds / 60)} min`;
  return size < 172_800 ? `${formatAmount(seconds / 3600)} h` : `${formatAmount(seconds / 86_400)} d`;
}

/** The time of day in UTC of an instant in microseconds since the epoch, as in `21:19:05`. */
export function formatClock(timeUs: number | undefined): string {
  if (timeUs === undefined || !Number.isFinite(timeUs)) return NOTHING;
  const second = Math.floor(timeUs / 1_000_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(second / 3600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

/** Three figures of a number from 1 to 1,000. */
function figures(value: number): string {
  if (value < 9.995) return value.toFixed(2);
  return value.toFixed(value < 99.95 ? 1 : 0);
}

function smallAmount(size: number): string {
  if (size >= 0.9995) return trimmed(figures(size));
  return size === 0 ? '0' : trimmed(size.toPrecision(3));
}

function trimmed(digits: string): string {
  return digits.includes('.') && !digits.includes('e') ? digits.replace(/\.?0+$/, '') : digits;
}

function grouped(digits: string): string {
  const [whole = '', rest] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? groups : `${groups}.${rest}`;
}

/** A minus for what is below zero, unless it rounds to zero. */
function signOf(value: number, digits: string): string {
  return value < 0 && /[1-9]/.test(digits) ? MINUS : '';
}
