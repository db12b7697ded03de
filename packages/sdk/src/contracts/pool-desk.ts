/** Names a deposit or withdrawal of liquidity from the moment it is sent; 0 names none (nothing was offered, or no wallet there: nothing was sent). */
export type LiquidityId = number;

/** Amounts of the two assets of a pool, in units. */
export interface PoolUnits {
  readonly base: number;
  readonly quote: number;
}

/** The prices between which liquidity is lent to traders, in quote units for one base unit; `low` below `high`. */
export interface PoolRange {
  readonly low: number;
  readonly high: number;
}

/** What an account has in a pool, over one range or (without) over all prices. */
export interface PoolHolding {
  readonly range?: PoolRange;
  /** What withdrawing all of it would pay now, fees among it. */
  readonly claim: PoolUnits;
  /** Fees that it has earned since it was opened, taken out or not. */
  readonly earned: PoolUnits;
}

/**
 * A pool as one of its providers deals with it. Deposits and withdrawals travel as orders do and are paid out of the wallet
 * that spot orders settle in; `desk.liquidity$` tells what becomes of them. What is read is public, and of this very moment.
 */
export interface PoolDesk {
  /** Whether providers choose a range of prices (concentrated liquidity). */
  readonly takesRanges: boolean;
  /** What the pool owns. */
  readonly reserves: PoolUnits;
  /** The price of the next little trade without fee, in quote units; NaN while there is none. */
  readonly price: number;
  /** The part of all that the pool owns, at its own price, that is this account's: from 0 to 1. */
  readonly share: number;
  /** What withdrawing everything would pay now, and the fees that this account has earned. */
  readonly claim: PoolUnits;
  readonly earned: PoolUnits;
  /** What the account has in the pool, by range, in the order in which the ranges were first used. */
  readonly holdings: readonly PoolHolding[];
  /**
   * Offers at most so many units of each; the pool takes the two in the ratio that it needs, a stableswap pool both whole.
   * Throws where one of them is negative, and for a range that is none or where the pool takes none.
   */
  add(base: number, quote: number, range?: PoolRange): LiquidityId;
  /** Asks for a share, above 0 and at most 1, of what it has over a range (or, without, over each) to be paid out, with all its fees. */
  remove(share: number, range?: PoolRange): LiquidityId;
}
