import { resolveExpressions } from './expressions.ts';
import { extendNode, fileName, readExtended } from './extend.ts';
import { issuesToProblems } from './issues-to-problems.ts';
import { locate, plainOf } from './located-node.ts';
import { withoutNulls } from './merge.ts';
import { applyPatch } from './patch.ts';
import { BadInput, problemAt } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { resolveScenario } from './resolve-scenario.ts';
import { FIXED_KEYS, scenarioSchema } from './scenario-schema.ts';
import { Sources } from './sources.ts';
import type { Extended, ScenarioFiles, SourceFile } from './extend.ts';
import type { MapNode } from './located-node.ts';
import type { Patch } from './patch.ts';
import type { RawScenario, Scenario } from './scenario.ts';

/** A scenario read, merged, patched and checked, with what is needed to check the rest and to keep a record of it. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  /** As written after merging, with expressions as numbers; the params of plugins lie in it as they will be checked. */
  readonly raw: RawScenario;
  readonly sources: Sources;
  /** Every file read, the scenario's own first. */
  readonly files: readonly SourceFile[];
}

/** How a scenario is loaded. */
export interface LoadOptions {
  /** Changes laid over the scenario, in this order, after everything it extends and its own patches. */
  readonly patches?: readonly Patch[];
}

/** The files of a scenario, read and merged, which any number of changes can be laid over. */
export interface ScenarioBase {
  /** Checks the scenario with the changes. Throws BadInput with every problem found at the stage that failed. */
  load(this: void, options?: LoadOptions): Promise<LoadedScenario>;
}

/** Reads a scenario file with all it extends. Throws BadInput for what cannot be read or merged. */
export async function readScenario(path: string, host: ScenarioFiles): Promise<ScenarioBase> {
  const files: SourceFile[] = [];
  const extended = await readExtended(path, host, files);
  return { load: (options = {}) => finish(extended, path, files, options) };
}

/** Loads a scenario file with all it extends. Throws BadInput with every problem found at the stage that failed. */
export async function loadScenario(
  path: string,
  host: ScenarioFiles,
  options: LoadOptions = {},
): Promise<LoadedScenario> {
  return (await readScenario(path, host)).load(options);
}

/** Loads a scenario from a text; it may extend others only where `files` can reach them. */
export async function loadScenarioText(
  text: string,
  name: string,
  options: LoadOptions & { readonly files?: ScenarioFiles } = {},
): Promise<LoadedScenario> {
  const files: SourceFile[] = [{ path: name, text }];
  const extended = await extendNode(readYaml(text, name), name, (base, place) => {
    const host = options.files;
    if (host === undefined) {
      const sentence = `'${base}' cannot be extended: this text comes without files`;
      throw new BadInput([problemAt(place, ['extends'], { expected: 'no extends', found: `'${base}'`, sentence })]);
    }
    const target = host.resolve(name, /\.ya?ml$/.test(base) ? base : `${base}.yaml`);
    return readExtended(target, host, files, { place, chain: [name] });
  });
  return finish(extended, name, files, options);
}

/** Loads a scenario from a plain object of the form of a file; `name` stands in errors. */
export async function scenarioFromObject(
  object: Readonly<Record<string, unknown>>,
  options: LoadOptions & { readonly name?: string } = {},
): Promise<LoadedScenario> {
  const name = options.name ?? 'scenario';
  const root = locate(object, { file: name, line: 0, column: 0 });
  const extended = await extendNode(root, name, (base, place) => {
    const sentence = `'${base}' cannot be extended: an object comes without files`;
    throw new BadInput([problemAt(place, ['extends'], { expected: 'no extends', found: `'${base}'`, sentence })]);
  });
  return finish(extended, name, [], options);
}

/**
 * Reads a patch file: a map under `patch:`, which may stand in a variant, or the whole file when it has no such key.
 * Throws BadInput for a file that extends another: that is a scenario of its own.
 */
export async function readPatch(path: string, host: Pick<ScenarioFiles, 'read'>): Promise<Patch> {
  const place = { file: path, line: 0, column: 0 };
  let text: string;
  try {
    text = await host.read(path);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const sentence = `there is no file '${path}'`;
    throw new BadInput([problemAt(place, [], { expected: 'a patch file', found: 'no file', sentence })]);
  }
  const root = readYaml(text, path);
  const patch = root.kind === 'map' ? (root.entries.get('patch')?.node ?? root) : root;
  if (patch.kind !== 'map') {
    throw new BadInput([problemAt(patch.place, ['patch'], { expected: 'a map of paths and values', found: 'none' })]);
  }
  if (patch.entries.has('extends')) {
    const sentence = "a file with 'extends' is a scenario of its own, not a patch";
    throw new BadInput([problemAt(patch.place, ['extends'], { expected: 'a patch', found: 'a scenario', sentence })]);
  }
  return patch;
}

async function finish(
  extended: Extended,
  path: string,
  files: readonly SourceFile[],
  options: LoadOptions,
): Promise<LoadedScenario> {
  let root = withoutNulls(extended.root) as MapNode;
  for (const patch of [...extended.patches, ...(options.patches ?? [])]) root = applyPatch(root, patch, FIXED_KEYS);
  root = await resolveExpressions(root);
  const sources = new Sources(root);
  const raw = plainOf(root) as RawScenario;
  const checked = scenarioSchema.safeParse(raw);
  if (!checked.success) {
    throw new BadInput(issuesToProblems(checked.error.issues, scenarioSchema, raw, [], sources));
  }
  const name = fileName(path).replace(/\.ya?ml$/, '');
  return { scenario: resolveScenario(checked.data, name, sources), raw, sources, files };
}
