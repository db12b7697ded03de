import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_PRICE_TICKS, bankruptcyTicks, inverseBankruptcyTicks } from './bankruptcy-ticks.ts';

describe('the bankruptcy price', () => {
  test.each([
    ['a long with some equity left', 50, 10, 100, 1, 95],
    ['a long whose equity is no whole number of ticks', 55, 10, 100, 1, 95],
    ['a short with some equity left', 50, -10, 100, 1, 105],
    ['a short whose equity is no whole number of ticks', 55, -10, 100, 1, 105],
    ['a long that owes', -55, 10, 100, 1, 106],
    ['a short that owes', -55, -10, 100, 1, 94],
    ['an account with nothing', 0, -3, 100, 7, 100],
    ['lots of seven atoms a tick', 70, 2, 100, 7, 95],
    ['a long that its owner can pay in full', 5_000, 10, 100, 1, 1],
    ['a short that owes more than the price', -5_000, -10, 100, 1, 1],
    ['more equity than any price can lose', Number.MAX_SAFE_INTEGER, -1, 100, 1, MAX_PRICE_TICKS],
    ['more debt than any price can gain', -Number.MAX_SAFE_INTEGER, 1, 100, 1, MAX_PRICE_TICKS],
    ['the largest size there is', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 100, 1, 99],
    ['the largest size, one atom short of a tick', Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER, 100, 1, 100],
  ])('of %s', (_, equity, size, mark, atoms, expected) => {
    expect(bankruptcyTicks(equity, size, mark, atoms)).toBe(expected);
  });

  test('is refused for a size whose tick is past the safe integers', () => {
    expect(() => bankruptcyTicks(1, Number.MAX_SAFE_INTEGER, 100, 2)).toThrow('safe integers');
  });

  test('leaves the account at least nothing, and less than a tick on its size, unless a book takes no such price', () => {
    const size = fc.integer({ min: 1, max: 2 ** 45 }).chain((lots) => fc.constantFrom(lots, -lots));
    const equity = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1_000_000, max: 1_000_000 }));
    fc.assert(
      fc.property(
        equity,
        size,
        fc.integer({ min: 1, max: MAX_PRICE_TICKS }),
        fc.integer({ min: 1, max: 100 }),
        (...args) => {
          const [equityAtoms, sizeLots, markTicks, atoms] = args;
          const ticks = bankruptcyTicks(equityAtoms, sizeLots, markTicks, atoms);
          const atomsPerTick = BigInt(sizeLots) * BigInt(atoms);
          const left = BigInt(equityAtoms) + BigInt(ticks - markTicks) * atomsPerTick;
          const tick = atomsPerTick > 0n ? atomsPerTick : -atomsPerTick;
          expect(ticks).toBeGreaterThanOrEqual(1);
          expect(ticks).toBeLessThanOrEqual(MAX_PRICE_TICKS);
          const isFloor = ticks === (sizeLots > 0 ? 1 : MAX_PRICE_TICKS);
          const isCeiling = ticks === (sizeLots > 0 ? MAX_PRICE_TICKS : 1);
          if (!isCeiling) expect(left >= 0n).toBe(true);
          if (!isFloor) expect(left < tick).toBe(true);
        },
      ),
    );
  });
});

describe('the bankruptcy price of an inverse contract', () => {
  // A lot is worth 10,000 atoms over the price; at 100, ten lots are 1,000 atoms, less than nothing for a long.
  test.each([
    ['a long with some equity left', 50, 10, -1_000, 96],
    ['a long with nothing', 0, 10, -1_000, 100],
    ['a long that owes', -50, 10, -1_000, 106],
    ['a long that owes all that its position may gain', -1_000, 10, -1_000, MAX_PRICE_TICKS],
    ['a long that owes one atom less', -999, 10, -1_000, 100_000],
    ['a short with some equity left', 50, -10, 1_000, 105],
    ['a short with nothing', 0, -10, 1_000, 100],
    ['a short that owes', -50, -10, 1_000, 95],
    ['a short that can lose its whole position', 1_000, -10, 1_000, MAX_PRICE_TICKS],
    ['a short that owes more than any price gains', -200_000, -10, 1_000, 1],
    ['a long that can pay at any price', 1_000_000, 10, -1_000, 1],
  ])('of %s', (_, equity, size, value, expected) => {
    expect(inverseBankruptcyTicks(equity, size, value, 10_000)).toBe(expected);
  });

  test('leaves the account at least nothing, and nothing a tick further, unless a book takes no such price', () => {
    const size = fc.integer({ min: 1, max: 2 ** 20 }).chain((lots) => fc.constantFrom(lots, -lots));
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        size,
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (equityAtoms, sizeLots, markTicks, valuePerLotTick) => {
          const worth = (ticks: number): number => {
            const value = (BigInt(-sizeLots) * BigInt(valuePerLotTick)) / BigInt(ticks);
            return Number(value);
          };
          const ticks = inverseBankruptcyTicks(equityAtoms, sizeLots, worth(markTicks), valuePerLotTick);
          expect(ticks).toBeGreaterThanOrEqual(1);
          expect(ticks).toBeLessThanOrEqual(MAX_PRICE_TICKS);
          const left = (at: number): number => equityAtoms + worth(at) - worth(markTicks);
          const worst = sizeLots > 0 ? MAX_PRICE_TICKS : 1;
          if (ticks !== worst) expect(left(ticks)).toBeGreaterThanOrEqual(0);
          const beyond = ticks - Math.sign(sizeLots);
          // A tick further costs more than there is, or the same once a position is worth less than an atom a tick.
          const isLast = ticks === 1 || ticks === MAX_PRICE_TICKS;
          if (!isLast && left(ticks) !== left(beyond)) expect(left(beyond)).toBeLessThanOrEqual(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
