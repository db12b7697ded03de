import path from 'node:path';
import type { Column, Columns } from '@ebb/sdk';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import type { ColumnData, SchemaElement } from 'hyparquet';
import { UNITS_KEY } from './parquet-schema.ts';
import { restoreIfMissing } from './replace-folder.ts';
import { StoreError, errnoOf, said, storeError } from './store-error.ts';

/**
 * Reads a table of a run whole, or only the columns named; what was absent is NaN, and times are microseconds since the
 * epoch. Throws a StoreError for a table that is missing or not whole.
 */
export async function readTable(folder: string, table: string, columns?: readonly string[]): Promise<Columns> {
  const file = path.join(folder, `${table}.parquet`);
  await restoreIfMissing(folder);
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const units = unitsIn(metadata.key_value_metadata?.find(({ key }) => key === UNITS_KEY)?.value);
    const rows = Number(metadata.num_rows);
    const wanted = metadata.schema.slice(1).filter(({ name }) => columns === undefined || columns.includes(name));
    const unknown = columns?.find((name) => !wanted.some((element) => element.name === name));
    if (unknown !== undefined) throw new RangeError(`there is no column ${unknown} in ${table}`);
    const filled = new Map(wanted.map((element) => [element.name, emptyColumn(element, units[element.name], rows)]));
    await parquetRead({
      file: buffer,
      metadata,
      columns: wanted.map(({ name }) => name),
      parsers: { timestampFromMicroseconds: Number },
      onChunk: (chunk) => fill(filled.get(chunk.columnName), chunk),
    });
    return { table, rows, columns: [...filled.values()] };
  } catch (thrown) {
    if (errnoOf(thrown) !== '') throw storeError(thrown, `read the table ${table}`, file);
    throw new StoreError('unreadable', file, `Cannot read the table ${table} at ${file}: ${said(thrown)}.`, thrown);
  }
}

type Filling = Column & { readonly data: Float64Array | string[] };

function emptyColumn(element: SchemaElement, unit: string | undefined, rows: number): Filling {
  const kind = kindOf(element);
  const data = kind === 'text' ? new Array<string>(rows) : new Float64Array(rows);
  return { name: element.name, kind, ...(unit === undefined ? {} : { unit }), data };
}

function kindOf({ type, converted_type: converted }: SchemaElement): Column['kind'] {
  if (type === 'DOUBLE') return 'number';
  if (type === 'INT64') return converted === 'TIMESTAMP_MICROS' ? 'time' : 'integer';
  return 'text';
}

function fill(column: Filling | undefined, { columnData, rowStart, rowEnd }: ColumnData): void {
  if (column === undefined) return;
  const { data } = column;
  for (let row = rowStart; row < rowEnd; row++) {
    const value: unknown = columnData[row - rowStart];
    if (data instanceof Float64Array) data[row] = value === null || value === undefined ? NaN : Number(value);
    else data[row] = String(value);
  }
}

function unitsIn(text: string | undefined): Readonly<Record<string, string>> {
  return text === undefined ? {} : (JSON.parse(text) as Record<string, string>);
}
