import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE_60, fixed, over, root, times } from '../../test/pools/fixed-60.ts';
import { Concentrated } from './concentrated.ts';
import { MAX_TICK, sqrtRatioAt, tickAt } from './tick-math.ts';

/** √(1.0001^tick) with sixty decimals. */
function rootAt(tick: number): bigint {
  let power = ONE_60;
  let step = over(fixed(10_001), fixed(10_000));
  for (let n = Math.abs(tick); n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) power = times(power, step);
    step = times(step, step);
  }
  return root(tick < 0 ? over(ONE_60, power) : power);
}

/** What the 96 bits of square roots of prices may make of amounts: a billionth of an atom. */
const SLACK = ONE_60 / 1_000_000_000n;

function pool(feePpm = 0, tickSpacing = 1): Concentrated {
  return new Concentrated({ feePpm, tickSpacing });
}

describe('ticks', () => {
  test('are from 4295128739 to 1461446703485210103287273052203988822378723970342 in square roots (TickMath.sol of Uniswap v3, 2021)', () => {
    expect(sqrtRatioAt(-MAX_TICK)).toBe(4_295_128_739n);
    const highest = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342n;
    // What the contract multiplies has 128 bits, and 64 of them are left at the lowest ratio, of which this is the inverse.
    const difference = sqrtRatioAt(MAX_TICK) - highest;
    expect(difference > -highest / 10n ** 15n && difference < highest / 10n ** 15n).toBe(true);
  });

  test('are √1.0001^i with sixty decimals, and found again from their square roots and from just below', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (tick) => {
        const exact = (rootAt(tick) << 96n) / ONE_60;
        const difference = sqrtRatioAt(tick) - exact;
        expect(difference >= 0n && difference <= 2n).toBe(true);
        expect(tickAt(sqrtRatioAt(tick))).toBe(tick);
        expect(tickAt(sqrtRatioAt(tick) - 1n)).toBe(tick - 1);
      }),
    );
  });
});

