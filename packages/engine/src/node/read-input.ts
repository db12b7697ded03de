import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { nearestName } from '../scenario/index.ts';
import { fileProblem } from './file-problem.ts';
import { codeOf, nodeFiles } from './node-files.ts';

/** Reads a file that a person named; `what` is as in `a study`. Throws BadInput, with the nearest name, when there is none. */
export async function readInput(file: string, what: string): Promise<string> {
  try {
    return await nodeFiles.read(file);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    const beside = await readdir(path.dirname(file)).catch(() => []);
    const near = nearestName(path.basename(file), beside);
    const hint = near === undefined ? '' : ` (did you mean '${near}'?)`;
    const sentence = `there is no file '${file}'${hint}`;
    throw fileProblem(file, { expected: what, found: 'no file', sentence });
  }
}
