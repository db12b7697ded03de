import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { readScenario } from '@ebb/engine';
import type { LoadedPlugin } from '@ebb/engine';
import { displayPath, fileProblem, loadPlugins, nodeFiles, pluginFiles } from '@ebb/engine/node';
import type { OpenScenario, ScenarioRequest } from '@ebb/engine/node';
import { commonFolder, isBelow, pathFrom } from './common-folder.ts';
import type { BundleManifest } from './bundle-manifest.ts';
import type { PackedFile } from './packed-file.ts';

/** The files that a scenario is played from, as a bundle has them, and the request that opens them there. */
export interface GatheredFiles {
  readonly files: readonly PackedFile[];
  readonly request: BundleManifest['request'];
}

/** Files that keep their places to each other. */
interface Group {
  /** The folder of the bundle for them, unless they lie among the files of the scenario. */
  readonly folder: string;
  readonly files: readonly string[];
}

const SCENARIO = 'files';

/**
 * Gathers the scenario's file with all it extends, patches, and the own files of plugins that are not the house's. Files keep
 * their places to each other, so that a path in one still leads to the other; what lies above them is left behind. Throws
 * BadInput for a path that only this machine has.
 */
export async function gatherFiles(request: ScenarioRequest, open: OpenScenario): Promise<GatheredFiles> {
  const { patches = [], set = [], plugins = [] } = request;
  await refuseAbsolute(request.scenario);
  const own = open.loaded.files.map(({ path: file }) => path.resolve(file));
  const named = await Promise.all(
    open.loaded.scenario.plugins.map(async ({ spec, file }) => {
      if (path.isAbsolute(spec) || spec.startsWith('file:')) throw absolute(file, `the plugin '${spec}'`);
      return { from: path.resolve(file), files: await filesOf(spec, path.dirname(file), await open.load(spec, file)) };
    }),
  );
  const namedBy = (files: readonly string[]): readonly string[] =>
    named.filter(({ from }) => files.includes(from)).flatMap((each) => each.files);

  const tree: Group = { folder: SCENARIO, files: [...own, ...namedBy(own)] };
  const patched = patches.map((patch, at): Group => {
    const file = path.resolve(patch);
    return { folder: `patches/${at + 1}`, files: [file, ...namedBy([file])] };
  });
  const asked = await Promise.all(
    plugins.map(async (entry, at): Promise<Group> => {
      const loaded = await loadPlugins(entry, '.', { file: `--plugin ${entry}`, line: 0, column: 0 });
      return { folder: `plugins/${at + 1}`, files: await filesOf(entry, '.', loaded) };
    }),
  );
  const root = commonFolder(tree.files);
  const placed = new Map<string, string>();
  const place = ({ folder, files }: Group): void => {
    const inTree = files.every((file) => isBelow(file, root));
    const base = inTree || files.length === 0 ? root : commonFolder(files);
    for (const file of files) placed.set(file, `${inTree ? SCENARIO : folder}/${pathFrom(base, file)}`);
  };
  [tree, ...patched, ...asked].forEach(place);
  const placeOf = (file: string): string => placed.get(path.resolve(file))!;
  const files = await Promise.all(
    [...placed].map(async ([file, where]) => ({ path: where, content: await readFile(file) })),
  );
  return {
    files,
    request: {
      scenario: placeOf(request.scenario),
      patches: patches.map(placeOf),
      set: [...set],
      plugins: plugins.map((entry, at) => {
        const { files: ownFiles } = asked[at]!;
        return ownFiles.length === 0 ? entry : entryOf(path.resolve(entry), ownFiles, placed);
      }),
    },
  };
}

/** The own files of the plugins behind an entry; none where it names a package, which whoever verifies has to have. */
async function filesOf(entry: string, folder: string, loaded: readonly LoadedPlugin[]): Promise<readonly string[]> {
  const asWritten = path.resolve(folder, entry);
  const written = (await isFolder(asWritten)) ? asWritten : path.dirname(asWritten);
  const real = await realpath(written).catch(() => written);
  const files = new Set<string>();
  for (const { from } of loaded) {
    if (!/\.m?[jt]s$/.test(from)) continue;
    const script = path.resolve(from);
    for (const name of (await pluginFiles(script)).keys()) {
      const file = path.join(path.dirname(script), name);
      // Plugins are loaded from where links lead; the scenario's files lie where they were named.
      const named = path.join(written, path.relative(real, file));
      files.add((await exists(named)) ? named : file);
    }
  }
  const manifest = path.join(written, 'package.json');
  if (files.size > 0 && written === asWritten && (await exists(manifest))) files.add(manifest);
  return [...files];
}

async function isFolder(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isDirectory() ?? false;
}

/** Where an entry leads in the bundle: a script, or the folder above its scripts. */
function entryOf(entry: string, files: readonly string[], placed: ReadonlyMap<string, string>): string {
  const script = placed.get(entry);
  if (script !== undefined) return `./${script}`;
  const below = files.find((file) => isBelow(file, entry));
  if (below === undefined) return `./${placed.get(files[0]!)!}`;
  const rest = pathFrom(entry, below);
  return `./${placed.get(below)!.slice(0, -rest.length - 1)}`;
}

/** Reads a scenario once more, only to find paths that nobody else has. */
async function refuseAbsolute(scenario: string): Promise<void> {
  const file = path.normalize(scenario);
  await readScenario(file, {
    ...nodeFiles,
    resolve: (from, relative) => {
      if (path.isAbsolute(relative)) throw absolute(from, `'${relative}'`);
      return nodeFiles.resolve(from, relative);
    },
  });
}

function absolute(file: string, what: string): Error {
  const sentence = `${what} is named by a path from the root of this machine, which others have not; write it from the file's folder`;
  return fileProblem(displayPath(file), { expected: 'a relative path', found: 'an absolute path', sentence });
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
