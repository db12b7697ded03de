import type { AxisValue } from './vary.ts';

/** A value as its column has it. */
export interface Column {
  readonly kind: 'number' | 'text';
  readonly unit?: string;
}

/** A value that a scenario takes, and what its column shows. */
export interface Cell {
  readonly value: AxisValue;
  readonly column: number | string;
}

/** A number with the unit that was written behind it. */
export interface Written {
  readonly number: number;
  readonly unit?: string;
}

const NUMBER = String.raw`([+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)`;
/** Units that scenarios know, alone or before the name of an asset, rates, and after a space the name of an asset. */
const UNIT = String.raw`(%|(?:k|M|bn)?\s*\/\s*(?:us|ms|s|min|h|d)|(?:k|M|bn)(?:\s+[A-Za-z]\w*)?|bp|us|ms|s|min|h|d)`;
const QUANTITY = new RegExp(`^${NUMBER}(?:\\s*${UNIT}|\\s+([A-Za-z]\\w*))?$`);

/** Reads a number or a quantity such as `5 bp`, `10%`, `250 ms` or `1 M`; undefined of other texts and of truth values. */
export function readWritten(value: AxisValue): Written | undefined {
  if (typeof value === 'number') return { number: value };
  const match = typeof value === 'string' ? QUANTITY.exec(value.trim()) : null;
  if (match === null) return undefined;
  const number = Number(match[1]!.replaceAll('_', ''));
  const unit = (match[2] ?? match[3])?.replaceAll(/\s+/g, ' ');
  return unit === undefined ? { number } : { number, unit };
}

/** Writes a number with its unit as scenarios take it. */
export function writeQuantity(number: number, unit: string | undefined): AxisValue {
  if (unit === undefined) return number;
  return unit === '%' ? `${number}%` : `${number} ${unit}`;
}

/** Rounds to 12 significant digits, which hides what processors and libraries may do differently in the last ones. */
export function roundedTo12(value: number): number {
  const rounded = Number(value.toPrecision(12));
  return rounded === 0 ? 0 : rounded;
}
