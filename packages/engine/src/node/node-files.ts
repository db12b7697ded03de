import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from './file-problem.ts';
import type { ScenarioFiles } from '../scenario/index.ts';

/** A scenario is written by hand; what is longer is not one. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Scenario files on a disk. `read` rejects with BadInput for what is there and is no text: a folder, a device, bytes that
 * are not UTF-8, a file that may not be read; for a file that is not there, with the error of the system.
 */
export const nodeFiles: Required<ScenarioFiles> = {
  read: readText,
  resolve: (fromFile, relative) =>
    path.isAbsolute(relative) ? path.normalize(relative) : path.join(path.dirname(fromFile), relative),
  list: async (file) => (await readdir(path.dirname(file))).sort(),
};

async function readText(file: string): Promise<string> {
  try {
    await refuseUnreadable(file);
    return new TextDecoder('utf-8', { fatal: true }).decode(refuseBinary(file, await readFile(file)));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw error;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw notText(file);
    if (code === 'EACCES' || code === 'EPERM') {
      throw refusal(file, 'a file that may be read', 'no permission', `the file '${file}' may not be read`);
    }
    throw error;
  }
}

async function refuseUnreadable(file: string): Promise<void> {
  const about = await stat(file);
  if (about.isDirectory()) {
    throw refusal(file, 'a file', 'a folder', `'${file}' is a folder, where a YAML file is expected`);
  }
  // A pipe is welcome: a shell hands over the output of a command that way.
  if (!about.isFile() && !about.isFIFO()) {
    throw refusal(file, 'a file', 'a device', `'${file}' is not a file`);
  }
  if (about.size > MOST_BYTES) {
    throw refusal(file, 'a text of at most 16 MiB', `${about.size} bytes`, `'${file}' is larger than 16 MiB`);
  }
}

function refuseBinary(file: string, bytes: Buffer): Buffer {
  if (bytes.includes(0)) throw notText(file);
  return bytes;
}

function notText(file: string): Error {
  return refusal(file, 'a text in UTF-8', 'other bytes', `'${file}' is not a text in UTF-8`);
}

function refusal(file: string, expected: string, found: string, sentence: string): Error {
  return fileProblem(file, { expected, found, sentence });
}

/** The code of a system error; empty for any other. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
