import { describe, expect, test } from '@jest/globals';
import type { StudyFolder } from '@ebb/results/store';
import fc from 'fast-check';
import type { Executor, RunOrder, Work } from './executor.ts';
import { shard } from './shard.ts';

interface Size {
  readonly points: number;
  readonly variants: number;
  readonly replicates: number;
}

/** Which runs a part plays, of those that are left. */
async function played({ points, variants, replicates }: Size, index: number, of: number, isLeft = (_: string) => true) {
  const names = Array.from({ length: variants }, (_, i) => `v${i}`);
  const orders: RunOrder[] = [];
  for (let point = 0; point < points; point++) {
    for (const variant of names) {
      for (let seed = 5; seed < 5 + replicates; seed++) orders.push({ point, variant, seed, changes: [], values: {} });
    }
  }
  const heard: string[] = [];
  const nameOf = ({ point, variant, seed }: RunOrder): string => `${point} ${variant} ${seed}`;
  const inner: Executor = {
    name: 'inner',
    execute: (work) => {
      for (const order of work.orders) heard.push(nameOf(order));
      return Promise.resolve();
    },
  };
  const manifest = { variants: names, replicates, firstSeed: 5 };
  const left = orders.filter((order) => isLeft(nameOf(order)));
  const work = { orders: left, total: left.length, folder: { manifest } as unknown as StudyFolder };
  await shard({ index, of, inner }).execute(work as unknown as Work);
  return heard;
}

describe('the parts of a study', () => {
  const sizes = fc.record({
    points: fc.integer({ min: 1, max: 4 }),
    variants: fc.integer({ min: 1, max: 3 }),
    replicates: fc.integer({ min: 1, max: 7 }),
  });

  test('hold every run once, in parts of one size, whatever was played before some of them began', async () => {
    const property = async (size: Size, of: number): Promise<void> => {
      const parts: string[][] = [];
      const done = new Set<string>();
      for (let index = 1; index <= of; index++) {
        // Each part begins when the one before it is over, and is not given what is there.
        const part = await played(size, index, of, (name) => !done.has(name));
        parts.push(part);
        for (const name of part) done.add(name);
      }
      const total = size.points * size.variants * size.replicates;
      expect(parts.flat()).toHaveLength(total);
      expect(done.size).toBe(total);
      const lengths = parts.map(({ length }) => length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    };
    await fc.assert(fc.asyncProperty(sizes, fc.integer({ min: 1, max: 9 }), property), { numRuns: 50 });
  });

  test('are not more than there are', () => {
    expect(() => shard({ index: 4, of: 3 })).toThrow(RangeError);
  });
});
