import { readFile, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedPlugin } from '../host/host.ts';
import { nearestName } from '../scenario/index.ts';
import type { Place } from '../scenario/index.ts';
import { displayPath, fileProblem, wholeFile } from './file-problem.ts';
import { SCRIPT, findScript, isFile, isFolder } from './find-script.ts';
import { houseFolder, housePackages } from './house-folder.ts';
import { importOnePlugin, importPlugin } from './import-plugin.ts';
import { pluginHash } from './plugin-hash.ts';
import { registerPluginHooks } from './register-plugin-hooks.ts';

/**
 * Loads the plugins that an entry names: a script, a folder (with or without a package.json), or a package. Paths are
 * resolved from `folder`; packages are looked for above it, then in the house. Throws BadInput at `asked` when there is
 * nothing to load, and at the script when it is not a plugin.
 */
export async function loadPlugins(entry: string, folder: string, asked: Place): Promise<readonly LoadedPlugin[]> {
  const found = locate(entry, path.resolve(folder));
  if (found === undefined) throw notFound(entry, folder, asked, await neighbours(entry, folder));
  const target = await realpath(found);
  if (isFolder(target)) {
    const isPackage = !isPath(entry) && !isFolder(path.resolve(folder, entry));
    return loadFolder(target, asked, isPackage ? entry : undefined);
  }
  if (SCRIPT.test(target)) return [await loadScript(target, displayPath(target), importOnePlugin)];
  const sentence = `the plugin '${entry}' is no script: a plugin is a .ts, .mts, .js or .mjs file, or a folder of them`;
  throw fileProblem(asked, { expected: 'a script', found: `'${entry}'`, sentence });
}

/** Loads the plugins that a package lists, or that lie in a folder without a package.json; `label` says where from. */
export async function loadFolder(folder: string, asked: Place, label?: string): Promise<readonly LoadedPlugin[]> {
  const listed = await listedScripts(folder, asked);
  if (listed !== undefined) {
    return Promise.all(listed.map((file) => loadScript(file, label ?? displayPath(file), importOnePlugin)));
  }
  const plugins: LoadedPlugin[] = [];
  for (const file of await scriptsIn(folder)) {
    const plugin = await loadScript(file, displayPath(file), importPlugin);
    if (plugin !== undefined) plugins.push(plugin);
  }
  if (plugins.length > 0) return plugins;
  const sentence = `the folder '${displayPath(folder)}' holds no plugin: no script in it has a default export`;
  throw fileProblem(asked, { expected: 'a folder of plugins', found: 'none', sentence });
}

async function loadScript<Found extends LoadedPlugin['plugin'] | undefined>(
  file: string,
  from: string,
  load: (file: string) => Promise<Found>,
): Promise<LoadedPlugin | Extract<Found, undefined>> {
  if (/ts$/.test(file) || !isOfHouse(file)) registerPluginHooks();
  const plugin = await load(file);
  if (plugin === undefined) return undefined as Extract<Found, undefined>;
  return { plugin, from, hash: await pluginHash(file) };
}

let house: readonly string[] | undefined;

function isOfHouse(file: string): boolean {
  house ??= housePackages().map(({ folder }) => folder + path.sep);
  return house.some((folder) => file.startsWith(folder));
}

function locate(entry: string, folder: string): string | undefined {
  const written = entry.startsWith('file:') ? fileURLToPath(entry) : entry;
  const target = path.resolve(folder, written);
  if (isFolder(target)) return target;
  const script = isFile(target) ? target : findScript(target);
  if (script !== undefined || isPath(written)) return script;
  for (const start of [folder, houseFolder()]) {
    for (let above = start; ; above = path.dirname(above)) {
      const candidate = path.join(above, 'node_modules', entry);
      if (isFolder(candidate)) return candidate;
      if (above === path.dirname(above)) break;
    }
  }
  return undefined;
}

function isPath(entry: string): boolean {
  return /^\.{1,2}([/\\]|$)/.test(entry) || path.isAbsolute(entry) || SCRIPT.test(entry);
}

function notFound(entry: string, folder: string, asked: Place, known: readonly string[]): Error {
  const near = nearestName(path.basename(entry), known);
  const hint = near === undefined ? '' : ` (did you mean '${near}'?)`;
  const where = isPath(entry)
    ? `nothing lies at ${displayPath(path.resolve(folder, entry))}`
    : `neither a file nor a folder of that name lies in ${displayPath(path.resolve(folder))}, and no such package is installed`;
  const sentence = `there is no plugin '${entry}': ${where}${hint}`;
  return fileProblem(asked, { expected: 'a script, a folder or a package', found: `'${entry}'`, sentence });
}

/** What lies beside a path that is not there, and the families of the house. */
async function neighbours(entry: string, folder: string): Promise<readonly string[]> {
  if (!isPath(entry)) return housePackages('plugin-').map(({ name }) => name);
  return readdir(path.dirname(path.resolve(folder, entry))).catch(() => []);
}

/** The scripts that a package.json lists; undefined where there is no package.json. */
async function listedScripts(folder: string, asked: Place): Promise<readonly string[] | undefined> {
  const manifest = path.join(folder, 'package.json');
  if (!isFile(manifest)) return undefined;
  const listed = pluginList(parseJson(await readFile(manifest, 'utf8'), manifest));
  if (listed === undefined) {
    const sentence =
      'the package lists no plugins; add "ebb": {"plugins": ["./my-agent.ts"]} with the paths of its scripts';
    throw fileProblem(displayPath(manifest), { expected: 'a list of plugins', found: 'none', sentence });
  }
  return listed.map((name) => {
    const file = path.join(folder, name);
    const found = findScript(file) ?? sourceOf(folder, name);
    if (found !== undefined) return found;
    const sentence = `the package lists the plugin '${name}', which is not there: ${displayPath(folder)} has to be built`;
    throw fileProblem(asked.file === '' ? wholeFile(displayPath(manifest)) : asked, {
      expected: 'a script',
      found: 'no file',
      sentence,
    });
  });
}

/** The source of a built script, `src/x.ts` for `dist/x.js`. */
function sourceOf(folder: string, name: string): string | undefined {
  const source = path.join(folder, name.replace(/^(\.\/)?dist\//, 'src/').replace(/js$/, 'ts'));
  return isFile(source) ? source : undefined;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw fileProblem(displayPath(file), { expected: 'JSON', found, sentence: `this is not JSON: ${found}` });
  }
}

function pluginList(manifest: unknown): readonly string[] | undefined {
  const ebb = memberOf(manifest, 'ebb');
  const plugins = memberOf(ebb, 'plugins');
  if (!Array.isArray(plugins) || plugins.length === 0) return undefined;
  return plugins.every((each) => typeof each === 'string') ? plugins : undefined;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

/** The scripts of a folder by name; of a script and what was built from it, the source. */
async function scriptsIn(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter(
    (name) => SCRIPT.test(name) && !/\.(d|test|config)\.m?[jt]s$/.test(name),
  );
  const built = new Set(names.filter((name) => /ts$/.test(name)).map((name) => name.replace(/ts$/, 'js')));
  return names
    .filter((name) => !built.has(name))
    .sort()
    .map((name) => path.join(folder, name));
}
