import { rm } from 'node:fs/promises';
import type { Column, Columns } from '@ebb/sdk';
import type { StudyManifest } from '../study/study-manifest.ts';
import { parquetTable, quoted, withDuckdb } from './duckdb.ts';
import { ParquetFile } from './parquet-file.ts';
import { readLayout } from './study-layout.ts';
import type { StudyLayout } from './study-layout.ts';
import { tableName } from './study-files.ts';
import type { StudyFiles } from './study-files.ts';
import { writeWhole } from './whole-file.ts';

/** Rows of a row group: the bytes of a table must not hang on how its rows came. */
const GROUP_ROWS = 2_000;
const MEMORY = '512MB';

/** Which rows go into the table. */
export interface Compaction {
  readonly folder: string;
  readonly manifest: StudyManifest;
  readonly files: StudyFiles;
  /** False to leave failed runs out. */
  readonly keepFailed: boolean;
}

/**
 * Puts all rows of a study's files into one, ordered by point, variant and seed, each run once: a completed one rather than a
 * failed one. Its bytes depend on the rows alone. The old files are removed when the new one is in place, so that a crash at any
 * point leaves every row in at least one of them. Gives its path; undefined where no row is left.
 */
export async function compactStudy({ folder, manifest, files, keepFailed }: Compaction): Promise<string | undefined> {
  const old = [...files.tables, ...files.chunks];
  if (old.length === 0) return undefined;
  const layout = await readLayout(old, manifest);
  let rows = 0;
  const table = await writeWhole(
    folder,
    async (file) => {
      rows = await writeOrdered(file, { old, layout, manifest, keepFailed, scratch: `${file}.sort` });
    },
    tableName,
  );
  for (const each of old) if (each !== table) await rm(each, { force: true });
  if (rows > 0) return table;
  await rm(table, { force: true });
  return undefined;
}

interface Ordered {
  readonly old: readonly string[];
  readonly layout: StudyLayout;
  readonly manifest: StudyManifest;
  readonly keepFailed: boolean;
  readonly scratch: string;
}

async function writeOrdered(file: string, { old, layout, manifest, keepFailed, scratch }: Ordered): Promise<number> {
  const names = layout.columns.map(({ name }) => name);
  const order = `point, ${variantRank(manifest)}, seed, status, trace_hash, error`;
  const where = keepFailed ? '' : `where status = 'completed'`;
  const sql = `select ${names.map((name) => quoted(name, '"')).join(', ')} from ${parquetTable(old)} ${where} order by ${order}`;
  const group = new RowGroup(layout);
  const parquet = new ParquetFile(file, group.columns(0));
  await withDuckdb(async (connection) => {
    await connection.run(`set memory_limit = '${MEMORY}'`);
    await connection.run(`set temp_directory = ${quoted(scratch, "'")}`);
    const result = await connection.stream(sql);
    const [point, variant, seed] = ['point', 'variant', 'seed'].map((name) => names.indexOf(name));
    let last = '';
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      for (const row of chunk.getRows()) {
        const place = `${String(row[point!])} ${String(row[variant!])} ${String(row[seed!])}`;
        if (place === last) continue;
        last = place;
        group.add(row);
        if (group.rows === GROUP_ROWS) parquet.append(group.take());
      }
    }
  });
  parquet.append(group.take());
  parquet.close();
  await rm(scratch, { recursive: true, force: true });
  return parquet.rows;
}

/** Rows on their way into a file. */
class RowGroup {
  readonly #layout: StudyLayout;
  readonly #data: (Float64Array | string[])[];
  #rows = 0;

  constructor(layout: StudyLayout) {
    this.#layout = layout;
    this.#data = layout.columns.map(({ kind }) => (kind === 'text' ? [] : new Float64Array(GROUP_ROWS)));
  }

  get rows(): number {
    return this.#rows;
  }

  add(row: readonly unknown[]): void {
    for (const [at, data] of this.#data.entries()) {
      const value = row[at];
      if (data instanceof Float64Array) data[this.#rows] = value === null || value === undefined ? NaN : Number(value);
      else data.push(value === null || value === undefined ? '' : String(value));
    }
    this.#rows++;
  }

  /** The columns of the first so many rows. */
  columns(rows: number): Columns {
    const columns = this.#layout.columns.map((column, at): Column => ({
      ...column,
      data: this.#data[at]!.slice(0, rows) as Float64Array & string[],
    }));
    return { table: 'runs', rows, columns };
  }

  /** Gives the rows, and starts anew. */
  take(): Columns {
    const taken = this.columns(this.#rows);
    this.#rows = 0;
    for (const [at, data] of this.#data.entries()) if (Array.isArray(data)) this.#data[at] = [];
    return taken;
  }
}

/** The place of a variant in the manifest, in SQL. */
export function variantRank({ variants }: Pick<StudyManifest, 'variants'>): string {
  return `list_position([${variants.map((name) => quoted(name, "'")).join(', ')}], variant)`;
}
