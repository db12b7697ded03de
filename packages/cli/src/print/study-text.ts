import path from 'node:path';
import Table from 'cli-table3';
import { formatCount, formatSpan } from '@ebb/results';
import type { StudyManifest } from '@ebb/results';
import type { FailedRun, StudyFolder, StudyState } from '@ebb/results/store';
import { BARE } from './bare-table.ts';
import { bytesText } from './bytes-text.ts';

/** Failed runs that are shown one by one. */
const MOST_FAILURES = 10;
const MESSAGE_WIDTH = 70;
/** Where commands look for a key unless told otherwise. */
const STORE = 'runs/store';

/** What a person reads when a study was played: its size, how it stands, and what to do next. */
export function studyText(
  { manifest, path: folder }: StudyFolder,
  state: StudyState,
  { part, seconds, played }: { readonly part: string; readonly seconds: number; readonly played?: number },
): string {
  const metrics = manifest.form['metrics'];
  const asked = folder === path.join(STORE, manifest.key) ? manifest.key : folder;
  const metric = Array.isArray(metrics) && typeof metrics[0] === 'string' ? metrics[0] : '<metric>';
  const by = part === 'local' ? '' : ` by ${part}`;
  const next =
    state.missing > 0
      ? `${goOnText(part)}: ebb resume ${asked}`
      : isScreened(manifest)
        ? `ask with: ebb sensitivity ${asked} --metric '${metric}'`
        : manifest.variants.length > 1
          ? `compare with: ebb compare ${asked} --metric '${metric}'`
          : `ask with: ebb sql "select * from runs" --in ${asked}`;
  const isKnown = part === 'local' && played === 0 && state.missing === 0;
  const work = isKnown ? 'nothing was played, all runs were in the store' : `${formatSpan(seconds)}${by}`;
  const retry = state.failed === 0 ? [] : [`failures: ebb status ${asked}; once mended: ebb retry-failed ${asked}`];
  return [
    headOf(manifest),
    `${countsOf(state)}; ${work}`,
    ...(played === 0 ? [] : asideText(state)),
    `files: ${folder}`,
    ...retry,
    next,
    '',
  ].join('\n');
}

function goOnText(part: string): string {
  if (part === 'local') return 'go on with';
  if (part === 'bullmq') return 'go on with the same command, or on this machine alone with';
  return 'when all parts are over, put them together with';
}

/** What `ebb status` tells of one study. */
export function statusText(folder: StudyFolder, state: StudyState, failures: readonly FailedRun[]): string {
  const { manifest } = folder;
  const axes = manifest.axes.map(({ name, unit }) => (unit === undefined ? name : `${name} (${unit})`));
  const runs = state.completed + state.failed;
  const cost = runs === 0 ? [] : [`${formatSpan(state.seconds / runs)} a run, ${bytesText(state.bytes)} in all`];
  return [
    headOf(manifest),
    ...(axes.length === 0 ? [] : [`varied: ${axes.join(', ')}`]),
    `variants: ${manifest.variants.join(', ')}`,
    countsOf(state),
    ...cost,
    ...asideText(state),
    ...failuresText(failures, state.failed),
    `files: ${folder.path}`,
    '',
  ].join('\n');
}

function asideText({ corrupt, missing }: StudyState): readonly string[] {
  const runs = missing > 0 ? 'its runs are missing again' : 'its runs were played again';
  return corrupt.map((file) => `damaged and set aside, ${runs}: ${file}`);
}

/** Whether its design was made to say which parameters matter. */
function isScreened({ form }: StudyManifest): boolean {
  const parts = [form['vary'] ?? []].flat();
  return parts.some((part) => typeof part === 'object' && part !== null && ('morris' in part || 'saltelli' in part));
}

/** A list of studies, one a line. */
export function studiesText(
  studies: readonly { readonly folder: StudyFolder; readonly state: StudyState }[],
  store: string,
): string {
  if (studies.length === 0) return `no studies at ${store}\n`;
  const table = new Table({
    ...BARE,
    head: ['key', 'study', 'scenario', 'runs', 'completed', 'failed', 'missing', 'size'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { folder, state } of studies) {
    const { key, name, scenario } = folder.manifest;
    const { completed, failed, missing, bytes } = state;
    const counts = [completed + failed + missing, completed, failed, missing].map(formatCount);
    table.push([key, name, scenario, ...counts, bytesText(bytes)]);
  }
  return `${table.toString()}\n`;
}

/** The same of one study for programs. */
export function studyJson(folder: StudyFolder, state: StudyState, failures?: readonly FailedRun[]): string {
  return `${JSON.stringify({ ...recordOf(folder, state), ...(failures === undefined ? {} : { failures }) })}\n`;
}

/** The list for programs. */
export function studiesJson(studies: readonly { readonly folder: StudyFolder; readonly state: StudyState }[]): string {
  return `${JSON.stringify(studies.map(({ folder, state }) => recordOf(folder, state)))}\n`;
}

function recordOf({ manifest, path: folder }: StudyFolder, state: StudyState): object {
  const { key, name, scenario, variants, points, replicates, firstSeed } = manifest;
  const axes = manifest.axes.map((axis) => axis.name);
  return { key, name, scenario, axes, variants, points, replicates, firstSeed, ...state, folder };
}

function headOf({ name, scenario, points, variants, replicates }: StudyManifest): string {
  const of = name === scenario ? name : `${name} (${scenario})`;
  const runs = counted(points * variants.length * replicates, 'run');
  const factors = [counted(points, 'point'), counted(variants.length, 'variant'), counted(replicates, 'seed')];
  return `${of}: ${factors.join(' × ')} = ${runs}`;
}

function countsOf({ completed, failed, missing }: StudyState): string {
  return `${formatCount(completed)} completed, ${formatCount(failed)} failed, ${formatCount(missing)} missing`;
}

function failuresText(failures: readonly FailedRun[], all: number): readonly string[] {
  if (failures.length === 0) return [];
  const table = new Table({
    ...BARE,
    head: ['point', 'variant', 'seed', 'what broke', 'in'],
    colAligns: ['right', 'left', 'right', 'left', 'left'],
    colWidths: [null, null, null, MESSAGE_WIDTH, null],
    wordWrap: true,
  });
  for (const { point, variant, seed, fault } of failures.slice(0, MOST_FAILURES)) {
    const who = fault.plugin === undefined ? '' : `${fault.plugin} (${fault.instance ?? ''})`;
    table.push([String(point), variant, String(seed), fault.message, who]);
  }
  const more = all > MOST_FAILURES ? [`and ${formatCount(all - MOST_FAILURES)} more: --json lists them`] : [];
  return [table.toString(), ...more];
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
