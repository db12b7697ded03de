import type { DuckDBConnection } from '@duckdb/node-api';
import type { StudyManifest } from '../study/study-manifest.ts';
import { parquetTable, quoted } from './duckdb.ts';
import { StoreError } from './store-error.ts';
import { FIXED_COLUMNS } from './study-columns.ts';
import type { Snapshot } from './study-index.ts';

const INTEGERS = new Set(['point', 'seed', 'events', 'error_us']);

/**
 * A query for all rows of a study, each run once. Throws a StoreError where SQL, to which capitals and small letters are the
 * same, would mix two columns of several files.
 */
export function selectRuns(snapshot: Snapshot, { key, axes }: Pick<StudyManifest, 'key' | 'axes'>): string {
  const { files, hidden, seedsBefore } = snapshot;
  if (files.length > 1) refuseTwins(snapshot, key);
  if (files.length === 0) {
    const kinds = FIXED_COLUMNS.map((name) => `null::${INTEGERS.has(name) ? 'bigint' : 'varchar'} as ${name}`);
    const own = axes.map(
      ({ name, kind }) => `null::${kind === 'number' ? 'double' : 'varchar'} as ${quoted(name, '"')}`,
    );
    return `select ${[...kinds, ...own].join(', ')} where false`;
  }
  const rows = files.flatMap((file) => {
    const numbers = hidden.get(file);
    if (numbers === undefined) return [];
    return [`(filename = ${quoted(file, "'")} and file_row_number in (${numbers.join(', ')}))`];
  });
  const asked = seedsBefore === undefined ? [] : [`seed < ${seedsBefore}`];
  const where = [...asked, ...(rows.length === 0 ? [] : [`not (${rows.join(' or ')})`])];
  if (rows.length === 0) return `select * from ${parquetTable(files)}${where.map((each) => ` where ${each}`).join('')}`;
  const table = parquetTable(files, 'filename = true, file_row_number = true');
  return `select * exclude (filename, file_row_number) from ${table} where ${where.join(' and ')}`;
}

/** Makes the views `runs` and `failures`, those of the runs that failed. */
export async function makeViews(connection: DuckDBConnection, runs: string): Promise<void> {
  await connection.run(`create view runs as ${runs}`);
  await connection.run(`create view failures as select * from runs where status = 'failed'`);
}

function refuseTwins({ fields }: Snapshot, key: string): void {
  const seen = new Map<string, string>();
  for (const { name } of fields) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      const message = `Cannot answer a query over the study ${key} before all its runs are in one table: SQL would take ${twin} for ${name}.`;
      throw new StoreError('badQuery', key, message);
    }
    seen.set(name.toLowerCase(), name);
  }
}
