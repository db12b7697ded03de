import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the checks read of a package.json. */
export interface PackageManifest {
  readonly name?: string;
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly ebb?: { readonly plugins?: readonly string[] };
}

/** Reads a JSON file; undefined if there is none. */
export function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

const skipped = new Set(['node_modules', 'dist', 'coverage', 'runs']);

/**
 * Lists the scripts of a package's `src` and `test`, or of the whole folder where there is no `src`, as sorted paths from
 * that folder with `/`.
 */
export function listScripts(folder: string): string[] {
  const starts = ['src', 'test'].filter((name) => existsSync(path.join(folder, name)));
  const walk = (inner: string): string[] =>
    readdirSync(path.join(folder, inner), { withFileTypes: true }).flatMap((entry) => {
      const file = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : walk(file);
      return /\.[cm]?[jt]s$/.test(entry.name) ? [file] : [];
    });
  return (starts.includes('src') ? starts : ['']).flatMap(walk).sort();
}

/** The npm package that an import names: `@scope/name` or `name`, without the path inside it. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
