import type { MarketView, Side } from '@ebb/sdk';
import type { Listing, Venue } from '@ebb/exchange';
import { midOf } from '@ebb/exchange';
import { lotsAtOrBelow, priceOf, sizeOf } from '@ebb/ledger';
import type { Instrument } from '@ebb/ledger';

/** The listing that a face shows, and the venue that lists it. */
export interface BehindFace {
  readonly listing: Listing;
  readonly home: Venue;
}

/** One market as agents see it: reads the listing, in decimals. */
export class MarketFace implements MarketView {
  readonly id: string;
  readonly venue: string;
  readonly base: string;
  readonly quote: string;
  readonly kind: 'spot' | 'perp';
  readonly tickSize: number;
  readonly lotSize: number;
  readonly multiplier: number;
  readonly inverse: boolean;
  readonly instrument: Instrument;

  readonly #behind: BehindFace;

  constructor(listing: Listing, home: Venue) {
    const { market, instrument } = listing;
    this.#behind = { listing, home };
    this.id = market.id;
    this.venue = market.venue;
    this.base = market.base;
    this.quote = market.quote;
    this.kind = instrument.kind;
    this.tickSize = instrument.tickSize;
    this.lotSize = instrument.lotSize;
    this.multiplier = instrument.kind === 'perp' ? instrument.multiplier : 1;
    this.inverse = instrument.kind === 'perp' && instrument.inverse;
    this.instrument = instrument;
    Object.freeze(this);
  }

  /** What stands behind a face, for the house; an agent has the face alone, and cannot change it. */
  static behind(face: MarketFace): BehindFace {
    return face.#behind;
  }

  get bestBid(): number {
    return this.#price(this.#behind.listing.book.bestBidTicks);
  }

  get bestAsk(): number {
    return this.#price(this.#behind.listing.book.bestAskTicks);
  }

  get bestBidSize(): number {
    const { book } = this.#behind.listing;
    return book.bestBidTicks === 0 ? 0 : sizeOf(this.instrument, book.sizeAt(1, book.bestBidTicks));
  }

  get bestAskSize(): number {
    const { book } = this.#behind.listing;
    return book.bestAskTicks === 0 ? 0 : sizeOf(this.instrument, book.sizeAt(-1, book.bestAskTicks));
  }

  get mid(): number {
    return midOf(this.#behind.listing);
  }

  get last(): number {
    return this.#price(this.#behind.listing.lastTicks);
  }

  get mark(): number {
    return this.#price(this.#behind.listing.markTicks);
  }

  get index(): number {
    return this.#price(this.#behind.listing.indexTicks);
  }

  get fundingRate(): number {
    return this.#behind.listing.fundingRate;
  }

  get openInterest(): number {
    const { house } = this.#behind.home;
    if (this.instrument.kind === 'spot' || house === null) return 0;
    return sizeOf(this.instrument, house.positions.openInterestLots(this.instrument.index));
  }

  get open(): boolean {
    const { listing, home } = this.#behind;
    return home.state === 'open' && listing.state === 'open';
  }

  depth(side: Side, within: number): number {
    const { book } = this.#behind.listing;
    const best = side === 'buy' ? book.bestBidTicks : book.bestAskTicks;
    if (best === 0) return 0;
    return sizeOf(this.instrument, book.depthLots(side === 'buy' ? 1 : -1, Math.floor(best * within)));
  }

  costOf(side: Side, size: number): number {
    const lots = lotsAtOrBelow(this.instrument, size);
    if (!(lots > 0)) return NaN;
    const cost = this.#behind.listing.book.costToFill(side === 'buy' ? 1 : -1, lots);
    return cost < 0 ? NaN : (cost / lots) * this.tickSize;
  }

  #price(ticks: number): number {
    return ticks === 0 ? NaN : priceOf(this.instrument, ticks);
  }
}
