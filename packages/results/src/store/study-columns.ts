import type { Column, Columns, MetricValue } from '@ebb/sdk';
import { metricKey } from '../metric-key.ts';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';

/** Columns that every study has, in front of those of its axes and its metrics. */
export const PLACE_COLUMNS = ['run', 'point', 'variant', 'seed'] as const;
const OUTCOME_COLUMNS = [
  'status',
  'trace_hash',
  'events',
  'error',
  'error_plugin',
  'error_instance',
  'error_us',
] as const;

/** Names that no axis may have. */
export const FIXED_COLUMNS: readonly string[] = [...PLACE_COLUMNS, ...OUTCOME_COLUMNS];

/** What the column of a metric's moment is called: microseconds since the epoch. */
export function momentColumn(key: string): string {
  return `${key}.at`;
}

/** The rows of some runs of a study, in the order given; a metric that only some of them measured is absent in the others. */
export function studyColumns({ axes }: Pick<StudyManifest, 'axes'>, runs: readonly StudyRun[]): Columns {
  const text = (name: string, of: (run: StudyRun) => string): Column => ({ name, kind: 'text', data: runs.map(of) });
  const integer = (name: string, of: (run: StudyRun) => number, unit?: string): Column => ({
    name,
    kind: 'integer',
    ...(unit === undefined ? {} : { unit }),
    data: Float64Array.from(runs, of),
  });
  const columns: Column[] = [
    text('run', ({ run }) => run),
    integer('point', ({ point }) => point),
    text('variant', ({ variant }) => variant),
    integer('seed', ({ seed }) => seed),
    ...axes.map(({ name, kind, unit }): Column => {
      if (kind === 'text') return text(name, ({ values }) => String(values[name] ?? ''));
      const data = Float64Array.from(runs, ({ values }) => Number(values[name] ?? NaN));
      return { name, kind: 'number', ...(unit === undefined ? {} : { unit }), data };
    }),
    text('status', ({ fault }) => (fault === undefined ? 'completed' : 'failed')),
    text('trace_hash', ({ traceHash }) => traceHash),
    integer('events', ({ events }) => events),
    text('error', ({ fault }) => fault?.message ?? ''),
    text('error_plugin', ({ fault }) => fault?.plugin ?? ''),
    text('error_instance', ({ fault }) => fault?.instance ?? ''),
    integer('error_us', ({ fault }) => fault?.timeUs ?? NaN, 'us'),
  ];
  columns.push(...metricColumns(runs, new Set(columns.map(({ name }) => name))));
  return { table: 'runs', rows: runs.length, columns };
}

/**
 * The runs that go into a file: in the order of the study, each once, one that was completed rather than one that failed. Throws
 * a RangeError for a run that the study does not ask for.
 */
export function runsToWrite(manifest: StudyManifest, runs: readonly StudyRun[]): readonly StudyRun[] {
  const { variants, points, firstSeed, replicates } = manifest;
  const ranks = new Map(variants.map((name, at) => [name, at]));
  const found = new Map<string, StudyRun>();
  for (const run of runs) {
    const { point, variant, seed } = run;
    const isAsked = Number.isInteger(point) && point >= 0 && point < points && ranks.has(variant);
    if (!isAsked || !Number.isSafeInteger(seed) || seed < firstSeed || seed >= firstSeed + replicates) {
      throw new RangeError(
        `expected a point below ${points}, one of the variants ${variants.join(', ')}, and a seed from ${firstSeed} to ` +
          `${firstSeed + replicates - 1}, found point ${point}, variant ${variant}, seed ${seed}`,
      );
    }
    const place = JSON.stringify([point, variant, seed]);
    const known = found.get(place);
    if (known === undefined || (known.fault !== undefined && run.fault === undefined)) found.set(place, run);
  }
  const rank = ({ variant }: StudyRun): number => ranks.get(variant)!;
  return [...found.values()].sort((a, b) => a.point - b.point || rank(a) - rank(b) || a.seed - b.seed);
}

/**
 * One column for each metric that any run measured, in the order of their keys, and one for its moment where it has one. Throws a
 * RangeError for a metric whose column would be another's.
 */
function metricColumns(runs: readonly StudyRun[], taken: ReadonlySet<string>): readonly Column[] {
  const found = new Map<string, Column & { readonly data: Float64Array }>();
  const set = (row: number, name: string, kind: Column['kind'], unit: string, value: number): void => {
    let column = found.get(name);
    if (column === undefined) {
      column = { name, kind, unit, data: new Float64Array(runs.length).fill(NaN) };
      found.set(name, column);
    }
    if (taken.has(name) || column.kind !== kind) {
      throw new RangeError(`two columns would be called ${name}: the metric or the axis of that name needs another`);
    }
    column.data[row] = value;
  };
  for (const [row, { metrics }] of runs.entries()) {
    for (const metric of metrics) {
      const key = metricKey(metric);
      set(row, key, 'number', metric.unit, metric.value);
      if (metric.atUs !== undefined) set(row, momentColumn(key), 'integer', 'us', metric.atUs);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Turns columns of metrics of one row back into measured numbers; those absent are left out. */
export function metricsOfRow(
  columns: readonly string[],
  units: Readonly<Record<string, string>>,
  value: (column: string) => number,
): readonly MetricValue[] {
  const known = new Set(columns);
  const isMoment = (name: string): boolean => name.endsWith('.at') && known.has(name.slice(0, -3));
  return columns.flatMap((key) => {
    if (isMoment(key)) return [];
    const number = value(key);
    if (Number.isNaN(number)) return [];
    const split = key.lastIndexOf('.');
    const at = known.has(momentColumn(key)) ? value(momentColumn(key)) : NaN;
    return [
      {
        ...(split < 0 ? {} : { subject: key.slice(0, split) }),
        name: key.slice(split + 1),
        value: number,
        unit: units[key] ?? '',
        ...(Number.isNaN(at) ? {} : { atUs: at }),
      },
    ];
  });
}
