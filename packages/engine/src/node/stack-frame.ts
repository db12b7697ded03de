import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from '../scenario/index.ts';
import { housePackages } from './house-folder.ts';

const FRAME = /(?:\(|at )((?:file:\/\/)?[^\s()][^()]*?):(\d+):(\d+)\)?$/;

/**
 * Finds the place that an error's stack points to: the first frame in a plugin, or else the first in any file on the
 * disk, the platform's and installed packages' own left out. With source maps on it is a line that somebody wrote.
 */
export function firstFrame(stack: string): Place | undefined {
  const places = stack.split('\n').flatMap((text) => placeOf(text.trim()));
  if (places.length === 0) return undefined;
  const core = housePackages().filter(({ name }) => !name.startsWith('@ebb/plugin-'));
  const isCore = ({ file }: Place): boolean => core.some(({ folder }) => file.startsWith(folder + path.sep));
  return places.find((place) => !isCore(place)) ?? places[0];
}

function placeOf(frame: string): Place[] {
  const [, url, line, column] = FRAME.exec(frame) ?? [];
  if (url === undefined || url.startsWith('node:') || url.includes('/node_modules/')) return [];
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  return existsSync(file) ? [{ file, line: Number(line), column: Number(column) }] : [];
}
