import type { DuckDBConnection } from '@duckdb/node-api';
import type { RunBreak, StudyRun } from '../study/study-run.ts';
import type { StudyManifest } from '../study/study-manifest.ts';
import { variantRank } from './compact-study.ts';
import { ask, parquetTable, quoted, withDuckdb } from './duckdb.ts';
import type { QueryResult } from './duckdb.ts';
import type { RunPlace } from './run-index.ts';
import { FIXED_COLUMNS, metricsOfRow } from './study-columns.ts';
import type { StudyFiles } from './study-files.ts';
import { readLayout } from './study-layout.ts';

/** Columns of the study's table, rows in the order of point, variant (as in the manifest) and seed. */
export interface StudyColumns {
  readonly rows: number;
  readonly point: Int32Array;
  /** Index in the manifest's variants. */
  readonly variant: Int32Array;
  readonly seed: Float64Array;
  /** 1 of a run that broke. */
  readonly failed: Uint8Array;
  /** By the names asked for; NaN where a run has no such number or broke. A name that no run knows is absent. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** Of the columns asked for, those of texts. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** By column, where known. */
  readonly units: ReadonlyMap<string, string>;
}

/** A run that failed. */
export interface FailedRun extends RunPlace {
  readonly values: StudyRun['values'];
  readonly fault: RunBreak;
}

/** Reads which runs some files hold, and how they ended. */
export async function readPlaces(
  files: readonly string[],
  take: (place: RunPlace, how: 'completed' | 'failed') => void,
): Promise<void> {
  if (files.length === 0) return;
  await withDuckdb(async (connection) => {
    const sql = `select point, variant, seed, status from ${parquetTable(files)}`;
    await eachRow(connection, sql, ([point, variant, seed, status]) => {
      take(
        { point: Number(point), variant: String(variant), seed: Number(seed) },
        status === 'failed' ? 'failed' : 'completed',
      );
    });
  });
}

/** Reads columns of a study; runs that broke have no numbers but their axes. */
export async function readStudyColumns(
  files: StudyFiles,
  manifest: StudyManifest,
  names: readonly string[],
): Promise<StudyColumns> {
  const all = [...files.tables, ...files.chunks];
  const layout = await readLayout(all, manifest);
  const asked = layout.columns.filter(({ name }) => names.includes(name));
  const axes = new Set(manifest.axes.map(({ name }) => name));
  const units = new Map(Object.entries(layout.units).filter(([name]) => names.includes(name)));
  const rows: unknown[][] = [];
  if (all.length > 0) {
    await withDuckdb(async (connection) => {
      await makeViews(connection, files, manifest);
      const wanted = asked.map(({ name }) => `, ${quoted(name, '"')}`).join('');
      const rank = variantRank(manifest);
      const sql = `select point, ${rank} - 1, seed, status${wanted} from runs order by 1, 2, 3`;
      await eachRow(connection, sql, (row) => rows.push([...row]));
    });
  }
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => numberOf(row[at]));
  const isBroken = (row: readonly unknown[]): boolean => row[3] === 'failed';
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, readonly string[]>();
  for (const [index, { name, kind }] of asked.entries()) {
    const at = index + 4;
    if (kind === 'text')
      texts.set(
        name,
        rows.map((row) => String(row[at] ?? '')),
      );
    else {
      const isAxis = axes.has(name);
      numbers.set(
        name,
        Float64Array.from(rows, (row) => (isBroken(row) && !isAxis ? NaN : numberOf(row[at]))),
      );
    }
  }
  return {
    rows: rows.length,
    point: Int32Array.from(column(0)),
    variant: Int32Array.from(column(1)),
    seed: column(2),
    failed: Uint8Array.from(rows, (row) => Number(isBroken(row))),
    numbers,
    texts,
    units,
  };
}

/** Answers a question in SQL over the views `runs` and `failures`. */
export function askStudy(
  folder: string,
  files: StudyFiles,
  manifest: StudyManifest,
  sql: string,
): Promise<QueryResult> {
  return withDuckdb(async (connection) => {
    await makeViews(connection, files, manifest);
    return ask(connection, sql, folder);
  });
}

