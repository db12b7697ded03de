import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What `ebb run --json` prints. */
export interface Played {
  readonly status: string;
  readonly traceHash: string;
  readonly fault: unknown;
  readonly conservation?: { readonly balanced: boolean; readonly sentence: string };
  /** Values by `subject.name`, or by name alone. */
  readonly metrics: Readonly<Record<string, number>>;
}

const scenarios = path.join(import.meta.dirname, '..');
const bin = path.join(scenarios, '../packages/cli/bin/ebb.mjs');

/** Runs the built command in the folder of scenarios; gives what it printed, and rejects when it refuses or fails. */
export function ebb(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: scenarios, env: { ...process.env, NODE_OPTIONS: '' } };
    execFile(process.execPath, [bin, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`ebb ${args.join(' ')}: ${stderr}`));
    });
  });
}

/**
 * Plays a scenario of this folder with seed 1 in a process of its own: under a test runner, whose globals are slow, the
 * same run takes many times longer.
 */
export async function play(name: string, set: readonly string[], options: readonly string[]): Promise<Played> {
  const out = mkdtempSync(path.join(tmpdir(), 'ebb-scenario-'));
  const changes = set.flatMap((change) => ['--set', change]);
  try {
    const shared = ['--seed', '1', '--json', '--watchdog', '0', '--out', path.join(out, 'run')];
    return JSON.parse(await ebb(['run', `${name}.yaml`, ...shared, ...changes, ...options])) as Played;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
