import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CascadeForest } from './cascade-forest.ts';
import type { CascadeColumns } from './cascade-forest.ts';

interface Row {
  readonly id: number;
  readonly parent: number;
  readonly timeUs: number;
  readonly notional: number;
}

function columnsOf(rows: readonly Row[]): CascadeColumns {
  return {
    ids: rows.map(({ id }) => id),
    parents: rows.map(({ parent }) => parent),
    timesUs: rows.map(({ timeUs }) => timeUs),
    notionals: rows.map(({ notional }) => notional),
  };
}

/** Liquidations by rising id and time, each with a parent before it, one that is no liquidation, or none; notionals of cents. */
const liquidations: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 3 }),
      waitUs: fc.nat(1000),
      parent: fc.oneof(fc.constant('none' as const), fc.constant('outside' as const), fc.nat(60)),
      notional: fc.nat(1_000_000).map((cents) => cents / 128),
    }),
    { maxLength: 60 },
  )
  .map((drawn) => {
    const rows: Row[] = [];
    let id = 10;
    let timeUs = 0;
    for (const { gap, waitUs, parent: drew, notional } of drawn) {
      id += gap;
      timeUs += waitUs;
      const before = typeof drew === 'number' && rows.length > 0 ? rows[drew % rows.length].id : 0;
      rows.push({ id, parent: drew === 'outside' ? 3 : before, timeUs, notional });
    }
    return rows;
  });

/** The chain of ids from a row to its root, by looking parents up one at a time. */
function chainOf(rows: readonly Row[], { id, parent }: Row): readonly number[] {
  const chain = [id];
  for (let up = parent; ;) {
    const found = rows.find((row) => row.id === up);
    if (found === undefined) return chain;
    chain.push(found.id);
    up = found.parent;
  }
}

function told(rows: readonly Row[]): readonly object[] {
  const forest = new CascadeForest(columnsOf(rows));
  return Array.from({ length: forest.trees }, (_, tree) => {
    const cascade = forest.tree(tree);
    return { ...cascade, root: rows[cascade.root].id };
  });
}

describe('a forest of liquidations', () => {
  test('of a chain, a root with two children, and one alone', () => {
    const rows: Row[] = [
      { id: 5, parent: 2, timeUs: 100, notional: 1 },
      { id: 6, parent: 0, timeUs: 110, notional: 10 },
      { id: 7, parent: 5, timeUs: 120, notional: 2 },
      { id: 8, parent: 5, timeUs: 130, notional: 4 },
      { id: 9, parent: 8, timeUs: 150, notional: 8 },
    ];
    const forest = new CascadeForest(columnsOf(rows));
    expect(told(rows)).toEqual([
      { root: 5, liquidations: 4, depth: 3, notional: 15, durationUs: 50, breadths: [1, 2, 1] },
      { root: 6, liquidations: 1, depth: 1, notional: 10, durationUs: 0, breadths: [1] },
    ]);
    expect([forest.notional, forest.depth, forest.branching]).toEqual([25, 3, 0.6]);
    expect([forest.largest(5, 1), forest.largest(5, 2), forest.largest(1, 1)]).toEqual([[0, 1], [0], [0]]);
  });

  test('of nothing is empty', () => {
    const forest = new CascadeForest(columnsOf([]));
    expect([forest.trees, forest.notional, forest.depth, forest.branching]).toEqual([0, 0, 0, NaN]);
    expect(forest.largest(5, 1)).toEqual([]);
  });

  test('has every liquidation in one tree, that of the end of its chain, as deep in it as the chain is long', () => {
    fc.assert(
      fc.property(liquidations, (rows) => {
        const forest = new CascadeForest(columnsOf(rows));
        rows.forEach((row, at) => {
          const chain = chainOf(rows, row);
          expect(rows[forest.tree(forest.treeOf[at]).root].id).toBe(chain.at(-1));
          expect(forest.generationOf[at]).toBe(chain.length - 1);
        });
      }),
    );
  });

  test('has trees whose sums are those of all liquidations', () => {
    fc.assert(
      fc.property(liquidations, (rows) => {
        const forest = new CascadeForest(columnsOf(rows));
        const trees = Array.from({ length: forest.trees }, (_, tree) => forest.tree(tree));
        const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
        expect(sum(trees.map((each) => each.liquidations))).toBe(rows.length);
        expect(sum(trees.map((each) => each.notional))).toBe(sum(rows.map((each) => each.notional)));
        for (const { breadths, liquidations: size, depth } of trees) {
          expect([sum(breadths), breadths.length, breadths[0]]).toEqual([size, depth, 1]);
        }
        const children = rows.filter((row) => chainOf(rows, row).length > 1).length;
        if (rows.length > 0) expect(forest.branching).toBeCloseTo(children / rows.length, 12);
      }),
    );
  });

  test('lasts from its root, which comes before all others, to its last liquidation', () => {
    fc.assert(
      fc.property(liquidations, (rows) => {
        const forest = new CascadeForest(columnsOf(rows));
        const roots = Array.from({ length: forest.trees }, (_, tree) => forest.tree(tree));
        rows.forEach(({ id, timeUs }, at) => {
          const { root, durationUs } = roots[forest.treeOf[at]];
          expect(rows[root].id).toBeLessThanOrEqual(id);
          expect(timeUs - rows[root].timeUs).toBeLessThanOrEqual(durationUs);
        });
      }),
    );
  });

  test('is the same in whatever order its rows come', () => {
    const shuffled = liquidations.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length })),
    );
    fc.assert(fc.property(shuffled, ([rows, mixed]) => expect(told(mixed)).toEqual(told(rows))));
  });

  test('names its largest trees as a sort of all would', () => {
    fc.assert(
      fc.property(liquidations, fc.nat(8), fc.integer({ min: 1, max: 3 }), (rows, most, least) => {
        const forest = new CascadeForest(columnsOf(rows));
        const sorted = Array.from({ length: forest.trees }, (_, tree) => tree)
          .filter((tree) => forest.sizeOf(tree) >= least)
          .sort((a, b) => {
            const [x, y] = [forest.tree(a), forest.tree(b)];
            return y.notional - x.notional || y.liquidations - x.liquidations || a - b;
          });
        expect(forest.largest(most, least)).toEqual(sorted.slice(0, most));
      }),
    );
  });

  test('holds a chain of a million', () => {
    const count = 1_000_000;
    const ids = Float64Array.from({ length: count }, (_, i) => i + 1);
    const parents = ids.map((id) => id - 1);
    const ones = new Float64Array(count).fill(1);
    const forest = new CascadeForest({ ids, parents, timesUs: ids, notionals: ones });
    expect(forest.tree(0)).toMatchObject({ liquidations: count, depth: count, notional: count, durationUs: count - 1 });
  });

  test('refuses an id that comes twice, and a parent that comes after its child', () => {
    const row = { timeUs: 0, notional: 1 };
    const twice = [
      { ...row, id: 4, parent: 0 },
      { ...row, id: 4, parent: 0 },
    ];
    const late = [
      { ...row, id: 4, parent: 5 },
      { ...row, id: 5, parent: 0 },
    ];
    expect(() => new CascadeForest(columnsOf(twice))).toThrow(new RangeError('the liquidation 4 comes twice'));
    expect(() => new CascadeForest(columnsOf(late))).toThrow(
      new RangeError('the liquidation 4 comes before its parent 5'),
    );
  });
});
