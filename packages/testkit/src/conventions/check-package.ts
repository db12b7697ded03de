import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { checkFiles } from './check-files.ts';
import { findCircle } from './find-circle.ts';
import { findImports } from './find-imports.ts';
import type { ImportFound } from './find-imports.ts';
import { isOnRunPath, isTestFile } from './floor-law.ts';
import type { FloorLaw, Floors } from './floor-law.ts';
import { listScripts, packageOf, readJson } from './package-folder.ts';
import type { PackageManifest } from './package-folder.ts';

const scope = '@ebb/';
const pluginScope = '@ebb/plugin-';

const isBuiltin = (specifier: string): boolean => specifier.startsWith('node:') || builtinModules.includes(specifier);

interface Importer {
  readonly floors: Floors;
  readonly law: FloorLaw;
  readonly name: string;
  readonly file: string;
  readonly manifest: PackageManifest;
}

/** Why a package of the house may not be imported from a file; undefined if it may. */
function houseFault({ floors, law, name, file }: Importer, specifier: string): string | undefined {
  const isTest = isTestFile(file);
  if (specifier.startsWith(pluginScope)) {
    return law.plugins || (isTest && law.floor >= floors.plugins.floor)
      ? undefined
      : 'plugins are loaded by name at run time';
  }
  const [target = '', ...rest] = specifier.slice(scope.length).split('/');
  const targetLaw = floors.packages[target];
  if (targetLaw === undefined) return 'the house has no such package';
  const door = rest.length === 0 ? 'index' : rest.join('/');
  if (!(targetLaw.doors ?? ['index']).includes(door)) return 'it is not a door of that package';
  if (isTest) {
    return targetLaw.testsOnly || targetLaw.floor <= law.floor ? undefined : 'it lies on a higher floor';
  }
  if (target === name) return 'a package imports its own files by path';
  if (!law.mayImport.includes(target))
    return `${name} may import ${law.mayImport.join(', ') || 'nothing of the house'}`;
  if (door !== 'index' && isOnRunPath(law, file)) return 'that door needs Node, and this file is on the run path';
  return undefined;
}

/** Why a library may not be imported from a file; undefined if it may. Tests may use any. */
function libraryFault({ law, name, file }: Importer, library: string): string | undefined {
  if (isTestFile(file) || law.libraries === undefined || law.libraries.includes(library)) return undefined;
  return `the libraries of ${name} are ${law.libraries.join(', ') || 'none'}`;
}

function importFault(importer: Importer, { specifier }: ImportFound): string | undefined {
  const { file, law, manifest } = importer;
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    if (target.startsWith('..')) return 'it leaves the package: import by name';
    if (isOnRunPath(law, file) && !isOnRunPath(law, target))
      return 'that file is off the run path, and this one is on it';
    return undefined;
  }
  if (isBuiltin(specifier)) {
    return isOnRunPath(law, file) ? 'the run path also runs in a browser' : undefined;
  }
  const library = packageOf(specifier);
  const fault = library.startsWith(scope) ? houseFault(importer, specifier) : libraryFault(importer, library);
  if (fault !== undefined) return fault;
  return isTestFile(file) || manifest.dependencies?.[library] !== undefined
    ? undefined
    : 'package.json does not declare it';
}

/** The value imports between a package's own files; imports of types alone make no circle at run time. */
function innerGraph(folder: string, files: readonly string[]): Map<string, string[]> {
  return new Map(
    files.map((file) => [
      file,
      findImports(readFileSync(path.join(folder, file), 'utf8'))
        .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
        .map(({ specifier }) => path.posix.join(path.posix.dirname(file), specifier)),
    ]),
  );
}

function checkManifest(folder: string, name: string, law: FloorLaw, manifest: PackageManifest): string[] {
  const declared = Object.keys(manifest.dependencies ?? {}).filter((dependency) => dependency.startsWith(scope));
  const tsconfig = readJson<{ references?: { path: string }[] }>(path.join(folder, 'tsconfig.json'));
  const referenced = (tsconfig?.references ?? []).map((reference) => path.posix.basename(reference.path));
  const names = declared.filter((dependency) => !dependency.startsWith(pluginScope)).map((d) => d.slice(scope.length));
  return [
    ...(manifest.name === scope + name ? [] : [`package.json is not named ${scope}${name}.`]),
    ...names.filter((n) => !law.mayImport.includes(n)).map((n) => `package.json may not depend on ${scope}${n}.`),
    ...names.filter((n) => !referenced.includes(n)).map((n) => `tsconfig.json has no reference to ${n}, a dependency.`),
    ...referenced.filter((n) => !names.includes(n)).map((n) => `tsconfig.json refers to ${n}, which is no dependency.`),
  ];
}

/**
 * Checks one package of a workspace against the table of floors: what its files import and declare, its project
 * references, circles among its files, names and lengths, its README and its door. The folder's name is the package's.
 * Returns a sentence for each fault, with file and line where there is one; an empty list when all is well.
 */
export function checkPackage(folder: string, floors: Floors): string[] {
  const name = path.basename(folder);
  const law = floors.packages[name];
  if (law === undefined) return [`${name} is not in the table of floors.`];
  const manifest = readJson<PackageManifest>(path.join(folder, 'package.json'));
  if (manifest === undefined) return ['package.json is missing.'];
  const files = listScripts(folder);
  const missing = ['README.md', 'src/index.ts'].filter((file) => !existsSync(path.join(folder, file)));
  const imports = files.flatMap((file) =>
    findImports(readFileSync(path.join(folder, file), 'utf8')).flatMap((found) => {
      const fault = importFault({ floors, law, name, file, manifest }, found);
      return fault === undefined ? [] : [`${file}:${found.line} imports ${found.specifier}: ${fault}.`];
    }),
  );
  const circle = findCircle(innerGraph(folder, files));
  return [
    ...missing.map((file) => `${file} is missing.`),
    ...checkManifest(folder, name, law, manifest),
    ...imports,
    ...(circle ? [`Files import each other in a circle: ${circle.join(' → ')}.`] : []),
    ...checkFiles(folder),
  ];
}
