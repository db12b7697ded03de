import type { DuckDBConnection, DuckDBResultReader } from '@duckdb/node-api';
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

/**
 * Asks a question of a person: one statement that reads, or that copies an answer to a file. Throws a StoreError for another, and
 * one with the words of DuckDB for one that it refuses.
 */
export async function ask(connection: DuckDBConnection, sql: string, folder: string): Promise<QueryResult> {
  const { DuckDBDecimalValue, DuckDBTimestampValue } = await import('@duckdb/node-api');
  try {
    const reader = await readAnswer(connection, sql);
    const rows = reader.getRows().map((row) => row.map((cell) => plain(cell)));
    return { columns: reader.deduplicatedColumnNames(), rows };
  } catch (thrown) {
    const why = said(thrown);
    // DuckDB ends by a mark under the place, after which a full stop would be part of the picture.
    const end = why.includes('\n') ? '' : '.';
    throw new StoreError('badQuery', folder, `Cannot answer the query over ${folder}: ${why}${end}`, thrown);
  }

  function plain(cell: unknown): QueryValue {
    if (cell === null || typeof cell === 'number' || typeof cell === 'string' || typeof cell === 'boolean') return cell;
    if (typeof cell === 'bigint') return safe(cell);
    if (cell instanceof DuckDBTimestampValue) return safe(cell.micros);
    if (cell instanceof DuckDBDecimalValue) return cell.toDouble();
    return String(cell);
  }
}

async function readAnswer(connection: DuckDBConnection, sql: string): Promise<DuckDBResultReader> {
  const why = await notAQuestion(connection, sql);
  if (why !== undefined) throw new Error(`expected one question, as in select * from runs; ${why}`);
  return connection.runAndReadAll(sql);
}

/** Why a text is not one question; undefined of a question, and of what DuckDB cannot read, which it says best itself. */
async function notAQuestion(connection: DuckDBConnection, sql: string): Promise<string | undefined> {
  const { StatementType } = await import('@duckdb/node-api');
  const isEmpty = /^(?:\s|;|--.*(?:\n|$)|\/\*[^]*?\*\/)*$/.test(sql);
  if (isEmpty) return 'there is none';
  const statements = await connection.extractStatements(sql).catch(() => undefined);
  if (statements === undefined) return undefined;
  const { count } = statements;
  // A pivot makes a type of its columns first, and so is several statements.
  if (count > 1) return /\bpivot/i.test(sql) ? undefined : `there are ${count} statements`;
  const { statementType } = await statements.prepare(0);
  const { SELECT, EXPLAIN, CALL, COPY } = StatementType;
  if ([SELECT, EXPLAIN, CALL, COPY].includes(statementType)) return undefined;
  return `found a statement that is none: ${StatementType[statementType].toLowerCase().replace('_', ' ')}`;
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
