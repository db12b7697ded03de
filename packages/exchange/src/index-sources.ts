import { priceOf } from '@ebb/ledger';
import type { IndexSource } from './contracts/prices.ts';
import type { Listing } from './listing.ts';
import type { VenueState } from './venue-state.ts';

/** A trade that a price follows from, by the sequence of its fact, and the origin of that; 0 where there is none. */
export interface LatestTrade {
  readonly seq: number;
  readonly origin: number;
}

/** The latest trade of the markets among some sources whose prices have been read. */
export function latestTradeOf(
  sources: readonly IndexSource[],
  first: LatestTrade = { seq: 0, origin: 0 },
): LatestTrade {
  let latest = first;
  for (const source of sources) {
    if (!(source instanceof ListingSource) || !source.wasRead) continue;
    const { lastTradeSeq, lastTradeOrigin } = source.listing;
    if (lastTradeSeq > latest.seq) latest = { seq: lastTradeSeq, origin: lastTradeOrigin };
  }
  return latest;
}

/** A spot market as one index reads it, always up to date. */
export class ListingSource implements IndexSource {
  readonly kind = 'market';
  /** Whether a price of it has been asked for. */
  wasRead = false;
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
    this.wasRead = true;
    return midOf(this.listing);
  }

  get last(): number {
    this.wasRead = true;
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

/** What the issuer of a coin says that it is worth, by its own terms, as an index reads it. */
export class IssuerSource implements IndexSource {
  readonly kind = 'issuer';
  readonly name: string;
  readonly ageMs = 0;
  readonly open = true;
  readonly #parity: () => number;

  constructor(
    readonly base: string,
    readonly quote: string,
    parity: () => number,
  ) {
    this.name = `issuer:${base}`;
    this.#parity = parity;
  }

  get mid(): number {
    return this.#parity();
  }

  get last(): number {
    return this.#parity();
  }
}

/** The middle of best bid and ask in quote units; the one that is left when a side is empty; NaN without either. */
export function midOf({ book, instrument }: Pick<Listing, 'book' | 'instrument'>): number {
  const bid = book.bestBidTicks;
  const ask = book.bestAskTicks;
  if (bid === 0) return ask === 0 ? NaN : priceOf(instrument, ask);
  return ask === 0 ? priceOf(instrument, bid) : priceOf(instrument, bid + ask) / 2;
}
