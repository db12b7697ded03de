import type { Side } from './side.ts';

/** One market as anyone may read it; decimals in base and quote units; NaN where there is nothing to read. */
export interface MarketView {
  /** `SYMBOL@venue`. */
  readonly id: string;
  readonly venue: string;
  readonly base: string;
  readonly quote: string;
  readonly kind: 'spot' | 'perp';
  /** Smallest price and size step. */
  readonly tickSize: number;
  readonly lotSize: number;
  /** Base units in one contract of a linear perpetual, quote units in one of an inverse one; 1 for spot. */
  readonly multiplier: number;
  /** An inverse (coin-margined) perpetual: sizes are contracts of so many quote units, results are in the base asset. */
  readonly inverse: boolean;
  readonly bestBid: number;
  readonly bestAsk: number;
  readonly bestBidSize: number;
  readonly bestAskSize: number;
  /** Middle of best bid and ask; the one that is left when a side is empty. */
  readonly mid: number;
  readonly last: number;
  /** NaN for spot. */
  readonly mark: number;
  readonly index: number;
  /** The funding rate settled last, per interval. */
  readonly fundingRate: number;
  /** Open interest in base units (contracts when there is a multiplier): the sum of long positions. */
  readonly openInterest: number;
  /** False while the venue is closed, or the market halted: it refuses orders, or only gathers them for a call auction. */
  readonly open: boolean;
  /** Resting size on a side within this fraction of the best price on it; `0.01` is one per cent. */
  depth(side: Side, within: number): number;
  /** Average price at which an order of this size would fill now; NaN when the book is too thin. */
  costOf(side: Side, size: number): number;
}
