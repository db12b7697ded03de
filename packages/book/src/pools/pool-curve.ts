import type { Side } from '../side.ts';

/** Amounts of the two assets of a pool, in atoms. */
export interface PoolAmounts {
  readonly baseAtoms: number;
  readonly quoteAtoms: number;
}

/** The prices between which liquidity is lent to traders; quote atoms for one base atom, `low` below `high`. */
export interface PriceRange {
  readonly low: number;
  readonly high: number;
}

/** One provider's part of a pool, over one range; made by `open` and known to that curve alone. */
export interface PoolStake {
  /** How large it is, in the curve's own measure; to be compared with itself at another time. */
  readonly liquidity: number;
}

/** Millionths, in which the part of a stake that is withdrawn is counted. */
export const WHOLE_STAKE = 1_000_000;

/**
 * A pool that quotes a price for any size by a curve. Amounts are whole atoms, rounded for the pool each time. Fees stay in it
 * for its providers. What cannot be traded changes nothing.
 */
export interface PoolCurve {
  /** What the pool owns, fees that nobody has taken out yet among it. */
  readonly baseAtoms: number;
  readonly quoteAtoms: number;

  /** The price of the next base atom without fee, in quote atoms; NaN while nothing is traded at all. */
  readonly price: number;

  /** The same for one who buys (1) or sells (−1), with fee; NaN while there is nothing to buy, or nobody to sell to. */
  marginal(side: Side): number;

  /** Whether providers may choose a range; where not, all stand at every price. */
  readonly takesRanges: boolean;

  /** Quote atoms to be paid for so many base atoms, with fee, rounded up; Infinity when the pool cannot sell so many. */
  costOf(baseOut: number): number;

  /** Quote atoms to be had for so many base atoms, after fee, rounded down; 0 when the pool can pay nothing for so many. */
  proceedsOf(baseIn: number): number;

  /** Sells base atoms to a trader for `costOf` them, which it returns; throws a RangeError where that is Infinity. */
  buy(baseOut: number): number;

  /** Takes base atoms from a trader for `proceedsOf` them, which it returns. */
  sell(baseIn: number): number;

  /** The most base atoms to be bought (1) or sold (−1) before the price of the next one, with fee, is past the limit; rounded down. */
  baseWithin(side: Side, limitPrice: number): number;

  /** Makes an empty stake, over a range where the curve takes them, else or without one over all prices; throws a RangeError for a range that is none. */
  open(range?: PriceRange): PoolStake;

  /** Adds at most these amounts to a stake and returns what is taken of each; both are 0 when they are too little for any liquidity. */
  deposit(stake: PoolStake, baseAtoms: number, quoteAtoms: number): PoolAmounts;

  /** Takes so many millionths of a stake out, with all fees it has earned, and returns what is paid of each. */
  withdraw(stake: PoolStake, millionths: number): PoolAmounts;

  /** What withdrawing all of a stake would pay now. */
  claimOf(stake: PoolStake): PoolAmounts;

  /** Fees that a stake has earned by trades since it was opened, taken out or not; rounded down. */
  earnedBy(stake: PoolStake): PoolAmounts;

  /** Numbers that no trade ever makes smaller: what the curve keeps, in its own measure. */
  invariant(): readonly bigint[];
}
