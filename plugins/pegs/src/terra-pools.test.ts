import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deltaAfter, replenished, swapSpread } from './terra-pools.ts';

/** BasePool and PoolRecoveryPeriod of Terra before and after proposal 1164, in SDR and blocks. */
const BEFORE = { base: 50e6, period: 36 };
const AFTER = { base: 100e6, period: 18 };

/** The steps of ComputeSwap in x/market/keeper/swap.go as they are written there. */
function byTheSource(
  base: number,
  delta: number,
  offered: 'coin' | 'second',
  offer: number,
  minSpread: number,
): number {
  const cp = base * base;
  const terraPool = base + delta;
  const lunaPool = cp / terraPool;
  const [offerPool, askPool] = offered === 'coin' ? [terraPool, lunaPool] : [lunaPool, terraPool];
  const ask = askPool - cp / (offerPool + offer);
  return Math.max((offer - ask) / offer, minSpread);
}

/** The largest offer in every block whose spread stays below `most` for ever, by bisection. */
function flowPerBlock({ base, period }: typeof BEFORE, most: number): number {
  const spreadOf = (offer: number): number => {
    let delta = 0;
    let spread = 0;
    for (let block = 0; block < 20 * period; block++) {
      spread = swapSpread({ base, delta }, 'coin', offer, 0);
      delta = replenished(deltaAfter({ base, delta }, 'coin', offer, spread), period, 1);
    }
    return spread;
  };
  let [low, high] = [0, base];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (spreadOf(middle) < most) low = middle;
    else high = middle;
  }
  return low;
}

describe('the market module of Terra', () => {
  test('ComputeSwap: an offer of a tenth of a pool at rest costs 1 − 1 ÷ 1.1, a small one the least spread', () => {
    const rest = { base: 50e6, delta: 0 };
    expect(swapSpread(rest, 'coin', 5e6, 0.005)).toBeCloseTo(1 - 1 / 1.1, 14);
    expect(swapSpread(rest, 'second', 5e6, 0.005)).toBeCloseTo(1 - 1 / 1.1, 14);
    expect(swapSpread(rest, 'coin', 1000, 0.005)).toBe(0.005);
  });

  test('ComputeSwap: the same as the source, step by step, for any state of the pools', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e3, max: 1e9, noNaN: true }),
        fc.double({ min: -0.9, max: 20, noNaN: true }),
        fc.constantFrom('coin', 'second'),
        fc.double({ min: 1e-3, max: 10, noNaN: true }),
        (base, skew, offered, share) => {
          const delta = base * skew;
          const source = byTheSource(base, delta, offered, base * share, 0.005);
          expect(swapSpread({ base, delta }, offered, base * share, 0.005)).toBeCloseTo(source, 8);
        },
      ),
    );
  });

  test('TestApplySwapToPool: 1,700 SDR offered raise delta by 1,700, and 1,700 asked for lower it by as much', () => {
    expect(deltaAfter({ base: 1e6, delta: 0 }, 'coin', 1700, 0.02)).toBe(1700);
    expect(deltaAfter({ base: 1e6, delta: 0 }, 'second', 1700, 0)).toBe(-1700);
    expect(deltaAfter({ base: 1e6, delta: 0 }, 'second', 1700, 0.02)).toBeCloseTo(-1666);
  });

  test('ReplenishPools: a block takes one part in PoolRecoveryPeriod of delta, and never all', () => {
    expect(replenished(3600, 36, 1)).toBeCloseTo(3500, 9);
    expect(replenished(3600, 36, 36)).toBeCloseTo(3600 * 0.3627, 0);
    expect(replenished(-3600, 36, 0)).toBe(-3600);
    expect(replenished(5, 1, 3)).toBe(0);
  });

  test('proposal 1164: twice the pool in half the blocks is four times the capacity, as from $293 M to $1,200 M a day', () => {
    for (const most of [0.02, 0.1]) {
      const ratio = flowPerBlock(AFTER, most) / flowPerBlock(BEFORE, most);
      expect(ratio).toBeGreaterThan(3.8);
      expect(ratio).toBeLessThan(4.2);
    }
    expect(1200 / 293).toBeCloseTo(4, 0);
  });

  test('capacity at a spread goes with BasePool ÷ PoolRecoveryPeriod', () => {
    const pool = fc.record({ base: fc.integer({ min: 1, max: 1000 }), period: fc.integer({ min: 12, max: 60 }) });
    fc.assert(
      fc.property(pool, pool, (one, other) => {
        const expected = other.base / other.period / (one.base / one.period);
        expect(flowPerBlock(other, 0.05) / flowPerBlock(one, 0.05) / expected).toBeGreaterThan(0.9);
        expect(flowPerBlock(other, 0.05) / flowPerBlock(one, 0.05) / expected).toBeLessThan(1.1);
      }),
      { numRuns: 15 },
    );
  });

  test('never pays more than the pool that is asked holds, and no round trip gains', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.9, max: 20, noNaN: true }),
        fc.double({ min: 1e-6, max: 100, noNaN: true }),
        (delta, offer) => {
          const pools = { base: 1, delta };
          const spread = swapSpread(pools, 'coin', offer, 0.005);
          const paid = offer * (1 - spread);
          expect(paid).toBeLessThanOrEqual(1 / (1 + delta));
          const after = { base: 1, delta: deltaAfter(pools, 'coin', offer, spread) };
          const back = paid * (1 - swapSpread(after, 'second', paid, 0.005));
          expect(back).toBeLessThan(offer);
          expect(1 + deltaAfter(after, 'second', paid, swapSpread(after, 'second', paid, 0.005))).toBeGreaterThan(0);
        },
      ),
    );
  });
});
