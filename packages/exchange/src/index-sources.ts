import { priceOf } from '@ebb/ledger';
import type { IndexSource } from './contracts/prices.ts';
import type { Listing } from './listing.ts';
import type { VenueState } from './venue-state.ts';

/** A spot market as an index reads it, always up to date. */
export class ListingSource implements IndexSource {
  readonly kind = 'market';
  readonly #nowUs: () => number;
  readonly #stateOf: () => VenueState;

  constructor(
    readonly listing: Listing,
    nowUs: () => number,
    stateOf: () => VenueState,
  ) {
    this.#nowUs = nowUs;
    this.#stateOf = stateOf;
  }

  get name(): string {
    return this.listing.market.id;
  }

  get base(): string {
    return this.listing.market.base;
  }

  get quote(): string {
    return this.listing.market.quote;
  }

  get mid(): number {
    return midOf(this.listing);
  }

  get last(): number {
    return this.listing.lastTicks === 0 ? NaN : priceOf(this.listing.instrument, this.listing.lastTicks);
  }

  get ageMs(): number {
    return (this.#nowUs() - this.listing.changedUs) / 1000;
  }

  get open(): boolean {
    return this.#stateOf() !== 'down' && this.listing.state === 'open';
  }
}

/** The outside value of an asset as an index reads it. */
export class OutsideSource implements IndexSource {
  readonly kind = 'outside';
  readonly name: string;
  readonly quote = '';
  readonly ageMs = 0;
  readonly open = true;
  readonly #value: () => number;

  constructor(
    readonly base: string,
    value: () => number,
  ) {
    this.name = `outside:${base}`;
    this.#value = value;
  }

  get mid(): number {
    return this.#value();
  }

  get last(): number {
    return this.#value();
  }
}

/** The middle of best bid and ask in quote units; the one that is left when a side is empty; NaN without either. */
export function midOf({ book, instrument }: Pick<Listing, 'book' | 'instrument'>): number {
  const bid = book.bestBidTicks;
  const ask = book.bestAskTicks;
  if (bid === 0) return ask === 0 ? NaN : priceOf(instrument, ask);
  return ask === 0 ? priceOf(instrument, bid) : priceOf(instrument, bid + ask) / 2;
}
