import type { RunBreak, StudyRun } from '../study/study-run.ts';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { RunPlace } from './run-index.ts';
import { FIXED_COLUMNS, metricsOfRow } from './study-columns.ts';
import type { Snapshot } from './study-index.ts';
import { openPart } from './study-part.ts';
import type { PartColumns } from './study-part.ts';

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

const PLACE = ['point', 'variant', 'seed', 'status'] as const;
const FAULT = ['error', 'error_plugin', 'error_instance', 'error_us'] as const;

/** Reads columns of a study; runs that broke have no metrics. */
export async function readStudyColumns(
  snapshot: Snapshot,
  manifest: StudyManifest,
  names: readonly string[],
): Promise<StudyColumns> {
  const asked = snapshot.fields.filter(({ name }) => names.includes(name));
  const ranks = new Map(manifest.variants.map((name, at) => [name, at]));
  const always = new Set([...FIXED_COLUMNS, ...manifest.axes.map(({ name }) => name)]);
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, string[]>();
  for (const { name, kind } of asked) {
    if (kind === 'text') texts.set(name, []);
    else numbers.set(name, new Float64Array(snapshot.rows));
  }
  const point = new Int32Array(snapshot.rows);
  const variant = new Int32Array(snapshot.rows);
  const seed = new Float64Array(snapshot.rows);
  const failed = new Uint8Array(snapshot.rows);
  let rows = 0;
  for await (const group of groupsOf(snapshot)) {
    const columns = await group.read([...PLACE, ...asked.map(({ name }) => name)]);
    for (const row of group.rows) {
      point[rows] = columns.get('point')![row] as number;
      variant[rows] = ranks.get(columns.get('variant')![row] as string)!;
      seed[rows] = columns.get('seed')![row] as number;
      failed[rows] = Number(columns.get('status')![row] === 'failed');
      for (const [name, data] of numbers) {
        data[rows] = failed[rows] === 1 && !always.has(name) ? NaN : numberAt(columns, name, row);
      }
      for (const [name, data] of texts) data.push(textAt(columns, name, row));
      rows++;
    }
  }
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => point[a]! - point[b]! || variant[a]! - variant[b]! || seed[a]! - seed[b]!,
  );
  return {
    rows,
    point: Int32Array.from(order, (row) => point[row]!),
    variant: Int32Array.from(order, (row) => variant[row]!),
    seed: Float64Array.from(order, (row) => seed[row]!),
    failed: Uint8Array.from(order, (row) => failed[row]!),
    numbers: new Map([...numbers].map(([name, data]) => [name, Float64Array.from(order, (row) => data[row]!)])),
    texts: new Map([...texts].map(([name, data]) => [name, Array.from(order, (row) => data[row]!)])),
    units: new Map(asked.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]]))),
  };
}

/** Reads the runs that failed, in order, at most so many. */
export async function readFailures(
  snapshot: Snapshot,
  manifest: StudyManifest,
  most: number,
): Promise<readonly FailedRun[]> {
  const axes = manifest.axes.map(({ name }) => name);
  const files = snapshot.files.filter((file) => snapshot.failedIn.has(file));
  const runs: FailedRun[] = [];
  for await (const group of groupsOf({ ...snapshot, files })) {
    const columns = await group.read([...PLACE, ...FAULT, ...axes]);
    for (const row of group.rows) {
      if (columns.get('status')![row] !== 'failed') continue;
      runs.push({ ...placeAt(columns, row), values: valuesAt(columns, row, axes), fault: faultAt(columns, row) });
    }
  }
  return inPlace(runs, manifest).slice(0, most);
}

/** Whether a run is wanted, by its content address and how it ended. */
export type KeepRun = (run: string, isFailed: boolean) => boolean;

/** Reads whole runs, in the order of the study. */
export async function readRuns(
  snapshot: Snapshot,
  manifest: StudyManifest,
  keep: KeepRun,
): Promise<readonly StudyRun[]> {
  const runs: StudyRun[] = [];
  for await (const some of eachRuns(snapshot, manifest, keep)) runs.push(...some);
  return inPlace(runs, manifest);
}

