import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { housePackages } from '@ebb/engine/node';
import { digest } from './run-key.ts';

/** The packages whose code decides what happens in a run; of each only what its first door reaches. */
const RUN_PATH = 'exact kernel book ledger clearing exchange issuance sdk results engine'.split(' ');
/** The libraries that take part in it, and the package that each is looked for from. */
const LIBRARIES: Readonly<Record<string, string>> = {
  mathjs: 'engine',
  'reflect-metadata': 'sdk',
  rxjs: 'kernel',
  seedrandom: 'kernel',
  tsyringe: 'sdk',
  zod: 'sdk',
};

/** An import or a re-export by a path; one in a comment does no harm, its file merely counts too. */
const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"\n]+)['"]/g;
const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/gm;

let known: string | undefined;

/**
 * Hashes the rules of the house as they are built: the scripts of every package on the run path that its door reaches,
 * without tables, files or the command line, and the versions of the libraries they use; SHA-256, 64 hex digits. The same
 * sources give the same hash on every machine and in every folder. Read once in a process. Rejects with an Error when a
 * package is not built.
 */
export function buildHash(): Promise<string> {
  try {
    known ??= hashBuild(housePackages());
    return Promise.resolve(known);
  } catch (error) {
    return Promise.reject(error as Error);
  }
}

/** Hashes the built packages that lie in these folders. Throws an Error for one that is not there or not built. */
export function hashBuild(house: readonly { readonly name: string; readonly folder: string }[]): string {
  const folderOf = (name: string): string => {
    const found = house.find((each) => each.name === `@ebb/${name}`);
    if (found === undefined) throw new Error(`the package @ebb/${name} is not installed`);
    return found.folder;
  };
  const parts = RUN_PATH.flatMap((name) => {
    const scripts = [...scriptsOf(name, path.join(folderOf(name), 'dist'))].sort(([a], [b]) => (a < b ? -1 : 1));
    return scripts.flatMap(([file, text]) => [`${name}/${file}`, text]);
  });
  const versions = Object.entries(LIBRARIES).flatMap(([library, from]) => [
    library,
    versionOf(library, folderOf(from)),
  ]);
  return digest([...parts, ...versions]);
}

/** What the door of a package reaches, by its path from the door. */
function scriptsOf(name: string, folder: string): ReadonlyMap<string, string> {
  const scripts = new Map<string, string>();
  const pending = ['index.js'];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (scripts.has(file)) continue;
    const text = readBuilt(name, path.join(folder, file));
    scripts.set(file, text);
    for (const [, specifier] of text.matchAll(RELATIVE_IMPORT)) {
      pending.push(path.posix.join(path.posix.dirname(file), specifier!));
    }
  }
  return scripts;
}

/** A built script without what differs between machines: where its source lies, and how lines end. */
function readBuilt(name: string, file: string): string {
  if (!existsSync(file)) throw new Error(`the package @ebb/${name} is not built: there is no ${file}`);
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').replace(SOURCE_MAP, '').trimEnd();
}

/** The version of a library as it is found from a folder. */
function versionOf(library: string, from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'node_modules', library, 'package.json');
    if (existsSync(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
    if (folder === path.dirname(folder)) throw new Error(`the library ${library} is not installed`);
  }
}
