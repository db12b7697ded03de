import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SlicedRates } from './sliced-rates.ts';
import type { Slice } from './sliced-rates.ts';

const slices: fc.Arbitrary<Slice[]> = fc
  .array(
    fc.record({ width: fc.integer({ min: 1, max: 5_000_000 }), ratePpm: fc.integer({ min: 0, max: 1_000_000 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((list) => {
    let upToAtoms = 0;
    return list.map(({ width, ratePpm }) => ({ upToAtoms: (upToAtoms += width), ratePpm }));
  });

/** The sum in parts per million of an atom, slice by slice in whole numbers. */
function exactPpm(list: readonly Slice[], amount: number): bigint {
  let [sum, floor] = [0n, 0];
  for (const [at, { upToAtoms, ratePpm }] of list.entries()) {
    const top = at === list.length - 1 ? amount : Math.min(amount, upToAtoms);
    if (top > floor) sum += BigInt(top - floor) * BigInt(ratePpm);
    floor = upToAtoms;
  }
  return sum;
}

describe('SlicedRates', () => {
  test('sums each slice at its own rate and rounds once', () => {
    fc.assert(
      fc.property(slices, fc.integer({ min: 0, max: 50_000_000 }), (list, anywhere) => {
        const rates = new SlicedRates(list);
        for (const amount of [0, anywhere, ...list.flatMap(({ upToAtoms }) => [upToAtoms, upToAtoms + 1])]) {
          const exact = exactPpm(list, amount);
          expect(rates.at(amount, 'floor')).toBe(Number(exact / 1_000_000n));
          expect(rates.at(amount, 'ceil')).toBe(Number((exact + 999_999n) / 1_000_000n));
        }
      }),
    );
  });

  test('never differs by more than the steepest rate and one atom', () => {
    const amount = fc.integer({ min: 0, max: 50_000_000 });
    fc.assert(
      fc.property(slices, amount, amount, fc.constantFrom('floor', 'ceil'), (list, a, b, rounding) => {
        const rates = new SlicedRates(list);
        const steepest = Math.max(...list.map(({ ratePpm }) => ratePpm)) / 1_000_000;
        const rise = Math.abs(rates.at(a, rounding) - rates.at(b, rounding));
        expect(rise).toBeLessThanOrEqual(steepest * Math.abs(a - b) + 1);
      }),
    );
  });
});
