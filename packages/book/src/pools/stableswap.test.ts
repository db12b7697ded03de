import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE_60, fixed, isNear, over, times, zeroOf } from '../../test/pools/fixed-60.ts';
import { Stableswap } from './stableswap.ts';
import type { StableswapTerms } from './stableswap.ts';

const TERMS: StableswapTerms = { amplification: 100, feePpm: 0, baseScale: 1e6, quoteScale: 1e6 };

function pool(base: number, quote: number, terms: Partial<StableswapTerms> = {}): Stableswap {
  const made = new Stableswap({ ...TERMS, ...terms });
  made.deposit(made.open(), base, quote);
  return made;
}

/** A·4·(x + y) + D − A·4·D − D³ ÷ (4·x·y) with sixty decimals; it falls as D grows. */
function excess(x: bigint, y: bigint, d: bigint, amplification: number): bigint {
  const ann = over(fixed(Math.round(amplification * 400)), fixed(100));
  const cube = times(times(d, d), d);
  return times(ann, x + y - d) + d - over(cube, times(times(4n * ONE_60, x), y));
}

describe('a stableswap pool', () => {
  test('sells 0.1 of 1 and 1 for 0.099702611562565 at A = 50 and 0.1 %, as in the tests of Saddle, a port of the Curve contract (swap.ts, 2021)', () => {
    const made = pool(1e15, 1e15, { amplification: 25, feePpm: 1_000, baseScale: 1e15, quoteScale: 1e15 });
    expect(made.proceedsOf(1e14)).toBe(99_702_611_562_565);
  });

  test('mints as many shares as its invariant is worth, in 10^-18 coins: get_D of Curve (StableSwap.vy, 2020)', () => {
    const made = new Stableswap(TERMS);
    const stake = made.open();
    made.deposit(stake, 1e12, 1e12);
    expect(made.invariant()).toEqual([2_000_000n * 10n ** 18n]);
    expect(stake.shares).toBe(2_000_000n * 10n ** 18n);
  });

  test('trades one to one in balance, with assets of different decimals too', () => {
    expect(pool(1e12, 1e12).price).toBeCloseTo(1, 12);
    const made = pool(1e10, 1e12, { baseScale: 1e4 });
    expect(made.price).toBeCloseTo(100, 9);
    expect(made.proceedsOf(1e4)).toBeGreaterThan(999_990);
  });

  test('is nearer to one to one the larger A is', () => {
    const proceeds = [0.5, 5, 50, 500].map((amplification) => pool(1e12, 1e12, { amplification }).proceedsOf(5e11));
    expect([...proceeds].sort((a, b) => a - b)).toEqual(proceeds);
    expect(proceeds[0]).toBeLessThan(4.3e11);
    expect(proceeds[3]).toBeGreaterThan(4.99e11);
  });

  test('agrees with sixty decimals to the atom, in balance and far out of it', () => {
    const amounts = fc.integer({ min: 1e5, max: 1e12 });
    const amplifications = fc.constantFrom(0.5, 10, 100, 2_000);
    fc.assert(
      fc.property(
        amounts,
        amounts,
        amplifications,
        fc.double({ min: 1e-6, max: 0.95, noNaN: true }),
        (base, quote, amplification, part) => {
          const made = pool(base, quote, { amplification });
          const x = over(fixed(base), fixed(1e6));
          const y = over(fixed(quote), fixed(1e6));
          const d = zeroOf((each) => -excess(x, y, each, amplification), ONE_60 / 10n ** 9n, x + y + 1n);
          const atoms = Math.max(1, Math.floor(base * part));
          const moved = over(fixed(atoms), fixed(1e6));
          const reserveAt = (other: bigint): bigint =>
            zeroOf((each) => excess(other, each, d, amplification), 1n, 10n ** 18n * ONE_60);
          expect(isNear(made.costOf(atoms), (reserveAt(x - moved) - y) * 1_000_000n)).toBe(true);
          expect(isNear(made.proceedsOf(atoms), (y - reserveAt(x + moved)) * 1_000_000n)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('prices the next atom by the slope of the curve', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e11, max: 1e13 }), fc.integer({ min: 1e11, max: 1e13 }), (base, quote) => {
        const made = pool(base, quote);
        const step = Math.floor(base / 1e5);
        expect(made.price).toBeLessThanOrEqual((made.costOf(step) + 1) / step);
        expect(made.price).toBeGreaterThanOrEqual((made.proceedsOf(step) - 1) / step);
      }),
    );
  });

  test('keeps its fee: half of it on what a lopsided deposit moves, none on one in proportion (Curve, StableSwap.vy, add_liquidity)', () => {
    const minted = (base: number, quote: number, feePpm: number): number => {
      const made = pool(1e12, 1e12, { feePpm });
      const stake = made.open();
      made.deposit(stake, base, quote);
      return Number(stake.shares) / 1e18;
    };
    expect(minted(1e10, 1e10, 4_000)).toBeCloseTo(20_000, 9);
    // Of 10,000 put in on one side half are too many on it and half too few on the other: 0.2 % of 10,000.
    expect(minted(1e10, 0, 0) - minted(1e10, 0, 4_000)).toBeCloseTo(20, 1);
  });

  test('never leaves a share worth less invariant than before, whatever is put in or taken out', () => {
    const amount = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(amount, amount, amount, amount, fc.constantFrom(0, 400), (x, y, base, quote, feePpm) => {
        const made = new Stableswap({ ...TERMS, feePpm });
        const first = made.open();
        made.deposit(first, x + 1e6, y + 1e6);
        const before = made.invariant()[0];
        const shares = first.shares;
        const stake = made.open();
        made.deposit(stake, base, quote);
        expect(made.invariant()[0] * shares >= before * (shares + stake.shares)).toBe(true);
        made.withdraw(stake, 1_000_000);
        expect(made.invariant()[0] >= before).toBe(true);
      }),
    );
  });

  test.each([0, -1, NaN, Infinity])('refuses an amplification of %d', (amplification) => {
    expect(() => new Stableswap({ ...TERMS, amplification })).toThrow('an amplification is above 0 and finite');
  });

  test('refuses a range', () => {
    expect(() => new Stableswap(TERMS).open({ low: 1, high: 2 })).toThrow('takes no ranges');
  });
});
