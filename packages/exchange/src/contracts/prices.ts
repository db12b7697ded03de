import type { Instrument, PerpInstrument } from '@ebb/ledger';

/** One spot market (or the outside value) that an index may read; prices are decimals in the quote asset. */
export interface IndexSource {
  /** `SYMBOL@venue`, or `outside` for the reference value. */
  readonly name: string;
  /** Middle of best bid and ask, or of what is left of them; NaN when the book is empty. */
  readonly mid: number;
  /** Last traded price; NaN before the first trade. */
  readonly last: number;
  /** Milliseconds since the best prices or sizes of the book last changed. */
  readonly ageMs: number;
  /** False while the venue is down. */
  readonly open: boolean;
}

/** Computes the index price of a derivative from spot markets; asked once a mark interval. */
export interface IndexPricePolicy {
  /** Returns the price in quote units; NaN keeps the last index. */
  price(instrument: PerpInstrument, sources: readonly IndexSource[]): number;
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
