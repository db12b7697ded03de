import { statSync } from 'node:fs';

/** What a script of a plugin may end in. */
export const SCRIPT = /\.m?[jt]s$/;

/**
 * Finds the script that an import means by a path: the file itself, the TypeScript behind a `.js` that is not there, the
 * file whose extension was left out, or the index of a folder. Undefined when there is none.
 */
export function findScript(written: string): string | undefined {
  const candidates = [
    written,
    ...(/\.m?js$/.test(written) ? [written.replace(/js$/, 'ts')] : []),
    ...['.ts', '.mts', '.js', '.mjs', '/index.ts', '/index.js'].map((end) => written.replace(/\/$/, '') + end),
  ];
  return candidates.find(isFile);
}

/** Whether there is a file at a path. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Whether there is a folder at a path. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
