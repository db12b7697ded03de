import type { PriceMover } from '@ebb/clearing';
import type { IndexSource } from './contracts/prices.ts';
import { ListingSource } from './index-sources.ts';
import type { Listing } from './listing.ts';

/** Where a reader of one market's flow has come to. */
interface Cursor {
  sold: number;
  bought: number;
  forced: number;
}

/**
 * Says who moved a price between two samples: those who took in the direction of the move on the markets that it is read
 * from, in proportion to what they took in quote units.
 */
export class FlowReader {
  readonly #own: Listing | null;
  readonly #sources: readonly IndexSource[];
  readonly #isCulprit: (origin: number) => boolean;
  readonly #cursors = new Map<Listing, Cursor>();

  constructor(own: Listing | null, sources: readonly IndexSource[], isCulprit: (origin: number) => boolean) {
    this.#own = own;
    this.#sources = sources;
    this.#isCulprit = isCulprit;
  }

  /** The liquidations that moved the price in a direction (1 up, −1 down) since the last call, with their shares of the move. */
  moversOf(direction: number): readonly PriceMover[] {
    const amounts = new Map<number, number>();
    let total = 0;
    if (this.#own !== null) total += this.#read(this.#own, direction, amounts);
    for (const source of this.#sources) {
      if (!(source instanceof ListingSource) || !source.wasRead || source.listing === this.#own) continue;
      total += this.#read(source.listing, direction, amounts);
    }
    return Array.from(amounts, ([culprit, amount]) => ({ culprit, share: amount / total }));
  }

  /** Adds what was forced on one market to the amounts of its culprits; returns all that was taken there. */
  #read(listing: Listing, direction: number, amounts: Map<number, number>): number {
    const { flow, instrument } = listing;
    let cursor = this.#cursors.get(listing);
    if (cursor === undefined) this.#cursors.set(listing, (cursor = { sold: 0, bought: 0, forced: 0 }));
    const [sold, bought] = flow.totals;
    const units = instrument.tickSize * instrument.lotSize * (instrument.kind === 'perp' ? instrument.multiplier : 1);
    const taken = direction > 0 ? bought - cursor.bought : sold - cursor.sold;
    for (let at = cursor.forced; at < flow.forcedOrigins.length; at++) {
      const origin = flow.forcedOrigins[at];
      if (flow.forcedSides[at] !== direction || !this.#isCulprit(origin)) continue;
      amounts.set(origin, (amounts.get(origin) ?? 0) + flow.forcedAmounts[at] * units);
    }
    cursor.sold = sold;
    cursor.bought = bought;
    cursor.forced = flow.forcedOrigins.length;
    return taken * units;
  }
}
