import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';
import path from 'node:path';
import type { StudyManifest } from '../src/study/study-manifest.ts';
import type { StudyRun } from '../src/study/study-run.ts';

const SCRIPT = path.join(import.meta.dirname, 'study-process.mjs');

/** What a process is to do; a folder in place of a store opens it as one who only reads would. */
export interface StudyWork {
  readonly store?: string;
  readonly folder?: string;
  readonly manifest?: StudyManifest;
  readonly chunks?: readonly (readonly StudyRun[])[];
  readonly mostChunks?: number;
  readonly finish?: boolean;
  /** A run that takes the process with it. */
  readonly begin?: Pick<StudyRun, 'point' | 'variant' | 'seed'>;
}

/** How a process ended. */
export interface StudyEnd {
  /** The chunks that it said will last, by their number. */
  readonly written: readonly number[];
  /** The state of the study, or what was thrown; undefined of a process that was killed. */
  readonly told: Readonly<Record<string, unknown>> | undefined;
}

/** Plays a part in a study from another process, which is killed as soon as it has said so many lines, where that is told. */
export function studyProcess(
  work: StudyWork,
  {
    killAfter = Infinity,
    delayMs = 0,
    shell,
    ...options
  }: SpawnOptions & Readonly<{ killAfter?: number; delayMs?: number }> = {},
): Promise<StudyEnd> {
  // A shell may set limits first, as in `ulimit -f 8`.
  const [command, args] =
    typeof shell === 'string'
      ? ['/bin/sh', ['-c', `${shell}; exec "$0" "$1"`, process.execPath, SCRIPT]]
      : [process.execPath, [SCRIPT]];
  const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin!.end(JSON.stringify({ chunks: [], ...work }));
  let out = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.split('\n').length > killAfter) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const lines = out.split('\n').slice(0, -1);
      const last = lines.at(-1) ?? '';
      resolve({
        written: lines.filter((line) => /^\d+$/.test(line)).map(Number),
        told: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : undefined,
      });
    });
  });
}
