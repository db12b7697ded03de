import type { Column, Columns } from '@ebb/sdk';
import type { KeyValue, SchemaElement } from 'hyparquet';
import type { ColumnSource } from 'hyparquet-writer';
import { int64s } from './int64s.ts';

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

/**
 * The values of a column as the file takes them: NaN, which stands for nothing, becomes null. Times and words carry the
 * least and greatest of each row group, by which a query skips what it need not read.
 */
export function parquetData({ name, kind, data }: Column): ColumnSource {
  if (kind === 'text') return { name, data: data as string[], statistics: true };
  const numbers = data as Float64Array;
  if (kind === 'time') return { name, data: int64s(numbers), statistics: true };
  if (kind === 'number') return { name, data: hasGaps(numbers) ? withNulls(numbers, Number) : numbers };
  return { name, data: hasGaps(numbers) ? withNulls(numbers, BigInt) : int64s(numbers) };
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

function hasGaps(numbers: Float64Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (Number.isNaN(numbers[i])) return true;
  return false;
}

function withNulls<V>(numbers: Float64Array, convert: (value: number) => V): (V | null)[] {
  return Array.from(numbers, (value) => (Number.isNaN(value) ? null : convert(value)));
}