/** Reads the runs that failed, in order, at most so many. */
export async function readFailures(
  folder: string,
  files: StudyFiles,
  manifest: StudyManifest,
  most: number,
): Promise<readonly FailedRun[]> {
  const axes = manifest.axes.map(({ name }) => name);
  const list = ['point', 'variant', 'seed', 'error', 'error_plugin', 'error_instance', 'error_us', ...axes];
  const sql = `select ${list.map((name) => quoted(name, '"')).join(', ')} from failures order by point, ${variantRank(manifest)}, seed limit ${most}`;
  const { rows } = await askStudy(folder, files, manifest, sql);
  return rows.map(([point, variant, seed, message, plugin, instance, timeUs, ...values]) => ({
    point: Number(point),
    variant: String(variant),
    seed: Number(seed),
    values: Object.fromEntries(axes.map((name, at) => [name, values[at] as number | string])),
    fault: faultOf(message, plugin, instance, timeUs),
  }));
}

/** Reads whole runs, in the order of the study, without the values of their axes; those that `keep` tells by address and outcome. */
export async function readRuns(
  files: StudyFiles,
  manifest: StudyManifest,
  keep: (run: string, isFailed: boolean) => boolean,
): Promise<readonly StudyRun[]> {
  const all = [...files.tables, ...files.chunks];
  if (all.length === 0) return [];
  const layout = await readLayout(all, manifest);
  const names = layout.columns.map(({ name }) => name);
  const axes = new Set(manifest.axes.map(({ name }) => name));
  const metrics = names.filter((name) => !FIXED_COLUMNS.includes(name) && !axes.has(name));
  const at = new Map(names.map((name, index) => [name, index]));
  const runs: StudyRun[] = [];
  await withDuckdb(async (connection) => {
    await makeViews(connection, files, manifest);
    const list = names.map((name) => quoted(name, '"')).join(', ');
    const sql = `select ${list} from runs order by point, ${variantRank(manifest)}, seed`;
    await eachRow(connection, sql, (row) => {
      const cell = (name: string): unknown => row[at.get(name)!];
      const isFailed = cell('status') === 'failed';
      const run = String(cell('run'));
      if (!keep(run, isFailed)) return;
      const fault = faultOf(cell('error'), cell('error_plugin'), cell('error_instance'), cell('error_us'));
      runs.push({
        run,
        point: Number(cell('point')),
        variant: String(cell('variant')),
        seed: Number(cell('seed')),
        values: {},
        traceHash: String(cell('trace_hash')),
        events: Number(cell('events')),
        metrics: metricsOfRow(metrics, layout.units, (name) => numberOf(cell(name))),
        ...(isFailed ? { fault } : {}),
      });
    });
  });
  return runs;
}

/** Makes the views of a study: `runs`, each run once, and `failures`, those of them that failed. */
export async function makeViews(
  connection: DuckDBConnection,
  { tables, chunks }: StudyFiles,
  { axes }: Pick<StudyManifest, 'axes'>,
): Promise<void> {
  const all = [...tables, ...chunks];
  if (all.length === 0) {
    const kinds = FIXED_COLUMNS.map((name) => `${name} ${INTEGERS.has(name) ? 'bigint' : 'varchar'}`);
    const own = axes.map(({ name, kind }) => `${quoted(name, '"')} ${kind === 'number' ? 'double' : 'varchar'}`);
    await connection.run(`create table runs (${[...kinds, ...own].join(', ')})`);
  } else if (all.length === 1) {
    await connection.run(`create view runs as select * from ${parquetTable(all)}`);
  } else {
    // While files are put together a run may be in two of them; one that was played again stands behind its failure.
    const once = `qualify row_number() over (partition by point, variant, seed order by status, trace_hash, error) = 1`;
    await connection.run(`create view runs as select * from ${parquetTable(all)} ${once}`);
  }
  await connection.run(`create view failures as select * from runs where status = 'failed'`);
}

const INTEGERS = new Set(['point', 'seed', 'events', 'error_us']);

async function eachRow(
  connection: DuckDBConnection,
  sql: string,
  take: (row: readonly unknown[]) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const row of chunk.getRows()) take(row);
  }
}

function numberOf(value: unknown): number {
  return value === null || value === undefined ? NaN : Number(value);
}

function faultOf(message: unknown, plugin: unknown, instance: unknown, timeUs: unknown): RunBreak {
  const has = (value: unknown): boolean => value !== null && value !== '';
  return {
    message: String(message),
    ...(has(plugin) ? { plugin: String(plugin) } : {}),
    ...(has(instance) ? { instance: String(instance) } : {}),
    ...(has(timeUs) ? { timeUs: Number(timeUs) } : {}),
  };
}
