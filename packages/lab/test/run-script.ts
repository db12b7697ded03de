import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What `play-study.mjs` and `work.mjs` print; nothing when they were killed. */
export interface Told {
  readonly state?: { readonly completed: number; readonly failed: number; readonly missing: number };
  readonly last?: { readonly done: number; readonly failed: number; readonly total: number; readonly share: number };
  readonly failures?: readonly {
    readonly point: number;
    readonly variant: string;
    readonly seed: number;
    readonly message: string;
  }[];
  readonly error?: string;
  readonly kind?: string;
  readonly ended?: true;
}

/** A script that runs, and how it ends. */
export interface Script {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly told: Told; readonly err: string; readonly signal: NodeJS.Signals | null }>;
}

/** Runs a script of the fixtures on the built packages; `hear` is told each line that it writes to standard error. */
export function runScript(name: string, options: object, hear: (line: string) => void = () => {}): Script {
  const script = path.join(import.meta.dirname, 'fixtures', name);
  const env = { ...process.env, EBB_TEST_PROGRESS: '1', NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [script, JSON.stringify(options)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    for (const line of text.split('\n')) hear(line);
  });
  const ended = new Promise<Awaited<Script['ended']>>((resolve, reject) => {
    child.on('error', reject).on('close', (_, signal) => {
      resolve({ told: out === '' ? {} : (JSON.parse(out) as Told), err, signal });
    });
  });
  return { child, ended };
}

/** Runs `play-study.mjs` to its end. */
export async function playStudy(store: string, executor: object, more: object = {}): Promise<Told> {
  const { told, err } = await runScript('play-study.mjs', { store, executor, ...more }).ended;
  if (told.state === undefined && told.error === undefined) throw new Error(err);
  return told;
}

/** How many runs a line of progress says are over; 0 of another line. */
export function doneIn(line: string): number {
  return Number(/^\{"done":(\d+)/.exec(line)?.[1] ?? 0);
}

/** The hashes of all tables of results in a store, by their files. */
export function tablesOf(store: string): Readonly<Record<string, string>> {
  const names = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet'));
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(path.join(store, name)))
      .digest('hex');
  return Object.fromEntries(names.sort().map((name) => [name, hash(name)]));
}

/** Makes a folder for tests, and gives how to remove it. */
export function scratchFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebb-lab-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
