import type { Side } from '@ebb/book';
import { priceOf, ticksAtOrBelow } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import type {
  FundingInputs,
  FundingPolicy,
  IndexPricePolicy,
  IndexSource,
  IndexTarget,
  MarkPricePolicy,
} from './contracts/prices.ts';
import { latestTradeOf, midOf } from './index-sources.ts';
import type { LatestTrade } from './index-sources.ts';
import type { Listing } from './listing.ts';

/** What the prices of one perpetual are made by. */
export interface PerpPricingParts {
  readonly listing: Listing<PerpInstrument>;
  readonly sources: readonly IndexSource[];
  readonly index: IndexPricePolicy;
  readonly mark: MarkPricePolicy;
  readonly funding: FundingPolicy;
  readonly fundingIntervalMs: number;
  readonly nowMs: () => number;
}

const MAX_PRICE_TICKS = 0x7fffffff;

/** Samples index, mark and funding premium of one perpetual; the policies say how. */
export class PerpPricing implements FundingInputs {
  readonly listing: Listing<PerpInstrument>;
  readonly fundingIntervalMs: number;
  readonly sources: readonly IndexSource[];
  readonly #parts: PerpPricingParts;
  index = NaN;
  mark = NaN;

  constructor(parts: PerpPricingParts) {
    this.#parts = parts;
    this.listing = parts.listing;
    this.fundingIntervalMs = parts.fundingIntervalMs;
    this.sources = parts.sources;
  }

  /** Computes index and mark anew and publishes them; returns the fact's sequence, 0 while there is no mark to tell. */
  sample(): number {
    const { index, mark, funding } = this.#parts;
    const listing = this.listing;
    const indexPrice = index.price(this.#target(), this.sources);
    if (Number.isFinite(indexPrice)) this.index = indexPrice;
    const markPrice = mark.price(this);
    if (Number.isFinite(markPrice)) this.mark = markPrice;
    if (!Number.isFinite(this.mark)) return 0;
    listing.indexTicks = Number.isFinite(this.index) ? nearestTicks(listing.instrument, this.index) : 0;
    listing.previousMarkTicks = listing.markTicks;
    listing.markTicks = nearestTicks(listing.instrument, this.mark);
    const seq = listing.marks.publish(listing.markTicks, listing.indexTicks);
    if (Number.isFinite(this.index)) funding.sample(this);
    return seq;
  }

  #target(): IndexTarget {
    const { base, quote, venue } = this.listing.market;
    return { base, quote, venue, nowMs: this.nowMs };
  }

  /** The latest trade among this market and those its index reads: what the prices follow from. */
  latestTrade(): LatestTrade {
    const { lastTradeSeq, lastTradeOrigin } = this.listing;
    return latestTradeOf(this.sources, { seq: lastTradeSeq, origin: lastTradeOrigin });
  }

  /** Ends a funding interval and returns its rate. */
  settleFunding(): number {
    const rate = this.#parts.funding.settle();
    if (!Number.isFinite(rate)) throw new RangeError(`the funding policy of ${this.listing.market.id} gives ${rate}`);
    this.listing.fundingRate = rate;
    return rate;
  }

  get bid(): number {
    const ticks = this.listing.book.bestBidTicks;
    return ticks === 0 ? NaN : priceOf(this.listing.instrument, ticks);
  }

  get ask(): number {
    const ticks = this.listing.book.bestAskTicks;
    return ticks === 0 ? NaN : priceOf(this.listing.instrument, ticks);
  }

  get mid(): number {
    return midOf(this.listing);
  }

  get last(): number {
    return this.listing.lastTicks === 0 ? NaN : priceOf(this.listing.instrument, this.listing.lastTicks);
  }

  get fundingRate(): number {
    return this.listing.fundingRate;
  }

  get nowMs(): number {
    return this.#parts.nowMs();
  }

  get untilFundingMs(): number {
    const into = this.nowMs % this.fundingIntervalMs;
    return this.fundingIntervalMs - into;
  }

  impactBid(notional: number): number {
    return this.#impact(-1, notional);
  }

  impactAsk(notional: number): number {
    return this.#impact(1, notional);
  }

  #impact(takerSide: Side, notional: number): number {
    const { instrument, book, market } = this.listing;
    if (instrument.inverse) return this.#inverseImpact(takerSide, notional);
    const ticksLots = (notional * market.settleScale) / instrument.atomsPerTickLot;
    const ticks = book.impactTicks(takerSide, ticksLots);
    return ticks < 0 ? NaN : ticks * instrument.tickSize;
  }

  /** The same for an inverse contract, of which one lot is worth the same in quote units at every price. */
  #inverseImpact(takerSide: Side, notional: number): number {
    const { instrument, book } = this.listing;
    const lots = Math.max(1, Math.round(notional / (instrument.multiplier * instrument.lotSize)));
    const cost = book.costToFill(takerSide, lots);
    return cost < 0 ? NaN : (cost / lots) * instrument.tickSize;
  }
}

/** The tick nearest to a price, within what a book takes. */
function nearestTicks(instrument: PerpInstrument, price: number): number {
  return Math.min(Math.max(1, ticksAtOrBelow(instrument, price + instrument.tickSize / 2)), MAX_PRICE_TICKS);
}
