import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { restoreIfMissing } from './replace-folder.ts';
import { StoreError, said, storeError } from './store-error.ts';

/** A cell of an answer; times are microseconds since the epoch, integers past the safe ones are text. */
export type QueryValue = number | string | boolean | null;

/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryValue[])[];
}

/**
 * Answers a question in SQL over the tables of a run, each a view by its name, as in
 * `select market, min(low) from bars group by market`. Throws a StoreError for a folder without tables and for SQL that
 * DuckDB refuses. DuckDB is loaded at the first question.
 */
export async function query(folder: string, sql: string): Promise<QueryResult> {
  const files = await tableFiles(folder);
  const duckdb = await import('@duckdb/node-api');
  const instance = await duckdb.DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const file of files) {
      const view = quoted(path.basename(file, '.parquet'), '"');
      await connection.run(`create view ${view} as select * from read_parquet(${quoted(literal(file), "'")})`);
    }
    const reader = await connection.runAndReadAll(sql);
    const rows = reader.getRows().map((row) => row.map((cell) => plain(cell)));
    return { columns: reader.deduplicatedColumnNames(), rows };
  } catch (thrown) {
    throw new StoreError('badQuery', folder, `Cannot answer the query over ${folder}: ${said(thrown)}.`, thrown);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }

  function plain(cell: unknown): QueryValue {
    if (cell === null || typeof cell === 'number' || typeof cell === 'string' || typeof cell === 'boolean') return cell;
    if (typeof cell === 'bigint') return safe(cell);
    if (cell instanceof duckdb.DuckDBTimestampValue) return safe(cell.micros);
    if (cell instanceof duckdb.DuckDBDecimalValue) return cell.toDouble();
    return String(cell);
  }
}

async function tableFiles(folder: string): Promise<string[]> {
  await restoreIfMissing(folder);
  const names = await readdir(folder).catch((thrown: unknown) => {
    throw storeError(thrown, 'read the tables', folder);
  });
  const files = names.filter((name) => name.endsWith('.parquet')).sort();
  if (files.length === 0)
    throw new StoreError('missing', folder, `Cannot read the tables at ${folder}: there are none.`);
  return files.map((name) => path.join(folder, name));
}

/** A path without patterns: DuckDB reads stars, question marks and brackets in paths, and knows them in brackets as they are. */
function literal(file: string): string {
  return file.replace(/[*?[]/g, '[$&]');
}

/** An identifier or a text in SQL, in whose midst the mark is doubled. */
function quoted(text: string, mark: '"' | "'"): string {
  return mark + text.replaceAll(mark, mark + mark) + mark;
}

function safe(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
