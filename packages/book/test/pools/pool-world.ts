import fc from 'fast-check';
import { Concentrated, ConstantProduct, Stableswap } from '../../src/index.ts';
import type { PoolCurve, PriceRange } from '../../src/index.ts';

/** A kind of pool under test: how one is made for a fee, and how it weighs what it keeps against its shares. */
export interface PoolKind {
  readonly name: string;
  readonly make: (feePpm: number) => PoolCurve;
}

/** Pools of each curve, as a trader meets them. */
export const poolKinds: readonly PoolKind[] = [
  { name: 'constant product', make: (feePpm) => new ConstantProduct(feePpm) },
  {
    name: 'stableswap',
    make: (feePpm) => new Stableswap({ amplification: 200, feePpm, baseScale: 1e4, quoteScale: 1e6 }),
  },
  {
    name: 'stableswap of low amplification',
    make: (feePpm) => new Stableswap({ amplification: 0.5, feePpm, baseScale: 1e6, quoteScale: 1e6 }),
  },
  { name: 'concentrated', make: (feePpm) => new Concentrated({ feePpm, tickSpacing: 10 }) },
];

/** What may be done to a pool. */
export type Deed =
  | { readonly kind: 'buy' | 'sell'; readonly part: number }
  | { readonly kind: 'deposit'; readonly base: number; readonly quote: number; readonly range?: PriceRange }
  | { readonly kind: 'withdraw'; readonly stake: number; readonly millionths: number };

const part = fc.double({ min: 1e-9, max: 0.9, noNaN: true });

/** Trades of any size relative to the pool. */
export const trades: fc.Arbitrary<Deed> = fc.record({ kind: fc.constantFrom('buy' as const, 'sell' as const), part });

/** Trades, deposits (around the first price where a curve takes ranges) and withdrawals. */
export const deeds: fc.Arbitrary<Deed> = fc.oneof(
  trades,
  fc.record({
    kind: fc.constant('deposit' as const),
    base: fc.integer({ min: 0, max: 1e11 }),
    quote: fc.integer({ min: 0, max: 1e11 }),
    range: fc
      .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 1e-4, max: 1, noNaN: true }))
      .map(([at, width]) => ({ low: 1 + at / 2, high: 1 + at / 2 + width })),
  }),
  fc.record({
    kind: fc.constant('withdraw' as const),
    stake: fc.nat({ max: 20 }),
    millionths: fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 999_999 })),
  }),
);

/** A pool with its first liquidity; what a trade of a part of it may be. */
export function filled(kind: PoolKind, feePpm: number, base: number, quote: number): PoolCurve {
  const pool = kind.make(feePpm);
  pool.deposit(pool.open(), base, quote);
  return pool;
}
