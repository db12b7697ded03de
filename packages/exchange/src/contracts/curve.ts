import type { PoolCurve, PriceRange } from '@ebb/book';

/** The market that a pool is for: atoms in one unit of each of its assets. */
export interface PoolTerms {
  readonly baseScale: number;
  readonly quoteScale: number;
}

/** Makes the curve of one market that is a pool; each market has an instance of its own. */
export interface CurvePolicy {
  /** The curve, with nothing in it yet. */
  pool(terms: PoolTerms): PoolCurve;
  /** The prices, quote units for one base unit, between which the scenario's own liquidity stands; over all prices when absent or undefined. */
  range?(): PriceRange | undefined;
}
