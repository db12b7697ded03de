import path from 'node:path';
import { gatherPlugins } from '../simulate.ts';
import type { Catalogue } from '../host/catalogue.ts';
import type { Host, LoadedPlugin } from '../host/host.ts';
import { makePlan } from '../make-plan.ts';
import type { Plan } from '../plan.ts';
import { BadInput, parseSet, problemAt, readPatch, readScenario } from '../scenario/index.ts';
import type { LoadedScenario, Patch, Place } from '../scenario/index.ts';
import { fileProblem, wholeFile } from './file-problem.ts';
import { housePlugins } from './house-plugins.ts';
import { loadPlugins } from './load-plugins.ts';
import { codeOf, nodeFiles } from './node-files.ts';

/** A scenario on the disk and what is changed in it. */
export interface ScenarioRequest {
  readonly scenario: string;
  /** Files of patches, applied in this order before `set`. */
  readonly patches?: readonly string[];
  /** Changes as `path=value`, in order. */
  readonly set?: readonly string[];
  /** Plugins at hand besides those of the house and of the scenario: paths from the working folder, or packages. */
  readonly plugins?: readonly string[];
  /** Where one of these plugins was asked for; the option `--plugin` unless given. */
  readonly pluginAt?: (entry: string) => Place;
}

/** A scenario that can be played: read, patched, checked, with every plugin found. */
export interface OpenScenario {
  readonly loaded: LoadedScenario;
  readonly plan: Plan;
  /** The plugins of the house and those asked for; what `simulate` takes as `plugins`. */
  readonly plugins: readonly LoadedPlugin[];
  /** Gives the plugins that the scenario names, which are loaded already. */
  readonly load: Host['load'];
  /** What was changed, as `path=value` and `patch=file`, in order. */
  readonly changes: readonly string[];
}

/** A scenario's files and plugins, read once, to be opened any number of times with other changes. */
export interface OpenBase {
  /** Lays the changes over the scenario, after those of the request. Throws BadInput when it cannot be played so. */
  open(this: void, changes?: readonly Patch[]): Promise<OpenScenario>;
}

/** Reads a scenario, its patches and the plugins at hand. Throws BadInput for what cannot be read. */
export async function openBase(request: ScenarioRequest): Promise<OpenBase> {
  const { patches = [], set = [], plugins: asked = [] } = request;
  const { pluginAt = (entry: string) => wholeFile(`--plugin ${entry}`) } = request;
  const file = path.normalize(request.scenario);
  await refuseWhatIsNoText([file, ...patches]);
  const own: Patch[] = [];
  for (const patch of patches) own.push(await readPatch(patch, nodeFiles));
  for (const text of set) own.push(parseSet(text));
  const [base, house] = await Promise.all([readScenario(file, nodeFiles), housePlugins()]);
  const plugins = [...house];
  for (const entry of asked) plugins.push(...(await loadPlugins(entry, '.', pluginAt(entry))));
  const known: Known = new Map();
  return {
    open: async (changes = []) => {
      const loaded = await base.load({ patches: [...own, ...changes] });
      const load = remember(known, (entry, from) =>
        loadPlugins(entry, path.dirname(from), placeOf(loaded, entry, from)),
      );
      const plan = makePlan(loaded, await gather(loaded, plugins, load));
      return { loaded, plan, plugins, load, changes: [...patches.map((each) => `patch=${each}`), ...set] };
    },
  };
}

/**
 * Reads a scenario, lays the changes over it, loads every plugin and checks every parameter. Throws BadInput, with a file
 * and where possible a line for each problem, when it cannot be played.
 */
export async function openScenario(request: ScenarioRequest): Promise<OpenScenario> {
  return (await openBase(request)).open();
}

/** Says what a file that is there really is; one that is not there is left to the reader, who knows its neighbours. */
async function refuseWhatIsNoText(files: readonly string[]): Promise<void> {
  for (const file of files) {
    await nodeFiles.read(file).catch((error: unknown) => {
      if (codeOf(error) === '') throw error;
    });
  }
}

/** The line of the scenario that names a plugin. */
function placeOf({ scenario, sources }: LoadedScenario, entry: string, from: string) {
  const index = scenario.plugins.findIndex(({ spec, file }) => spec === entry && file === from);
  return index < 0 ? wholeFile(from) : sources.at(['plugins', index]);
}

async function gather(
  loaded: LoadedScenario,
  plugins: readonly LoadedPlugin[],
  load: Host['load'],
): Promise<Catalogue> {
  try {
    return await gatherPlugins(loaded, { plugins }, { load });
  } catch (error) {
    if (error instanceof BadInput || !(error instanceof Error)) throw error;
    const place = loaded.sources.keyAt(['plugins']);
    const mistake = { expected: 'one plugin of a name', found: 'two', sentence: error.message };
    throw loaded.scenario.plugins.length > 0
      ? new BadInput([problemAt(place, ['plugins'], mistake)])
      : fileProblem(place.file, mistake);
  }
}

/** Plugins that scripts were asked for, by who asked for what. */
type Known = Map<string, ReturnType<Host['load']>>;

function remember(known: Known, load: Host['load']): Host['load'] {
  return (entry, from) => {
    const key = `${from}\n${entry}`;
    const found = known.get(key) ?? load(entry, from);
    known.set(key, found);
    return found;
  };
}
