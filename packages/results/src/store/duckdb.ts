import type { DuckDBConnection } from '@duckdb/node-api';
import { StoreError, said } from './store-error.ts';

/** A cell of an answer; times are microseconds since the epoch, integers past the safe ones are text. */
export type QueryValue = number | string | boolean | null;

/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryValue[])[];
}

/** A database in memory, which lasts as long as the work with it. DuckDB is loaded at the first one. */
export async function withDuckdb<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Asks a question of a person. Throws a StoreError with the words of DuckDB for one that it refuses. */
export async function ask(connection: DuckDBConnection, sql: string, folder: string): Promise<QueryResult> {
  const { DuckDBDecimalValue, DuckDBTimestampValue } = await import('@duckdb/node-api');
  try {
    const reader = await connection.runAndReadAll(sql);
    const rows = reader.getRows().map((row) => row.map((cell) => plain(cell)));
    return { columns: reader.deduplicatedColumnNames(), rows };
  } catch (thrown) {
    throw new StoreError('badQuery', folder, `Cannot answer the query over ${folder}: ${said(thrown)}.`, thrown);
  }

  function plain(cell: unknown): QueryValue {
    if (cell === null || typeof cell === 'number' || typeof cell === 'string' || typeof cell === 'boolean') return cell;
    if (typeof cell === 'bigint') return safe(cell);
    if (cell instanceof DuckDBTimestampValue) return safe(cell.micros);
    if (cell instanceof DuckDBDecimalValue) return cell.toDouble();
    return String(cell);
  }
}

/** The files of a table as SQL reads them; columns that only some have are null in the others. */
export function parquetTable(files: readonly string[], ...options: readonly string[]): string {
  const list = files.map((file) => quoted(literal(file), "'")).join(', ');
  return `read_parquet(${[`[${list}]`, 'union_by_name = true', ...options].join(', ')})`;
}

/** An identifier or a text in SQL, in whose midst the mark is doubled. */
export function quoted(text: string, mark: '"' | "'"): string {
  return mark + text.replaceAll(mark, mark + mark) + mark;
}

/** A path without patterns: DuckDB reads stars, question marks and brackets in paths, and knows them in brackets as they are. */
function literal(file: string): string {
  return file.replace(/[*?[]/g, '[$&]');
}

function safe(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
