import { accepted, refused } from './reading.ts';
import type { FailedReading, Reading } from './reading.ts';

/** What a written number means, and so which units it may carry. */
export type QuantityKind = 'number' | 'integer' | 'fraction' | 'duration' | 'rate';

/** A quantity as an author writes it: a bare number, or text with a unit. */
export type Quantity = number | string;

/** Multipliers of bare numbers, as powers of ten. */
const MULTIPLIERS: Readonly<Record<string, number>> = { k: 3, M: 6, bn: 9 };

/** Units of a fraction, as powers of ten. */
const FRACTION_UNITS: Readonly<Record<string, number>> = { '%': -2, bp: -4 };

/** Units of time: a power of ten and a whole factor that give milliseconds. */
const TIME_UNITS: Readonly<Record<string, readonly [exponent: number, factor: number]>> = {
  us: [-3, 1],
  ms: [0, 1],
  s: [3, 1],
  min: [3, 60],
  h: [3, 3_600],
  d: [3, 86_400],
};

/** Words that end a quantity; a scenario's constants may not take them as names. */
export const UNIT_WORDS: readonly string[] = [
  ...Object.keys(MULTIPLIERS),
  ...Object.keys(FRACTION_UNITS),
  ...Object.keys(TIME_UNITS),
];

const WRITTEN = /^([+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)$/;

/** Says in words what a kind of quantity expects, with an example. */
export function expectedQuantity(kind: QuantityKind, unit?: string): string {
  switch (kind) {
    case 'number':
      return unit === undefined ? 'a number such as 2.5 or 1.5 k' : `a number such as 2.5, 1.5 k or 5 M ${unit}`;
    case 'integer':
      return unit === undefined ? 'a whole number such as 12 or 3 k' : `a whole number such as 12, 3 k or 3 k ${unit}`;
    case 'fraction':
      return 'a fraction such as 0.1, 10% or 5 bp';
    case 'duration':
      return 'a duration such as 250 ms';
    case 'rate':
      return 'a rate such as 3 /s';
  }
}

/**
 * Reads a written quantity in base units: plain numbers, fractions of one, milliseconds, or events per second.
 * Decimal units shift the written digits before they become a double, so `0.07%` is the double nearest 0.0007.
 * Refuses, with a sentence, foreign units, missing units of time, fractions where whole numbers are wanted, and
 * anything not finite or past 2^53 - 1.
 */
export function parseQuantity(input: unknown, kind: QuantityKind, unit?: string): Reading<number> {
  if (input === undefined) return refused('missing', expectedQuantity(kind, unit), input);
  if (typeof input === 'number') return fromNumber(input, kind, unit);
  if (typeof input !== 'string') return refused('not-a-quantity', expectedQuantity(kind, unit), input);
  const match = WRITTEN.exec(input.trim());
  if (match === null) return refused('not-a-quantity', expectedQuantity(kind, unit), input);
  const digits = (match[1] ?? '').replaceAll('_', '');
  const suffix = match[2] ?? '';
  const value = scaled(digits, suffix, kind, unit, input);
  return typeof value === 'number' ? checked(value, kind, unit, input) : value;
}

function fromNumber(input: number, kind: QuantityKind, unit: string | undefined): Reading<number> {
  if (input !== 0 && Number.isFinite(input)) {
    if (kind === 'duration') {
      return refused('missing-unit', 'a duration with its unit (us, ms, s, min, h or d), such as 250 ms', input);
    }
    if (kind === 'rate')
      return refused('missing-unit', 'a rate with its unit (/s, /min, /h or /d), such as 3 /s', input);
  }
  return checked(input, kind, unit, input);
}

function scaled(
  digits: string,
  suffix: string,
  kind: QuantityKind,
  unit: string | undefined,
  input: string,
): number | FailedReading {
  const wrong = (): FailedReading => refused('wrong-unit', expectedQuantity(kind, unit), input);
  if (kind === 'duration') {
    if (suffix === '' && Number(digits) === 0) return 0;
    if (suffix === '') {
      return refused('missing-unit', 'a duration with its unit (us, ms, s, min, h or d), such as 250 ms', input);
    }
    const time = own(TIME_UNITS, suffix);
    return time === undefined ? wrong() : shifted(digits, time[0]) * time[1];
  }
  if (kind === 'rate') return rate(digits, suffix, input, wrong);
  if (suffix === '') return Number(digits);
  if (kind === 'fraction') {
    const exponent = own(FRACTION_UNITS, suffix);
    return exponent === undefined ? wrong() : shifted(digits, exponent);
  }
  if (suffix === unit) return Number(digits);
  const [first, ...rest] = suffix.split(/\s+/);
  const exponent = own(MULTIPLIERS, first ?? '');
  if (exponent === undefined || (rest.length > 0 && rest.join(' ') !== unit)) return wrong();
  return shifted(digits, exponent);
}

function rate(digits: string, suffix: string, input: string, wrong: () => FailedReading): number | FailedReading {
  if (suffix === '' && Number(digits) === 0) return 0;
  const parts = /^(k|M|bn)?\s*\/\s*(\w+)$/.exec(suffix);
  if (parts === null) {
    return suffix === ''
      ? refused('missing-unit', 'a rate with its unit (/s, /min, /h or /d), such as 3 /s', input)
      : wrong();
  }
  const time = own(TIME_UNITS, parts[2] ?? '');
  if (time === undefined) return wrong();
  const exponent = parts[1] === undefined ? 0 : (own(MULTIPLIERS, parts[1]) ?? 0);
  return shifted(digits, exponent + 3 - time[0]) / time[1];
}

function checked(value: number, kind: QuantityKind, unit: string | undefined, input: Quantity): Reading<number> {
  if (!Number.isFinite(value)) {
    return refused(typeof input === 'number' ? 'not-finite' : 'too-large', 'a finite number', input);
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return refused('too-large', 'a number no larger than 9007199254740991 (2^53 - 1)', input);
  }
  if (kind === 'integer' && !Number.isInteger(value)) return refused('not-whole', expectedQuantity(kind, unit), input);
  return accepted(value === 0 ? 0 : value);
}

function shifted(digits: string, exponent: number): number {
  const [mantissa, written] = digits.split(/[eE]/);
  return Number(`${mantissa ?? ''}e${Number(written ?? 0) + exponent}`);
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
