import type { Column, Columns } from '@ebb/sdk';
import type { KeyValue, SchemaElement } from 'hyparquet';
import type { ColumnSource } from 'hyparquet-writer';

/** The key under which a file keeps the units of its columns, as JSON. */
export const UNITS_KEY = 'ebb.units';

/**
 * The schema of a table: times as microseconds since the epoch, integers as 64-bit ones, words as UTF-8. Numbers may be
 * absent; times and words may not.
 */
export function parquetSchema(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)];
}

/** The units of a table's columns, to be kept in the file. */
export function unitsOf({ columns }: Columns): KeyValue[] {
  const units = Object.fromEntries(columns.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])));
  return [{ key: UNITS_KEY, value: JSON.stringify(units) }];
}

/** The values of a column as the file takes them: NaN, which stands for nothing, becomes null. */
export function parquetData({ name, kind, data }: Column): ColumnSource {
  if (kind === 'text') return { name, data: data as string[] };
  const numbers = data as Float64Array;
  if (kind === 'number') return { name, data: numbers.some(Number.isNaN) ? withNulls(numbers) : numbers };
  if (kind === 'time') return { name, data: BigInt64Array.from(numbers, BigInt) };
  if (!numbers.some(Number.isNaN)) return { name, data: BigInt64Array.from(numbers, BigInt) };
  return { name, data: Array.from(numbers, (value) => (Number.isNaN(value) ? null : BigInt(value))) };
}

function elementOf({ name, kind }: Column): SchemaElement {
  switch (kind) {
    case 'time':
      return { name, type: 'INT64', converted_type: 'TIMESTAMP_MICROS', repetition_type: 'REQUIRED' };
    case 'integer':
      return { name, type: 'INT64', repetition_type: 'OPTIONAL' };
    case 'number':
      return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
    case 'text':
      return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
  }
}

function withNulls(numbers: Float64Array): (number | null)[] {
  return Array.from(numbers, (value) => (Number.isNaN(value) ? null : value));
}
