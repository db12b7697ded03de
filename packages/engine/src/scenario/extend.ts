import { foundText } from '@ebb/sdk';
import { plainOf } from './located-node.ts';
import { merge, withoutNulls } from './merge.ts';
import { nearestName } from './nearest-name.ts';
import { BadInput, problemAt } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import type { LocatedNode, MapEntry, MapNode, Place } from './located-node.ts';

/** How scenario files are reached: a disk, a bundle, a map in memory. */
export interface ScenarioFiles {
  /** Reads a text; rejects when there is none. */
  read(path: string): Promise<string>;
  /** Gives the path of a file that another file names. */
  resolve(fromFile: string, relative: string): string;
  /** Names of the files beside a path, where the host can tell. */
  list?(path: string): Promise<readonly string[]>;
}

/** A file that went into a scenario. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A patch that a file asks for after everything it extends has been merged. */
export interface Extended {
  readonly root: MapNode;
  readonly patches: readonly MapNode[];
}

/** Keys that belong to one file and are not inherited. */
const OWN_KEYS = ['name', '$schema'];

/**
 * Reads a file and everything it extends: bases in the order named, then the file itself over them. Lists of plugins
 * add up, all else merges; patches are returned apart, those of bases first. Every file read is added to `files`.
 */
export async function readExtended(
  path: string,
  host: ScenarioFiles,
  files: SourceFile[],
  asked?: { readonly place: Place; readonly chain: readonly string[] },
): Promise<Extended> {
  const chain = asked?.chain ?? [];
  if (chain.includes(path)) {
    const loop = [...chain.slice(chain.indexOf(path)), path].join(' → ');
    const sentence = `extends goes in a loop: ${loop}`;
    throw new BadInput([problemAt(placeOf(asked, path), ['extends'], { expected: 'no loop', found: loop, sentence })]);
  }
  const text = await readText(path, host, asked);
  if (!files.some((file) => file.path === path)) files.push({ path, text });
  return extendNode(readYaml(text, path), path, (name, place) => {
    const target = host.resolve(path, /\.ya?ml$/.test(name) ? name : `${name}.yaml`);
    return readExtended(target, host, files, { place, chain: [...chain, path] });
  });
}

/** Merges what a parsed root extends, each base read by `base`, and takes its `patch` apart. */
export async function extendNode(
  root: LocatedNode,
  path: string,
  base: (name: string, place: Place) => Promise<Extended>,
): Promise<Extended> {
  if (root.kind !== 'map') {
    const sentence = `expected a map of a scenario's keys, found ${foundText(plainOf(root))}`;
    throw new BadInput([
      problemAt({ ...root.place, file: path }, [], { expected: 'a map', found: foundText(plainOf(root)), sentence }),
    ]);
  }
  const entries = new Map(root.entries);
  const bases = basesOf(entries.get('extends')?.node);
  const patch = patchOf(entries.get('patch')?.node);
  entries.delete('extends');
  entries.delete('patch');
  let merged: MapNode = { kind: 'map', entries: new Map(), place: root.place };
  const patches: MapNode[] = [];
  for (const { name, place } of bases) {
    const below = await base(name, place);
    merged = mergeFiles(merged, withoutOwn(below.root));
    patches.push(...below.patches);
  }
  if (patch !== undefined) patches.push(patch);
  return { root: mergeFiles(merged, { kind: 'map', entries, place: root.place }), patches };
}

function mergeFiles(under: MapNode, over: MapNode): MapNode {
  const merged = merge(withoutNulls(under), over) as MapNode;
  const [below, above] = [under.entries.get('plugins')?.node, over.entries.get('plugins')];
  if (below?.kind !== 'list' || above?.node.kind !== 'list') return merged;
  const items = [...below.items, ...above.node.items];
  const entries = new Map<string, MapEntry>(merged.entries);
  entries.set('plugins', { key: above.key, node: { ...above.node, items } });
  return { ...merged, entries };
}

function withoutOwn(root: MapNode): MapNode {
  const entries = new Map(root.entries);
  for (const key of OWN_KEYS) entries.delete(key);
  return { ...root, entries };
}

function basesOf(node: LocatedNode | undefined): readonly { readonly name: string; readonly place: Place }[] {
  if (node === undefined) return [];
  const items = node.kind === 'list' ? node.items : [node];
  return items.map((item) => {
    const name = plainOf(item);
    if (typeof name === 'string' && name !== '') return { name, place: item.place };
    const mistake = { expected: 'the name of a scenario, or a list of names', found: foundText(name) };
    throw new BadInput([problemAt(item.place, ['extends'], mistake)]);
  });
}

function patchOf(node: LocatedNode | undefined): MapNode | undefined {
  if (node === undefined || node.kind === 'map') return node;
  const mistake = { expected: 'a map of paths and values', found: foundText(plainOf(node)) };
  throw new BadInput([problemAt(node.place, ['patch'], mistake)]);
}

async function readText(
  path: string,
  host: ScenarioFiles,
  asked: { readonly place: Place } | undefined,
): Promise<string> {
  try {
    return await host.read(path);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const name = fileName(path);
    const beside = host.list === undefined ? [] : await host.list(path).catch(() => []);
    const near = nearestName(name, beside.map(fileName));
    const mistake = {
      expected: 'a scenario file',
      found: `no file '${path}'`,
      sentence: `there is no file '${path}'`,
      ...(near === undefined ? {} : { name, known: [near] }),
    };
    throw new BadInput([problemAt(placeOf(asked, path), asked === undefined ? [] : ['extends'], mistake)]);
  }
}

function placeOf(asked: { readonly place: Place } | undefined, path: string): Place {
  return asked?.place ?? { file: path, line: 0, column: 0 };
}

/** The last part of a path, by either kind of slash. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