describe('a concentrated pool', () => {
  const RANGE = { low: 4545.1, high: 5500.1 };

  test('with a liquidity of 1517882343751509868544 sells 0.008396714242162444 ETH for 42 USDC at 5000, and is at √P · 2^96 = 5604469350942327889444743441197 then (Kuznetsov, "Uniswap V3 Development Book", 2022, First Swap)', () => {
    const made = pool();
    // Nine decimals instead of eighteen.
    const liquidity = 1_517_882_343_751n;
    const [low, now, high] = [sqrtRatioAt(84_222), 5_602_277_097_478_614_198_912_276_234_240n, sqrtRatioAt(86_129)];
    const stake = made.open({ low: 4_545.1, high: 5_499.5 });
    expect([stake.lower, stake.upper]).toEqual([84_222, 86_129]);
    const quote = Number((liquidity * (now - low)) >> 96n);
    made.deposit(stake, Number(((liquidity << 96n) * (high - now)) / (high * now)), quote);
    expect(made.price).toBeCloseTo(5000, 4);
    expect(made.costOf(8_396_714) / 42e9).toBeCloseTo(1, 6);
    made.buy(8_396_714);
    expect(Number(made.sqrtPrice) / 5_604_469_350_942_327_889_444_743_441_197).toBeCloseTo(1, 8);
    expect(tickAt(made.sqrtPrice)).toBe(85_184);
  });

  test('agrees with sixty decimals to the atom within one range, on both sides and with a fee', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1e6, max: 1e12 }),
        fc.integer({ min: 1e6, max: 1e12 }),
        fc.double({ min: 1e-6, max: 0.9, noNaN: true }),
        fc.constantFrom(0, 500, 10_000),
        (base, quote, part, feePpm) => {
          const made = pool(feePpm, 10);
          const stake = made.open({ low: 0.5, high: 2 });
          made.deposit(stake, base, quote);
          const liquidity = fixed(stake.units);
          const now = (made.sqrtPrice * ONE_60) >> 96n;
          const atoms = Math.max(1, Math.floor(made.baseAtoms * part));
          const kept = over(fixed(1_000_000 - feePpm), fixed(1_000_000));
          // Δ(1/√P) = Δx / L, then Δy = L · Δ√P (6.14 and 6.16).
          const up = over(ONE_60, over(ONE_60, now) - over(fixed(atoms), liquidity));
          if (made.costOf(atoms) < Infinity && up < rootAt(stake.upper)) {
            // The amount and the fee on it are each rounded up.
            const above = fixed(made.costOf(atoms)) - over(times(liquidity, up - now), kept);
            expect(above > -SLACK && above < 2n * ONE_60 + SLACK).toBe(true);
          }
          const down = over(ONE_60, over(ONE_60, now) + over(times(fixed(atoms), kept), liquidity));
          if (down > rootAt(stake.lower)) {
            // What reaches the range and what it fetches are each rounded down; a base atom is worth four quote atoms at most.
            const below = times(liquidity, now - down) - fixed(made.proceedsOf(atoms));
            expect(below > -SLACK && below < 5n * ONE_60 + SLACK).toBe(true);
          }
        },
      ),
    );
  });

  test('trades through ranges that overlap as it would through each stretch by itself', () => {
    const made = pool();
    const wide = made.open({ low: 0.5, high: 2 });
    made.deposit(wide, 1e10, 1e10);
    const narrow = made.open({ low: 1.00005, high: 1.1 });
    made.deposit(narrow, 1e9, 0);
    const alone = pool();
    alone.deposit(alone.open({ low: 0.5, high: 2 }), 1e10, 1e10);
    // Up to 1.1 there is more to be had for the same price; beyond it and below 1 the pools are alike.
    expect(made.baseWithin(1, 1.1) - alone.baseWithin(1, 1.1)).toBeGreaterThan(0.999e9);
    expect(made.proceedsOf(1e9)).toBe(alone.proceedsOf(1e9));
    const before = alone.baseWithin(1, 1.1);
    const beyond = (each: Concentrated, base: number): number => each.costOf(base + 1e8) - each.costOf(base);
    expect(Math.abs(beyond(made, before + 1e9) - beyond(alone, before))).toBeLessThan(1e4);
  });

  test('pays fees to the ranges that are traded through, in the ratio of their liquidity, and to no other', () => {
    const made = pool(3_000);
    made.deposit(made.open(), 1e12, 1e12);
    const [near, twice, far] = [
      made.open({ low: 0.9, high: 1.1 }),
      made.open({ low: 0.9, high: 1.1 }),
      made.open({ low: 2, high: 3 }),
    ];
    made.deposit(near, 1e9, 1e9);
    made.deposit(twice, 2e9, 2e9);
    made.deposit(far, 1e9, 0);
    made.sell(1e9);
    made.buy(5e8);
    const [a, b, c] = [near, twice, far].map((stake) => made.earnedBy(stake));
    expect(a.baseAtoms).toBeGreaterThan(0);
    expect(a.quoteAtoms).toBeGreaterThan(0);
    expect(Math.abs(b.baseAtoms - 2 * a.baseAtoms)).toBeLessThanOrEqual(2);
    expect(Math.abs(b.quoteAtoms - 2 * a.quoteAtoms)).toBeLessThanOrEqual(2);
    expect(c).toEqual({ baseAtoms: 0, quoteAtoms: 0 });
  });

  test('holds one asset alone outside its range, and both within it', () => {
    const made = pool();
    made.deposit(made.open(), 1e12, 1e12);
    const above = made.open({ low: 1.2, high: 1.3 });
    expect(made.deposit(above, 1e9, 1e9)).toEqual({ baseAtoms: 1e9, quoteAtoms: 0 });
    const below = made.open({ low: 0.7, high: 0.8 });
    expect(made.deposit(below, 1e9, 1e9).baseAtoms).toBe(0);
    made.buy(made.baseWithin(1, 1.4));
    const { baseAtoms, quoteAtoms } = made.claimOf(above);
    expect(baseAtoms).toBe(0);
    // All of it was sold on the way, at the geometric mean of the prices of its ends.
    expect(quoteAtoms / 1e9).toBeCloseTo(Math.sqrt(1.2 * 1.3), 3);
  });

  test('moves the ends of a range outwards to ticks that ranges may end at', () => {
    const stake = pool(0, 60).open(RANGE);
    expect([stake.lower % 60, stake.upper % 60]).toEqual([0, 0]);
    expect(stake.lower).toBe(84_180);
    expect(stake.upper).toBe(86_160);
  });

  test.each([[{ low: 0, high: 1 }], [{ low: 2, high: 1 }], [{ low: 1, high: Infinity }], [{ low: NaN, high: 1 }]])(
    'refuses the range %j',
    (range) => {
      expect(() => pool().open(range)).toThrow('a range of prices runs from a price above 0 to a higher one');
    },
  );

  test('refuses fees and spacings that are none', () => {
    expect(() => pool(1_000_000)).toThrow('from 0 to 999999 parts');
    expect(() => pool(0, 0)).toThrow('a tick spacing is a whole number from 1 to 16384');
  });
});
