import type { LocatedNode, Path, Place } from './located-node.ts';

/** Answers where any part of a merged scenario was written, so that a late error still points to the right line. */
export class Sources {
  readonly #root: LocatedNode;

  constructor(root: LocatedNode) {
    this.#root = root;
  }

  /** The place of a value; for a value that is not there, the key of the nearest map or list around it. */
  at(path: Path): Place {
    return this.#find(path).value;
  }

  /** The place of the key that leads to a value; for one that is not there, the same as `at`. */
  keyAt(path: Path): Place {
    return this.#find(path).key;
  }

  #find(path: Path): { readonly value: Place; readonly key: Place } {
    let node = this.#root;
    let key = node.place;
    for (const segment of path) {
      let next: LocatedNode | undefined;
      if (node.kind === 'map') {
        const entry = node.entries.get(String(segment));
        next = entry?.node;
        if (entry !== undefined) key = entry.key;
      } else if (node.kind === 'list') {
        next = node.items[Number(segment)];
        if (next !== undefined) key = next.place;
      }
      if (next === undefined) return { value: key, key };
      node = next;
    }
    return { value: node.place, key };
  }
}
