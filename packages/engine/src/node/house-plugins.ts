import type { LoadedPlugin } from '../host/host.ts';
import { wholeFile } from './file-problem.ts';
import { housePackages } from './house-folder.ts';
import { loadFolder } from './load-plugins.ts';

/** Loads every plugin of the families installed with the house, family by family in the order of their names. */
export async function housePlugins(): Promise<readonly LoadedPlugin[]> {
  const families = housePackages('plugin-');
  const loaded = await Promise.all(families.map(({ name, folder }) => loadFolder(folder, wholeFile(name), name)));
  return loaded.flat();
}
