import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contactNetwork } from './contact-network.ts';

/** A stand-in for draws: a fixed hash of member and number, from 0 to 1. */
const draw = (member: number, k: number): number => {
  const mixed = Math.imul(member * 2654435761 + k * 40503 + 12345, 0x9e3779b1) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 0) / 2 ** 32;
};
const network = (kind: 'ring' | 'smallWorld' | 'random', neighbours: number, rewire = 0, size = 400) =>
  contactNetwork(size, { kind, neighbours, rewire }, draw);
type Network = ReturnType<typeof network>;

/** The mean share of pairs of one's contacts who know each other. */
const clustering = (contacts: Network): number => {
  const shares = contacts.map((mine) => {
    const pairs = (mine.length * (mine.length - 1)) / 2;
    let known = 0;
    for (const a of mine) for (const b of mine) if (a < b && contacts[a].includes(b)) known++;
    return pairs === 0 ? 0 : known / pairs;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
};

/** The mean number of links from the first to every other. */
const pathLength = (contacts: Network): number => {
  const far = contacts.map(() => -1);
  far[0] = 0;
  const line = [0];
  for (const at of line) {
    for (const next of contacts[at]) {
      if (far[next] >= 0) continue;
      far[next] = far[at] + 1;
      line.push(next);
    }
  }
  return far.reduce((sum, each) => sum + each, 0) / (contacts.length - 1);
};

describe('a network of contacts', () => {
  test('as a ring has paths of about n ÷ 2k and a clustering of about 3/4 (Watts and Strogatz, Nature 393, 1998)', () => {
    const ring = network('ring', 10);
    expect(ring.every((mine) => mine.length === 10)).toBe(true);
    expect(pathLength(ring)).toBeCloseTo(400 / 20, 0);
    // Of a ring exactly 3(k − 2) ÷ 4(k − 1).
    expect(clustering(ring)).toBeCloseTo((3 * 8) / (4 * 9), 12);
  });

  test('as a small world has short paths while its clustering is still that of the ring, as in their figure 2', () => {
    const [ring, small] = [network('ring', 10), network('smallWorld', 10, 0.02)];
    expect(pathLength(small)).toBeLessThan(0.5 * pathLength(ring));
    expect(clustering(small)).toBeGreaterThan(0.85 * clustering(ring));
    const random = network('random', 10);
    expect(clustering(random)).toBeLessThan(0.1);
    expect(pathLength(random)).toBeLessThan(4);
  });

  test('is mutual, knows nobody twice and not oneself, and has as many links whatever its kind', () => {
    const plans = fc.record({
      kind: fc.constantFrom('ring' as const, 'smallWorld' as const, 'random' as const),
      neighbours: fc.integer({ min: 2, max: 12 }),
      rewire: fc.double({ min: 0, max: 1, noNaN: true }),
      size: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(plans, ({ kind, neighbours, rewire, size }) => {
        const contacts = network(kind, neighbours, rewire, size);
        contacts.forEach((mine, member) => {
          expect(new Set(mine).size).toBe(mine.length);
          expect(mine).not.toContain(member);
          for (const other of mine) expect(contacts[other]).toContain(member);
        });
        const ends = contacts.reduce((sum, mine) => sum + mine.length, 0);
        const half = Math.min(Math.floor(neighbours / 2), Math.floor((size - 1) / 2));
        if (kind === 'random') expect(ends).toBeLessThanOrEqual(2 * half * size);
        else expect(ends).toBe(2 * half * size);
      }),
    );
  });
});
