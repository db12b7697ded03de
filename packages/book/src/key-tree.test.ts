import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KeyTree } from './key-tree.ts';

/** Keys at the borders of the tree's nodes and anywhere between. */
const key = fc.oneof(
  fc.integer({ min: 0, max: 0x7fffffff }),
  fc.integer({ min: 0, max: 40 }),
  fc
    .tuple(
      fc.constantFrom(1 << 5, 1 << 10, 1 << 15, 1 << 20, 1 << 25, 1 << 30, 0x7ffffff0),
      fc.integer({ min: -2, max: 2 }),
    )
    .map(([border, beside]) => border + beside),
);

test('finds what is there, and the greatest key below any', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, key), { maxLength: 80 }), (pairs) => {
      const tree = new KeyTree();
      const map = new Map<number, number>();
      for (const [toggled, asked] of pairs) {
        if (map.delete(toggled)) tree.remove(toggled);
        else {
          map.set(toggled, map.size + 1);
          tree.insert(toggled, map.size);
        }
        const lower = [...map.keys()].filter((k) => k < asked);
        expect(tree.get(asked)).toBe(map.get(asked) ?? 0);
        expect(tree.get(toggled)).toBe(map.get(toggled) ?? 0);
        expect(tree.below(asked)).toBe(lower.length === 0 ? 0 : map.get(Math.max(...lower)));
      }
    }),
    { numRuns: 500, seed: 7 },
  );
});

test('takes no more room for keys that come and go over the whole range', () => {
  const tree = new KeyTree();
  tree.insert(5, 1);
  for (let i = 1; i < 20_000; i++) {
    tree.insert(i * 100_000, 2);
    expect(tree.below(i * 100_000)).toBe(1);
    tree.remove(i * 100_000);
  }
  expect(tree.words).toBeLessThan(16_384);
});