/** Reads whole runs, at most some thousand at a time, in the order in which files have them. */
export async function* eachRuns(
  snapshot: Snapshot,
  manifest: StudyManifest,
  keep: KeepRun,
): AsyncGenerator<readonly StudyRun[]> {
  const { fields } = snapshot;
  const axes = manifest.axes.map(({ name }) => name);
  const names = fields.map(({ name }) => name);
  const own = new Set([...FIXED_COLUMNS, ...axes]);
  const metrics = names.filter((name) => !own.has(name));
  const units = Object.fromEntries(fields.map(({ name, unit = '' }) => [name, unit]));
  for await (const group of groupsOf(snapshot)) {
    const told = await group.read(['run', 'status']);
    const kept = group.rows.filter((row) => keep(textAt(told, 'run', row), textAt(told, 'status', row) === 'failed'));
    if (kept.length === 0) continue;
    const columns = await group.read(names);
    yield kept.map((row) => ({
      run: textAt(columns, 'run', row),
      ...placeAt(columns, row),
      values: valuesAt(columns, row, axes),
      traceHash: textAt(columns, 'trace_hash', row),
      events: numberAt(columns, 'events', row),
      metrics: metricsOfRow(metrics, units, (name) => numberAt(columns, name, row)),
      ...(textAt(columns, 'status', row) === 'failed' ? { fault: faultAt(columns, row) } : {}),
    }));
  }
}

/** Rows of a file that lie together. */
interface Group {
  /** Those that count, from the beginning of the group. */
  readonly rows: readonly number[];
  read(this: void, names: readonly string[]): Promise<PartColumns>;
}

async function* groupsOf({ files, hidden, seedsBefore }: Snapshot): AsyncGenerator<Group> {
  for (const file of files) {
    const part = await openPart(file);
    const hides = new Set(hidden.get(file));
    for (const [group, from] of part.groups.slice(0, -1).entries()) {
      const to = part.groups[group + 1]!;
      const seeds = seedsBefore === undefined ? undefined : (await part.read(['seed'], from, to)).get('seed')!;
      const rows = Array.from({ length: to - from }, (_, row) => row).filter(
        (row) => !hides.has(from + row) && (seeds === undefined || (seeds[row] as number) < seedsBefore!),
      );
      yield { rows, read: (names) => part.read(names, from, to) };
    }
  }
}

function inPlace<Run extends RunPlace>(runs: Run[], { variants }: StudyManifest): readonly Run[] {
  const ranks = new Map(variants.map((name, at) => [name, at]));
  const rank = ({ variant }: Run): number => ranks.get(variant)!;
  return runs.sort((a, b) => a.point - b.point || rank(a) - rank(b) || a.seed - b.seed);
}

function placeAt(columns: PartColumns, row: number): RunPlace {
  const variant = textAt(columns, 'variant', row);
  return { point: numberAt(columns, 'point', row), variant, seed: numberAt(columns, 'seed', row) };
}

function valuesAt(columns: PartColumns, row: number, axes: readonly string[]): StudyRun['values'] {
  return Object.fromEntries(axes.map((name) => [name, columns.get(name)![row]!]));
}

function faultAt(columns: PartColumns, row: number): RunBreak {
  const [plugin, instance] = [textAt(columns, 'error_plugin', row), textAt(columns, 'error_instance', row)];
  const timeUs = numberAt(columns, 'error_us', row);
  return {
    message: textAt(columns, 'error', row),
    ...(plugin === '' ? {} : { plugin }),
    ...(instance === '' ? {} : { instance }),
    ...(Number.isNaN(timeUs) ? {} : { timeUs }),
  };
}

function numberAt(columns: PartColumns, name: string, row: number): number {
  return (columns.get(name)?.[row] as number | undefined) ?? NaN;
}

function textAt(columns: PartColumns, name: string, row: number): string {
  return (columns.get(name)?.[row] as string | undefined) ?? '';
}
