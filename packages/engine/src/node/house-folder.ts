import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFolder } from './find-script.ts';

/**
 * Finds the folder that holds the packages of the house side by side, `node_modules/@ebb`, above this file: in a workspace
 * it holds links, where the house is installed the packages themselves. Throws an Error when there is none.
 */
export function houseFolder(): string {
  const here = fileURLToPath(import.meta.url);
  for (let folder = path.dirname(here); ; folder = path.dirname(folder)) {
    const candidates = [folder, path.join(folder, 'node_modules', '@ebb')];
    const found = candidates.find((each) => path.basename(each) === '@ebb' && isFolder(path.join(each, 'sdk')));
    if (found !== undefined) return found;
    if (folder === path.dirname(folder)) throw new Error(`no folder node_modules/@ebb lies above ${here}`);
  }
}

/** The packages of the house whose names begin so, in order, and the real folders they lie in; links that lead nowhere are none. */
export function housePackages(beginning = ''): readonly { readonly name: string; readonly folder: string }[] {
  const house = houseFolder();
  return readdirSync(house)
    .filter((name) => name.startsWith(beginning) && existsSync(path.join(house, name)))
    .sort()
    .map((name) => ({ name: `@ebb/${name}`, folder: realpathSync(path.join(house, name)) }));
}
