import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fixed, isNear, over, root, times } from '../../test/pools/fixed-60.ts';
import { ConstantProduct } from './constant-product.ts';

/** Uniswap v2 takes 0.3 % of what is paid in. */
const V2 = 3_000;

function pool(base: number, quote: number, feePpm = 0): ConstantProduct {
  const made = new ConstantProduct(feePpm);
  made.deposit(made.open(), base, quote);
  return made;
}

describe('a constant product', () => {
  test('quotes as getAmountOut and getAmountIn in the tests of Uniswap v2-periphery (UniswapV2Router01.spec.ts, 2020)', () => {
    expect(pool(100, 100, V2).proceedsOf(2)).toBe(1);
    expect(pool(100, 100, V2).costOf(1)).toBe(2);
  });

  // There with 18 decimals, here with 14, whose atoms stay whole and safe.
  test.each([
    [1, 5, 10, 1662497915624478906n],
    [1, 10, 5, 453305446940074565n],
    [2, 5, 10, 2851015155847869602n],
    [2, 10, 5, 831248957812239453n],
    [1, 10, 10, 906610893880149131n],
  ])(
    'sells %d into %d and %d as in the tests of Uniswap v2-core (UniswapV2Pair.spec.ts, 2020)',
    (sold, base, quote, out) => {
      expect(pool(base * 1e14, quote * 1e14, V2).proceedsOf(sold * 1e14)).toBe(Number(out / 10_000n));
    },
  );

  test('issues √(x · y) shares at first, then in proportion (Uniswap v2 Core, 3.4)', () => {
    const made = new ConstantProduct(0);
    const first = made.open();
    expect(made.deposit(first, 400, 100)).toEqual({ baseAtoms: 400, quoteAtoms: 100 });
    expect(first.shares).toBe(200n);
    const second = made.open();
    expect(made.deposit(second, 1_000, 50)).toEqual({ baseAtoms: 200, quoteAtoms: 50 });
    expect(second.shares).toBe(100n);
    expect(made.withdraw(second, 500_000)).toEqual({ baseAtoms: 100, quoteAtoms: 25 });
  });

  test('prices by the ratio of its reserves, and to a buyer with the fee on top', () => {
    expect(pool(200, 100).price).toBe(0.5);
    expect(pool(200, 100, 200_000).marginal(1)).toBe(0.625);
    expect(pool(200, 100, 200_000).marginal(-1)).toBe(0.4);
  });

  test('agrees with sixty decimals to the atom, fee or not', () => {
    const amounts = fc.integer({ min: 1e4, max: 1e14 });
    const kept = (feePpm: number): bigint => over(fixed(1_000_000 - feePpm), fixed(1_000_000));
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.nat({ max: 500_000 }),
        (base, quote, part, feePpm) => {
          const made = pool(base, quote, feePpm);
          const atoms = Math.max(1, Math.floor(base * part));
          const paid = over(times(fixed(quote), over(fixed(atoms), fixed(base - atoms))), kept(feePpm));
          const cost = made.costOf(atoms);
          const isSafe = paid + fixed(quote + 1) < fixed(Number.MAX_SAFE_INTEGER);
          if (isSafe) expect(isNear(cost, paid) && fixed(cost) >= paid - 1_000n).toBe(true);
          else expect(cost).toBeGreaterThan(Number.MAX_SAFE_INTEGER - quote - 2);
          const reaches = times(fixed(atoms), kept(feePpm));
          const got = over(times(fixed(quote), reaches), fixed(base) + reaches);
          const proceeds = made.proceedsOf(atoms);
          expect(isNear(proceeds, got) && fixed(proceeds) <= got + fixed(quote) / 10n ** 40n).toBe(true);
        },
      ),
    );
  });

  test('reaches a limit after x − √(x · y ÷ limit) atoms: the closed form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e6, max: 1e14 }), fc.integer({ min: 101, max: 400 }), (base, percent) => {
        const left = root(over(times(fixed(base), fixed(base)), over(fixed(percent), fixed(100))));
        expect(isNear(pool(base, base).baseWithin(1, percent / 100), fixed(base) - left)).toBe(true);
      }),
    );
  });

  test.each([-1, 1_000_000, 0.5])('refuses a fee of %d parts per million', (feePpm) => {
    expect(() => new ConstantProduct(feePpm)).toThrow('the fee of a pool is from 0 to 999999 parts per million');
  });

  test('refuses a range', () => {
    expect(() => new ConstantProduct(0).open({ low: 1, high: 2 })).toThrow('takes no ranges');
  });
});
