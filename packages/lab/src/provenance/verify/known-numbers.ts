import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { finiteOrNull, metricKey } from '@ebb/results';
import type { RunResult } from '@ebb/results';
import { FIXED_COLUMNS, StudyFolder, momentColumn } from '@ebb/results/store';
import { RESULTS } from '../bundle/bundle-manifest.ts';
import type { BundledRun } from '../bundle/bundled-run.ts';
import type { UnpackedBundle } from './read-bundle.ts';

/** What a run measured, by `metricKey`, and the moments of what has one; what could not be measured is absent. */
export type Numbers = ReadonlyMap<string, number>;

/** Reads the numbers that a bundle holds of some runs, in their order; undefined where it holds none. */
export async function knownNumbers(
  { folder, manifest }: UnpackedBundle,
  runs: readonly BundledRun[],
): Promise<readonly Numbers[] | undefined> {
  if (!manifest.results || runs.length === 0) return undefined;
  if (manifest.kind === 'run') return [numbersOf(await metricsOfRun(path.join(folder, RESULTS)))];
  const study = await StudyFolder.open(path.join(folder, RESULTS));
  const axes = study.manifest.axes.map(({ name }) => name);
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const wanted = runs.map(({ point, variant, seed }) => quoted(`${point} ${variant} ${seed}`));
  const place = "(point || ' ' || variant || ' ' || seed)";
  const { columns, rows } = await study.query(
    `select ${place} as place, * from runs where place in (${wanted.join(', ')})`,
  );
  const isNumber = columns.map((name, at) => at > 0 && !FIXED_COLUMNS.includes(name) && !axes.includes(name));
  const byPlace = new Map(
    rows.map((row) => {
      const cells = row.flatMap((cell, at): (readonly [string, number])[] =>
        isNumber[at] === true && cell !== null && Number.isFinite(Number(cell)) ? [[columns[at]!, Number(cell)]] : [],
      );
      return [String(row[0]), new Map(cells)] as const;
    }),
  );
  return runs.map(
    ({ point, variant, seed }) => byPlace.get(`${point} ${variant} ${seed}`) ?? new Map<string, number>(),
  );
}

/** The numbers of a run that was played. */
export function numbersOf(metrics: RunResult['metrics']): Numbers {
  const numbers = new Map<string, number>();
  for (const metric of metrics) {
    const key = metricKey(metric);
    if (finiteOrNull(metric.value) !== null) numbers.set(key, metric.value);
    if (metric.atUs !== undefined) numbers.set(momentColumn(key), metric.atUs);
  }
  return numbers;
}

/** The names of numbers that differ, sorted; equal means equal to the last bit. */
export function differentNumbers(known: Numbers, found: Numbers): readonly string[] {
  return [...new Set([...known.keys(), ...found.keys()])].filter((key) => known.get(key) !== found.get(key)).sort();
}

/** What a run's folder has in `metrics.json`. */
async function metricsOfRun(folder: string): Promise<RunResult['metrics']> {
  const records = JSON.parse(await readFile(path.join(folder, 'metrics.json'), 'utf8')) as readonly (Omit<
    RunResult['metrics'][number],
    'value'
  > & { readonly value: number | null })[];
  return records.map((record) => ({ ...record, value: record.value ?? NaN }));
}
