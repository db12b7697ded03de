import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ask, parquetTable, quoted, withDuckdb } from './duckdb.ts';
import type { QueryResult } from './duckdb.ts';
import { restoreIfMissing } from './replace-folder.ts';
import { StoreError, said, storeError } from './store-error.ts';

/**
 * Answers a question in SQL over the tables of a run, each a view by its name, as in
 * `select market, min(low) from bars group by market`. Throws a StoreError for a folder without tables and for SQL that
 * DuckDB refuses.
 */
export async function query(folder: string, sql: string): Promise<QueryResult> {
  const files = await tableFiles(folder);
  return withDuckdb(async (connection) => {
    try {
      for (const file of files) {
        const view = quoted(path.basename(file, '.parquet'), '"');
        await connection.run(`create view ${view} as select * from ${parquetTable([file])}`);
      }
    } catch (thrown) {
      throw new StoreError('unreadable', folder, `Cannot read the tables at ${folder}: ${said(thrown)}.`, thrown);
    }
    return ask(connection, sql, folder);
  });
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
