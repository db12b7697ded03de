/** How a network of contacts is made. */
export interface NetworkPlan {
  /**
   * `ring`: each knows the nearest on both sides; `smallWorld`: of these, a share is exchanged for anybody; `random`: anybody
   * knows anybody.
   */
  readonly kind: 'ring' | 'smallWorld' | 'random';
  /** Contacts that one has on average, an even number. */
  readonly neighbours: number;
  /** Share of the contacts of a small world that are exchanged. */
  readonly rewire: number;
}

/**
 * Contacts of each of `size` members, by number; mutual, never with oneself and never twice. `uniform` gives the k-th draw of
 * a member, from 0 to 1. The small world is made as in Watts and Strogatz, "Collective dynamics of 'small-world' networks",
 * Nature 393, 1998: a ring whose links each keep one end, and with the chance `rewire` get another at random. The random one
 * has as many links, each between two at random (Erdős and Rényi; Cont and Bouchaud 2000 let traders form groups on it).
 */
export function contactNetwork(
  size: number,
  { kind, neighbours, rewire }: NetworkPlan,
  uniform: (member: number, k: number) => number,
): readonly (readonly number[])[] {
  const contacts = Array.from({ length: size }, () => new Set<number>());
  // No more than everybody else, on a ring half of them on each side.
  const half = Math.min(Math.floor(neighbours / 2), Math.floor((size - 1) / 2));
  const join = (one: number, other: number): void => {
    contacts[one].add(other);
    contacts[other].add(one);
  };
  const someone = (member: number, k: number): number => {
    const start = Math.floor(uniform(member, k) * size);
    // The next from the drawn one on who is no contact yet; −1 when one knows everybody.
    for (let step = 0; step < size; step++) {
      const other = (start + step) % size;
      if (other !== member && !contacts[member].has(other)) return other;
    }
    return -1;
  };
  if (kind !== 'random') {
    for (let member = 0; member < size; member++) {
      for (let away = 1; away <= half; away++) join(member, (member + away) % size);
    }
    if (kind === 'ring') return sorted(contacts);
  }
  for (let away = 1; away <= half; away++) {
    for (let member = 0; member < size; member++) {
      if (kind === 'random') {
        const one = Math.floor(uniform(member, 2 * away) * size);
        const other = someone(one, 2 * away + 1);
        if (other >= 0) join(one, other);
        continue;
      }
      const old = (member + away) % size;
      if (!(uniform(member, 2 * away) < rewire) || !contacts[member].has(old)) continue;
      const other = someone(member, 2 * away + 1);
      if (other < 0) continue;
      contacts[member].delete(old);
      contacts[old].delete(member);
      join(member, other);
    }
  }
  return sorted(contacts);
}

function sorted(contacts: readonly ReadonlySet<number>[]): readonly (readonly number[])[] {
  return contacts.map((each) => [...each].sort((a, b) => a - b));
}
