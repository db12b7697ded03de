import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { candidate, instrument } from '../test/candidate.ts';
import plugin, { CappedProRata, cappedLots, params } from './capped-pro-rata.ts';

const lotsOf = (
  lots: number,
  shorts: readonly (readonly [size: number, profit: number])[],
  raw: object = {},
): number[] => {
  const { by, cap } = params.parse(raw);
  const candidates = shorts.map(([size, profit], account) => candidate(account, -size, { profit }));
  return cappedLots(lots, candidates, by, cap * 1_000_000);
};

describe('capped-pro-rata', () => {
  test('is a deleveraging policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'deleveraging', name: 'capped-pro-rata', use: CappedProRata });
    expect(new CappedProRata(params.parse({}))).toMatchObject({ price: 'bankruptcy', trigger: 'fund' });
  });

  test('falls on gains in proportion while nobody is at the cap', () => {
    expect(
      lotsOf(8, [
        [40, 10],
        [40, 30],
        [40, -5],
      ]),
    ).toEqual([2, 6, 0]);
  });

  test('lets who is at the cap wait for the others', () => {
    // A quarter is 10 lots each: the second is there first, then the first, then the one at a loss.
    const three = [
      [40, 10],
      [40, 90],
      [40, -5],
    ] as const;
    expect(lotsOf(12, three)).toEqual([2, 10, 0]);
    expect(lotsOf(24, three)).toEqual([10, 10, 4]);
    expect(lotsOf(30, three)).toEqual([10, 10, 10]);
    expect(lotsOf(40, three)).toEqual([11, 19, 10]);
    expect(lotsOf(120, three)).toEqual([40, 40, 40]);
  });

  test('can go by size alone', () => {
    expect(
      lotsOf(
        12,
        [
          [40, 10],
          [80, 90],
        ],
        { by: 'size' },
      ),
    ).toEqual([4, 8]);
  });

  test('leaves out of its answer whom it does not touch', () => {
    const policy = new CappedProRata(params.parse({ cap: 1 }));
    const shares = policy.allot(instrument, 4, [candidate(3, 5, { profit: 0 }), candidate(8, 5, { profit: 1 })]);
    expect(shares).toEqual([{ account: 8, lots: 4 }]);
  });

  test('nobody is above a multiple of the cap before all are at it', () => {
    const people = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(people, fc.nat(4_000), fc.integer({ min: 1, max: 100 }), (shorts, lots, percent) => {
        const taken = lotsOf(lots, shorts, { cap: `${percent}%` });
        for (let cap = percent; cap < 100; cap += percent) {
          const at = shorts.map(([size]) => Math.ceil((size * cap) / 100));
          if (taken.some((each, index) => each > at[index])) {
            expect(taken.every((each, index) => each >= at[index])).toBe(true);
          }
        }
      }),
    );
  });
});
