import type { Instrument } from '@ebb/ledger';

/** What a price may be read from: a spot market, the outside value of an asset, or what its issuer says it is worth; decimals in the quote asset. */
export interface IndexSource {
  readonly kind: 'market' | 'outside' | 'issuer';
  /** `SYMBOL@venue`, `outside:ASSET` or `issuer:ASSET`. */
  readonly name: string;
  /** Symbols; an empty quote is the scenario's unit of account, as of every outside value. */
  readonly base: string;
  readonly quote: string;
  /** Middle of best bid and ask, or of what is left of them; NaN when the book is empty. */
  readonly mid: number;
  /** Last traded price; NaN before the first trade. */
  readonly last: number;
  /** Milliseconds since the best prices or sizes of the book last changed. */
  readonly ageMs: number;
  /** False while the venue is down or the market halted. */
  readonly open: boolean;
}

/** What an index is the price of: the underlying of a perpetual, or an asset that is held as collateral. */
export interface IndexTarget {
  /** Symbols: the price is that of one unit of `base` in `quote`. */
  readonly base: string;
  readonly quote: string;
  /** Name of the venue that asks. */
  readonly venue: string;
  readonly nowMs: number;
}

/** Computes an index price: of a perpetual's underlying, or of an asset as collateral. Asked once a mark interval; one instance a target. */
export interface IndexPricePolicy {
  /**
   * Returns the price in quote units; NaN keeps the last one. `sources` are all spot markets of all venues and all outside
   * values, in a fixed order.
   */
  price(target: IndexTarget, sources: readonly IndexSource[]): number;
}

/** What a mark price may be made of; decimals in the settlement asset, NaN where there is none. */
export interface MarkInputs {
  readonly index: number;
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
  /** The funding rate of the last settlement, per interval. */
  readonly fundingRate: number;
  /** Milliseconds until the next funding settlement. */
  readonly untilFundingMs: number;
  readonly fundingIntervalMs: number;
  readonly nowMs: number;
}

/** Computes the mark price of a derivative; asked once a mark interval and market, in time order; one instance a market. */
export interface MarkPricePolicy {
  /** Returns the price in settlement units; NaN keeps the last mark. */
  price(inputs: MarkInputs): number;
}

/** What funding may be made of; decimals in the settlement asset. */
export interface FundingInputs extends MarkInputs {
  readonly mark: number;
  /** Price at which an order of the impact notional would fill on average on that side; NaN when the book is too thin. */
  impactBid(notional: number): number;
  impactAsk(notional: number): number;
}

/** Computes funding: sampled once a mark interval, settled once an interval; one instance a market. */
export interface FundingPolicy {
  sample(inputs: FundingInputs): void;
  /** The rate of the interval that ends now (positive: longs pay shorts); resets the samples. */
  settle(): number;
}

/**
 * Fees in whole parts per million of notional, at most a million; a negative fee is a rebate. The functions are pure: the
 * same arguments give the same answer for the whole of a run, since what an order holds was reckoned with it.
 */
export interface FeePolicy {
  makerPpm(account: number, instrument: Instrument): number;
  takerPpm(account: number, instrument: Instrument): number;
}
