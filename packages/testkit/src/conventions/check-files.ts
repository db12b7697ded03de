import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listScripts } from './package-folder.ts';

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(([a-z]+\.)?test|config|d))?\.[cm]?[jt]s$/;
const saysNothing = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'types', 'misc']);
const maxLines = 400;

/** Checks the names and lengths of a package's scripts; returns a sentence for each fault. */
export function checkFiles(folder: string): string[] {
  return listScripts(folder).flatMap((file) => {
    const name = path.posix.basename(file);
    const stem = name.split('.')[0] ?? name;
    const lines = readFileSync(path.join(folder, file), 'utf8').replace(/\n$/, '').split('\n').length;
    return [
      ...(kebab.test(name) ? [] : [`${file} is not named in kebab-case.`]),
      ...(saysNothing.has(stem) ? [`${file} has a name that says nothing of what is in it.`] : []),
      ...(lines > maxLines ? [`${file} has ${lines} lines; the ceiling is ${maxLines}.`] : []),
    ];
  });
}
