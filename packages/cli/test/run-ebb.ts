import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const bin = path.join(import.meta.dirname, '../bin/ebb.mjs');
export const fixtures = path.join(import.meta.dirname, 'fixtures');

/** Runs the built command in a folder; as soon as `interruptWhen` says so it is sent a Ctrl-C. */
export function runEbb(folder: string, args: readonly string[], interruptWhen?: () => boolean): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const watch = setInterval(() => {
    if (interruptWhen?.() !== true) return;
    clearInterval(watch);
    child.kill('SIGINT');
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      clearInterval(watch);
      resolve({ code, out, err });
    });
  });
}

/** Makes a folder for a test, and gives how to remove it. */
export function scratchFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebb-cli-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
