import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkPackage } from './check-package.ts';
import { checkPlugin } from './check-plugin.ts';
import { findCircle } from './find-circle.ts';
import type { Floors } from './floor-law.ts';
import { readJson } from './package-folder.ts';
import type { PackageManifest } from './package-folder.ts';

const packageFolders = (root: string, side: string): string[] =>
  (existsSync(path.join(root, side)) ? readdirSync(path.join(root, side)) : [])
    .filter((name) => existsSync(path.join(root, side, name, 'package.json')))
    .map((name) => `${side}/${name}`);

/**
 * Checks a whole workspace: each package of `packages` against the table of floors, each folder of `plugins` as a family
 * of plugins, that packages depend on each other without circles, and that the root's tsconfig.json builds every one of
 * them. Returns a sentence for each fault, with the folder in front.
 */
export function checkWorkspace(root: string, floors: Floors): string[] {
  const packages = packageFolders(root, 'packages');
  const plugins = packageFolders(root, 'plugins');
  const within = (folder: string, faults: readonly string[]): string[] => faults.map((fault) => `${folder}: ${fault}`);
  const manifests = [...packages, ...plugins].map((folder) => ({
    folder,
    manifest: readJson<PackageManifest>(path.join(root, folder, 'package.json')) ?? {},
  }));
  const edges = manifests.map(({ manifest }): [string, string[]] => [
    manifest.name ?? '',
    Object.keys(manifest.dependencies ?? {}).filter((name) => manifests.some((other) => other.manifest.name === name)),
  ]);
  const circle = findCircle(new Map(edges));
  const tsconfig = readJson<{ references?: { path: string }[] }>(path.join(root, 'tsconfig.json'));
  const built = new Set((tsconfig?.references ?? []).map((reference) => path.posix.normalize(reference.path)));
  return [
    ...packages.flatMap((folder) => within(folder, checkPackage(path.join(root, folder), floors))),
    ...plugins.flatMap((folder) => within(folder, checkPlugin(path.join(root, folder)))),
    ...(circle ? [`Packages depend on each other in a circle: ${circle.join(' → ')}.`] : []),
    ...manifests
      .filter(({ folder }) => existsSync(path.join(root, folder, 'tsconfig.json')) && !built.has(folder))
      .map(({ folder }) => `tsconfig.json does not refer to ${folder}.`),
  ];
}
