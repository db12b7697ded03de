import path from 'node:path';
import { BadInput, problemAt } from '../scenario/index.ts';
import type { Mistake, Place } from '../scenario/index.ts';

/** Makes the BadInput for one mistake about a file; without a place it is about the file as a whole. */
export function fileProblem(place: Place | string, mistake: Mistake): BadInput {
  return new BadInput([problemAt(typeof place === 'string' ? wholeFile(place) : place, [], mistake)]);
}

/** The place that stands for a file as a whole. */
export function wholeFile(file: string): Place {
  return { file, line: 0, column: 0 };
}

/** A path as it reads best: relative to the working folder for what lies below it, else absolute. */
export function displayPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
