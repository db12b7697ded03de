import type { LocatedNode, MapEntry, MapNode } from './located-node.ts';

/**
 * Lays one value over another: maps merge key by key, anything else is replaced, and a `null` in the upper one deletes
 * the key below it. Where the upper one uses another plugin, the params of the plugin below go: they were not written for
 * it. Every part keeps the place where it was written.
 */
export function merge(under: LocatedNode, over: LocatedNode): LocatedNode {
  if (under.kind !== 'map' || over.kind !== 'map') return withoutNulls(over);
  const entries = new Map<string, MapEntry>(under.entries);
  if (usesAnother(under, over.entries.get('use')?.node)) entries.delete('params');
  for (const [key, entry] of over.entries) {
    if (isNull(entry.node)) {
      entries.delete(key);
      continue;
    }
    const below = entries.get(key);
    const node = below === undefined ? withoutNulls(entry.node) : merge(below.node, entry.node);
    entries.set(key, { key: entry.key, node });
  }
  return { kind: 'map', entries, place: over.entries.size === 0 ? under.place : over.place };
}

/** Whether `use` names another plugin than the one that a map uses. */
export function usesAnother(map: MapNode, use: LocatedNode | undefined): boolean {
  const before = map.entries.get('use')?.node;
  return before?.kind === 'scalar' && use?.kind === 'scalar' && before.value !== use.value;
}

/** Drops the keys of maps whose value is null: with nothing below, there is nothing to delete. */
export function withoutNulls(node: LocatedNode): LocatedNode {
  if (node.kind !== 'map') return node;
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries) {
    if (!isNull(entry.node)) entries.set(key, { key: entry.key, node: withoutNulls(entry.node) });
  }
  return { ...node, entries };
}

function isNull(node: LocatedNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
