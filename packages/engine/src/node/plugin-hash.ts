import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findScript } from './find-script.ts';

/** A relative import, static or dynamic, or a re-export; one in a comment does no harm, its file merely counts too. */
const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g;

/**
 * Reads a plugin's own files: its entry and all that is reached from it by relative imports, by path relative to the
 * entry's folder.
 */
export async function pluginFiles(entry: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const folder = path.dirname(entry);
  const visit = async (file: string): Promise<void> => {
    const name = path.relative(folder, file).split(path.sep).join('/');
    if (files.has(name)) return;
    const bytes = await readFile(file);
    files.set(name, bytes);
    for (const [, , specifier] of bytes.toString('utf8').matchAll(RELATIVE_IMPORT)) {
      const imported = findScript(path.join(path.dirname(file), specifier));
      if (imported !== undefined) await visit(imported);
    }
  };
  await visit(entry);
  return files;
}

/**
 * Hashes a plugin's own files, SHA-256 in hex: those that `pluginFiles` gives, sorted by path, each as path, length and
 * bytes. The same bytes give the same hash everywhere.
 */
export async function pluginHash(entry: string): Promise<string> {
  const files = await pluginFiles(entry);
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) {
    const bytes = files.get(name)!;
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
