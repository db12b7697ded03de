import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StudyFolder } from '@ebb/results/store';

/** Numbers that each run has; every fourth has a moment. */
const METRICS = 200;
/** Runs of a file, as of fifteen seconds of work. */
const CHUNK_RUNS = 100;
const PARTS = ['write', 'open', 'compact', 'query'];

/**
 * What the store of a study takes of the clock, and the most memory of the process that did it: `write` and `compact` in runs a
 * second, `open` the milliseconds until a folder of many chunks is known, `query` those of a group-by over the table when DuckDB
 * is loaded. A part begins with what the part before has left in a temporary folder, which the last removes.
 */
export async function measure({ part, runs }) {
  const store = path.join(os.tmpdir(), `ebb-benchmark-study-${runs}`);
  const before = PARTS[PARTS.indexOf(part) - 1];
  if (part === 'write') rmSync(store, { recursive: true, force: true });
  else if (!existsSync(path.join(store, `${before}.done`))) prepare({ part: before, runs });
  const { value, note } = await measures[part](store, runs);
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  if (part === 'query') rmSync(store, { recursive: true, force: true });
  else writeFileSync(path.join(store, `${part}.done`), '');
  return { value, note: `${note === undefined ? '' : `${note}, `}peak ${peakMiB} MiB` };
}

const measures = {
  async write(store, runs) {
    const study = await StudyFolder.create(store, manifestOf(runs), { mostChunks: Infinity });
    let seconds = 0;
    for (let from = 0; from < runs; from += CHUNK_RUNS) {
      const some = Array.from({ length: Math.min(CHUNK_RUNS, runs - from) }, (_, at) => runAt(from + at));
      seconds += await timed(() => study.write(some, 1));
    }
    return { value: runs / seconds, note: `${Math.round((await study.state()).bytes / runs)} bytes a run` };
  },
  async open(store, runs) {
    const folder = path.join(store, manifestOf(runs).key);
    const seconds = await timed(() => StudyFolder.open(folder));
    return { value: 1000 * seconds };
  },
  async compact(store, runs) {
    const study = await StudyFolder.create(store, manifestOf(runs));
    const seconds = await timed(() => study.finishIfWhole());
    const { bytes, chunks } = await study.state();
    if (chunks > 0) throw new Error(`${chunks} chunks are left`);
    return { value: runs / seconds, note: `${Math.round(bytes / runs)} bytes a run` };
  },
  async query(store, runs) {
    const study = await StudyFolder.open(path.join(store, manifestOf(runs).key));
    await study.query('select count(*) from runs');
    const metrics = Array.from({ length: METRICS }, (_, at) => `avg(${JSON.stringify(keyOf(at))})`).join(', ');
    const seconds = await timed(() => study.query(`select drop, variant, ${metrics} from runs group by all`));
    const one = await timed(() => study.query(`select variant, avg(${JSON.stringify(keyOf(5))}) from runs group by 1`));
    return { value: 1000 * seconds, note: `of one metric ${Math.round(1000 * one)} ms` };
  },
};

function prepare(params) {
  const script = path.join(import.meta.dirname, '../measure.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, JSON.stringify({ area: 'study-store', ...params })]);
  if (status !== 0) throw new Error(String(stderr));
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

function manifestOf(runs) {
  return {
    ...{ format: 'ebb-study-1', key: '0123456789abcdef', name: 'benchmark', scenario: 'none', title: 'None', form: {} },
    axes: [{ name: 'drop', kind: 'number' }],
    variants: ['asWas', 'other'],
    ...{ points: runs / 100, replicates: 50, firstSeed: 1, build: 'none', versions: {}, plugins: [] },
  };
}

function keyOf(at) {
  return `M${at % 20}/USDT@alpha.metric${at}`;
}

function runAt(index) {
  const hash = ((Math.imul(index, 2654435761) >>> 0) + 2 ** 32).toString(16).slice(1).repeat(4);
  const metrics = Array.from({ length: METRICS }, (_, at) => ({
    ...{ subject: `M${at % 20}/USDT@alpha`, name: `metric${at}`, unit: 'USDT' },
    value: Math.sin(index * METRICS + at),
    ...(at % 4 === 0 && { atUs: 1_760_131_145_000_000 + index * at }),
  }));
  const [point, within] = [Math.floor(index / 100), index % 100];
  const place = { point, variant: within < 50 ? 'asWas' : 'other', seed: 1 + (within % 50) };
  return { run: hash, ...place, values: { drop: point / 100 }, traceHash: hash, events: 1000 + index, metrics };
}
