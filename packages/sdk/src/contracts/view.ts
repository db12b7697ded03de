import type { IssuerView } from './issuer-desk.ts';
import type { LenderView } from './lender-desk.ts';
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

/** What every agent may see without delay: markets, and the reference value of each asset in the outside world. */
export interface View {
  /** Simulated time, milliseconds since the Unix epoch. */
  readonly nowMs: number;
  /** The market of this name; throws, with the nearest name, when there is none. Keep what it returns. */
  market(id: string): MarketView;
  /** Every market, in the scenario's order. */
  readonly markets: readonly MarketView[];
  /** The outside value of an asset, in the scenario's unit of account; NaN when the scenario gives none. */
  value(asset: string): number;
  /**
   * The price at which a venue counts an asset as collateral, before haircuts, in units of the venue's settlement asset (which
   * is 1); NaN where the asset is none, or not priced yet.
   */
  collateral(venue: string, asset: string): number;
  /**
   * What everyone reckons one unit of an asset at, in the scenario's unit of account: its outside value; where it has none,
   * the middle, else the last price, of the first spot market that prices it; else 1.
   */
  price(asset: string): number;
  /** The issuer of a coin; throws for an asset that nobody issues. Keep what it returns. */
  issuer(coin: string): IssuerView;
  /** The lending market of this name; throws for one that is not there. Keep what it returns. */
  lender(name: string): LenderView;
  /** Every lending market, in the order of their names. */
  readonly lenders: readonly LenderView[];
}
