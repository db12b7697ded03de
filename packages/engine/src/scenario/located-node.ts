/** Where a piece of a scenario was written; line and column count from 1, and are 0 for what was never text. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Keys and list indices that lead from the root of a scenario to a value. */
export type Path = readonly (string | number)[];

/** A single value: text, number, true, false or null. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: unknown;
  readonly place: Place;
}

/** A list, with a place for each item. */
export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly LocatedNode[];
  readonly place: Place;
}

/** A map; a key has a place of its own beside that of its value. */
export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly place: Place;
}

/** One entry of a map. */
export interface MapEntry {
  readonly key: Place;
  readonly node: LocatedNode;
}

/** A parsed value that remembers where each part of it was written, through merges and patches. */
export type LocatedNode = ScalarNode | ListNode | MapNode;

/** Gives every part of a plain value one place, for values that come from a script or a command line. */
export function locate(value: unknown, place: Place): LocatedNode {
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => locate(item, place)), place };
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', value: value ?? null, place };
  const entries = new Map<string, MapEntry>();
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) entries.set(key, { key: place, node: locate(item, place) });
  }
  return { kind: 'map', entries, place };
}

/** Strips the places: maps become plain objects, lists arrays. */
export function plainOf(node: LocatedNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainOf(entry.node)]));
}

/** Finds the child of a node by key or index; a list takes an index written as text too. */
export function childOf(node: LocatedNode, key: string | number): LocatedNode | undefined {
  if (node.kind === 'map') return node.entries.get(String(key))?.node;
  return node.kind === 'list' && /^\d+$/.test(String(key)) ? node.items[Number(key)] : undefined;
}
