import { childOf, locate, plainOf } from './located-node.ts';
import { merge, usesAnother, withoutNulls } from './merge.ts';
import { BadInput, listNames, problemAt } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { foundText } from '@ebb/sdk';
import type { LocatedNode, MapEntry, MapNode, Path, Place } from './located-node.ts';

/** Changes to a scenario: dot paths or nested maps and the values they take, with the places where they were written. */
export type Patch = MapNode;

/** Names that a scenario's form fixes: a patch may bring these maps into being, unlike a venue or an agent. */
export type FixedKeys = ReadonlySet<string>;

/** Makes a patch of a plain object such as `{ 'venues.alpha.fees.params.taker': '5 bp' }`; `origin` stands in errors. */
export function patchFromObject(changes: Readonly<Record<string, unknown>>, origin: string): Patch {
  return locate(changes, { file: origin, line: 0, column: 0 }) as MapNode;
}

/** The paths and values of a patch, without the places where they were written. */
export function plainPatch(patch: Patch): Readonly<Record<string, unknown>> {
  return plainOf(patch) as Readonly<Record<string, unknown>>;
}

/** Reads `path=value` as a command line gives it; the value is YAML. Throws BadInput for a missing `=` or bad YAML. */
export function parseSet(text: string, origin = '--set'): Patch {
  const place: Place = { file: `${origin} ${text}`, line: 0, column: 0 };
  const split = text.indexOf('=');
  const path = text.slice(0, Math.max(0, split)).trim();
  if (split < 1 || path === '') {
    const mistake = { expected: 'path=value, such as agents.makers.count=20', found: `'${text}'` };
    throw new BadInput([problemAt({ ...place, file: origin }, [], mistake)]);
  }
  const value = locate(plainOf(readYaml(text.slice(split + 1), place.file)), place);
  return { kind: 'map', entries: new Map([[path, { key: place, node: value }]]), place };
}

/**
 * Applies a patch: a dotted key is a path (list indices as numbers), a map merges with the one it meets, a null deletes.
 * Throws BadInput, with the nearest name, when a path leads through something that does not exist.
 */
export function applyPatch(root: MapNode, patch: Patch, fixed: FixedKeys): MapNode {
  let result: LocatedNode = root;
  for (const [key, entry] of patch.entries) {
    const path = root.entries.has(key) ? [key] : key.split('.');
    result = setAt(result, path, 0, entry, fixed);
  }
  return result as MapNode;
}

function setAt(node: LocatedNode, path: Path, depth: number, change: MapEntry, fixed: FixedKeys): LocatedNode {
  const segment = String(path[depth]);
  const last = depth === path.length - 1;
  const below = childOf(node, segment);
  if (node.kind === 'list') return setInList(node, path, depth, change, fixed);
  if (node.kind === 'scalar') {
    const opened = reference(node, segment);
    if (opened !== undefined) return setAt(opened, path, depth, change, fixed);
    const expected = `a map or a list at '${path.slice(0, depth).join('.')}'`;
    throw new BadInput([problemAt(change.key, path, { expected, found: foundText(node.value) })]);
  }
  const entries = new Map(node.entries);
  if (last) {
    if (segment === 'use' && usesAnother(node, change.node)) entries.delete('params');
    if (change.node.kind === 'scalar' && change.node.value === null) entries.delete(segment);
    else
      entries.set(segment, {
        key: change.key,
        node: below === undefined ? withoutNulls(change.node) : merged(below, change.node),
      });
    return { ...node, entries };
  }
  if (below === undefined && !fixed.has(segment))
    throw new BadInput([missing(path, depth, change, [...node.entries.keys()])]);
  const start: LocatedNode = below ?? { kind: 'map', entries: new Map(), place: change.key };
  const key = node.entries.get(segment)?.key ?? change.key;
  entries.set(segment, { key, node: setAt(start, path, depth + 1, change, fixed) });
  return { ...node, entries };
}

function setInList(
  node: Extract<LocatedNode, { kind: 'list' }>,
  path: Path,
  depth: number,
  change: MapEntry,
  fixed: FixedKeys,
): LocatedNode {
  const below = childOf(node, String(path[depth]));
  if (below === undefined) {
    const expected =
      node.items.length === 0 ? 'a list that is not empty' : `an index from 0 to ${node.items.length - 1}`;
    throw new BadInput([problemAt(change.key, path, { expected, found: `'${String(path[depth])}'` })]);
  }
  const last = depth === path.length - 1;
  const item = last ? merged(below, change.node) : setAt(below, path, depth + 1, change, fixed);
  const items = node.items.map((old) => (old === below ? item : old));
  return { ...node, items };
}

/** Opens a reference written as a bare name, `fees: flat`, into `{use: flat}`, so that a path may lead into it. */
function reference(node: LocatedNode, segment: string): MapNode | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  if (segment !== 'use' && segment !== 'params') return undefined;
  return { kind: 'map', entries: new Map([['use', { key: node.place, node }]]), place: node.place };
}

function merged(under: LocatedNode, over: LocatedNode): LocatedNode {
  return merge(under, over);
}

function missing(path: Path, depth: number, change: MapEntry, known: readonly string[]) {
  const name = String(path[depth]);
  const around = path.slice(0, depth).join('.');
  const where = around === '' ? 'the scenario' : `'${around}'`;
  const sentence = `${where} has no '${name}'; it has ${listNames(known)}`;
  return problemAt(change.key, path, { expected: listNames(known), found: `'${name}'`, name, known, sentence });
}
