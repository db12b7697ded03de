import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CascadeReport } from '../cascade-report.ts';
import type { ConservationRecord, RunManifest, RunResult, RunTimings } from '../run-result.ts';
import { metricsOf } from './metrics-table.ts';
import type { MetricRecord } from './metrics-table.ts';
import { restoreIfMissing } from './replace-folder.ts';
import { isRunManifest } from './run-folder.ts';
import { StoreError, storeError } from './store-error.ts';

/** Reads what a run left in its folder, but for the tables. Throws a StoreError when there is no run, or not a whole one. */
export async function readRun(folder: string): Promise<RunResult> {
  await restoreIfMissing(folder);
  const read = await readJson(folder, 'manifest.json');
  if (!isRunManifest(read)) {
    throw new StoreError('notARunFolder', folder, `Cannot read a run at ${folder}: its manifest is of another kind.`);
  }
  const {
    format: _format,
    verdict,
    conservation,
    ...manifest
  } = read as RunManifest & {
    readonly format: string;
    readonly verdict: string;
    readonly conservation?: ConservationRecord;
  };
  const metrics = metricsOf((await readJson(folder, 'metrics.json')) as MetricRecord[]);
  const timings = (await readJson(folder, 'timings.json')) as RunTimings;
  const cascades = await readCascades(folder);
  return {
    ...{ manifest, metrics, verdict, timings },
    ...(conservation === undefined ? {} : { conservation }),
    ...(cascades === undefined ? {} : { cascades }),
  };
}

/** A run that broke early has told of none. */
async function readCascades(folder: string): Promise<CascadeReport | undefined> {
  try {
    return (await readJson(folder, 'cascades.json')) as CascadeReport;
  } catch (thrown) {
    if (thrown instanceof StoreError && thrown.code === 'missing') return undefined;
    throw thrown;
  }
}

async function readJson(folder: string, name: string): Promise<unknown> {
  const file = path.join(folder, name);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) {
      throw new StoreError('unreadable', file, `Cannot read a run at ${file}: ${thrown.message}.`, thrown);
    }
    throw storeError(thrown, 'read a run', file);
  }
}
