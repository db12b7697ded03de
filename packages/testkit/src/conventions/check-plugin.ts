import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkFiles } from './check-files.ts';
import { findAmbientUse } from './find-ambient-use.ts';
import { findImports } from './find-imports.ts';
import { isTestFile } from './floor-law.ts';
import { listScripts, packageOf, readJson } from './package-folder.ts';
import type { PackageManifest } from './package-folder.ts';
import { tokenizeScript } from './tokenize-script.ts';

const allowed = new Set(['@ebb/sdk', 'rxjs', 'rxjs/operators']);

const countDefaultExports = (source: string): number => {
  const tokens = tokenizeScript(source);
  return tokens.filter(({ text }, i) => text === 'default' && ['export', 'as'].includes(tokens[i - 1]?.text ?? ''))
    .length;
};

/** The script behind a declared plugin: a built file stands for its source. */
function sourceOf(folder: string, declared: string): string | undefined {
  const file = path.posix.normalize(declared);
  const source = file.replace(/^dist\//, 'src/').replace(/\.js$/, '.ts');
  return [source, file].find((candidate) => existsSync(path.join(folder, candidate)));
}

function checkImports(file: string, source: string, manifest: PackageManifest): string[] {
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  return findImports(source).flatMap(({ specifier, line }) => {
    const where = `${file}:${line} imports ${specifier}`;
    if (specifier.startsWith('.')) {
      const target = path.posix.join(path.posix.dirname(file), specifier);
      return target.startsWith('..') ? [`${where}: it leaves the plugin's folder.`] : [];
    }
    if (!allowed.has(specifier)) return [`${where}: a plugin imports @ebb/sdk and rxjs alone.`];
    return packageOf(specifier) in declared ? [] : [`${where}: package.json does not declare it.`];
  });
}

/**
 * Checks a folder that holds a family of plugins, inside a workspace or anywhere else: package.json names its plugins
 * under `ebb.plugins`, each of them has one default export and no other file has any, sources import the sdk and rxjs
 * alone, nothing depends on the wall clock, unnamed randomness, the platform or inexact maths, files have telling names
 * and at most 400 lines, and there is a README. Tests are free in what they import. Returns a sentence for each fault.
 */
export function checkPlugin(folder: string): string[] {
  const manifest = readJson<PackageManifest>(path.join(folder, 'package.json'));
  if (manifest === undefined) return ['package.json is missing.'];
  const declared = manifest.ebb?.plugins ?? [];
  const plugins = new Map(declared.map((file) => [file, sourceOf(folder, file)]));
  const sources = new Set(plugins.values());
  const scripts = listScripts(folder).filter((file) => !isTestFile(file) && !/\.config\.[cm]?[jt]s$/.test(file));
  const faults = scripts.flatMap((file) => {
    const source = readFileSync(path.join(folder, file), 'utf8');
    const defaults = countDefaultExports(source);
    const wanted = sources.has(file) ? 1 : 0;
    return [
      ...checkImports(file, source, manifest),
      ...findAmbientUse(source).map(({ name, line, instead }) => `${file}:${line} uses ${name}: ${instead}.`),
      ...(defaults === wanted ? [] : [`${file} has ${defaults} default exports; expected ${wanted}.`]),
    ];
  });
  return [
    ...(existsSync(path.join(folder, 'README.md')) ? [] : ['README.md is missing.']),
    ...(manifest.type === 'module' ? [] : ['package.json does not say "type": "module".']),
    ...(declared.length > 0 ? [] : ['package.json names no plugin under "ebb": {"plugins": [files]}.']),
    ...declared
      .filter((file) => plugins.get(file) === undefined)
      .map((file) => `${file}, a declared plugin, is missing.`),
    ...faults,
    ...checkFiles(folder),
  ];
}
