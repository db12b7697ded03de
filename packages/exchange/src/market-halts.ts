import { Phase } from '@ebb/kernel';
import type { Calendar, Owner } from '@ebb/kernel';
import type { MarketHalt } from './contracts/circuit-breaker.ts';
import type { Listing } from './listing.ts';
import { marketStates } from './market-state.ts';

/** What begins and ends the halts of a venue's markets. */
export interface MarketHaltsParts {
  readonly calendar: Calendar;
  readonly owner: Owner;
  /** The listing of an instrument. */
  readonly listingOf: (instrument: number) => Listing;
  /** Whether the venue is open: a market of one that is not does not open again before it. */
  readonly isVenueOpen: () => boolean;
  /** Trades the auction that a market gathered. */
  readonly uncross: (listing: Listing) => void;
  /** Called when a market is open again. */
  readonly reopened: (listing: Listing) => void;
}

/**
 * Halts markets when their circuit breakers say so, and opens them again when the time is over: in the phase of arrivals,
 * after what was sent before the halt began and is due at that instant. What an auction gathered is traded then, at one
 * price. The halt follows from what made the breaker trip, and what ends it follows from the same.
 */
export class MarketHalts {
  readonly #parts: MarketHaltsParts;
  readonly #endHandler: number;
  /** Listings whose time is over while the venue is not open, in the order in which it was. */
  readonly #overdue: Listing[] = [];

  constructor(parts: MarketHaltsParts) {
    this.#parts = parts;
    this.#endHandler = parts.calendar.register((instrument) => this.#end(parts.listingOf(instrument)), parts.owner);
  }

  /** Asks the breakers of an open market whether it is to be halted now. */
  ask(listing: Listing): void {
    if (listing.breakers === null || listing.state !== 'open') return;
    const halt = listing.breakers.halt();
    if (halt !== null) this.#begin(listing, halt);
  }

  /** Opens the markets that would be open by now, had the venue been. */
  endOverdue(): void {
    for (const listing of this.#overdue.splice(0)) this.#end(listing);
  }

  #begin(listing: Listing, { ms, meanwhile }: MarketHalt): void {
    const { calendar } = this.#parts;
    const untilUs = calendar.nowUs + Math.max(1, Math.round(ms * 1000));
    listing.state = meanwhile;
    if (meanwhile === 'auction') listing.book.beginAuction();
    listing.halts.publish(marketStates[meanwhile], untilUs);
    calendar.schedule(untilUs, Phase.arrival, this.#endHandler, listing.instrument.index);
  }

  #end(listing: Listing): void {
    const { isVenueOpen, uncross, reopened } = this.#parts;
    if (!isVenueOpen()) {
      this.#overdue.push(listing);
      return;
    }
    if (listing.state === 'auction') uncross(listing);
    listing.state = 'open';
    listing.halts.publish(marketStates.open, 0);
    reopened(listing);
  }
}
