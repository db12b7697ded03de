import { MAX_PRICE_TICKS } from '@ebb/book';
import type { Causality } from '@ebb/kernel';
import type { AccountTopics } from './account-topics.ts';
import type { Listing } from './listing.ts';
import { orderStates, refusals } from './order-codes.ts';
import type { RefusalCode } from './order-codes.ts';
import { orderPhases } from './order-table.ts';
import type { OrderTable } from './order-table.ts';
import { triggerSources } from './stop-orders.ts';

/** What a stop desk is made of. */
export interface StopDeskParts {
  readonly orders: OrderTable;
  readonly topics: AccountTopics;
  readonly causality: Causality;
  /** Sends a stop that fired to the book, at this very instant but after the present work. */
  readonly release: (slot: number) => void;
}

/**
 * Keeps the stop orders of one venue until their price is reached. They hold nothing: they are judged when they fire. On a
 * market that is halted none fires; those whose price is reached at its end do so then.
 */
export class StopDesk {
  readonly #parts: StopDeskParts;
  /** Numbers of the stops that fired and have not reached the book, in the order in which they fired. */
  readonly #fired = new Set<number>();

  constructor(parts: StopDeskParts) {
    this.#parts = parts;
  }

  /** Whether an order can be a stop on its market; `none` for an order without a trigger. */
  refusal(slot: number, listing: Listing): RefusalCode {
    const { orders } = this.#parts;
    const trigger = orders.triggerTicks[slot];
    if (trigger === 0) return refusals.none;
    if (!(trigger >= 1 && trigger <= MAX_PRICE_TICKS && Number.isInteger(trigger))) return refusals.priceOutOfRange;
    const needsMark = orders.triggerSource[slot] !== triggerSources.last;
    return needsMark && listing.instrument.kind === 'spot' ? refusals.noMarkPrice : refusals.none;
  }

  /** Keeps an order that arrived when it is a stop whose price is not reached yet; false when it may go on. */
  keeps(slot: number, listing: Listing): boolean {
    const { orders, topics } = this.#parts;
    const trigger = orders.triggerTicks[slot];
    if (trigger === 0) return false;
    const source = orders.triggerSource[slot];
    const side = orders.side[slot];
    const price = priceOn(listing, source);
    if (listing.state === 'open' && price !== 0 && side * (price - trigger) >= 0) return false;
    this.#wait(slot, listing);
    topics.update(slot, orderStates.waiting, refusals.none);
    return true;
  }

  /** Sends on the stops that a price fires; they follow from the fact that told the price. */
  fire(listing: Listing, source: number, seq: number, origin: number): void {
    const stops = listing.stops[source];
    const price = priceOn(listing, source);
    if (stops.count === 0 || price === 0 || listing.state !== 'open') return;
    const ids = stops.fire(price);
    if (ids.length === 0) return;
    const { orders, causality, release } = this.#parts;
    const before = { cause: causality.cause, origin: causality.origin };
    causality.set(seq, origin);
    for (const id of ids) {
      const slot = orders.slotOf(id);
      orders.phase[slot] = orderPhases.fired;
      this.#fired.add(id);
      release(slot);
    }
    causality.set(before.cause, before.origin);
  }

  /** Notes that a stop which fired has reached the book. */
  arrived(slot: number): void {
    const { orders } = this.#parts;
    this.#fired.delete(orders.idOf(slot));
    orders.phase[slot] = orderPhases.travelling;
  }

  /** Lets a stop wait on that fired just before its market was halted. */
  putBack(slot: number, listing: Listing): void {
    this.#fired.delete(this.#parts.orders.idOf(slot));
    this.#wait(slot, listing);
  }

  /** Ends a stop that waits, or that fired and has not reached the book. */
  withdraw(slot: number, listing: Listing): void {
    const { orders, topics } = this.#parts;
    const id = orders.idOf(slot);
    if (!this.#fired.delete(id)) listing.stops[orders.triggerSource[slot]].remove(id, orders.account[slot]);
    topics.update(slot, orderStates.cancelled, refusals.none);
    orders.close(slot);
  }

  /** Ends all stops of an account on one market; returns how many there were. */
  withdrawAll(account: number, listing: Listing): number {
    const { orders } = this.#parts;
    let count = 0;
    for (const stops of listing.stops) {
      if (stops.count === 0) continue;
      for (const id of stops.of(account)) {
        this.withdraw(orders.slotOf(id), listing);
        count++;
      }
    }
    for (const id of this.#fired) {
      const slot = orders.slotOf(id);
      if (orders.account[slot] !== account || orders.listing[slot] !== listing.instrument.index) continue;
      this.withdraw(slot, listing);
      count++;
    }
    return count;
  }

  #wait(slot: number, listing: Listing): void {
    const { orders } = this.#parts;
    const { side, triggerTicks, triggerSource } = orders;
    listing.stops[triggerSource[slot]].add(orders.idOf(slot), orders.account[slot], side[slot], triggerTicks[slot]);
    orders.phase[slot] = orderPhases.waiting;
  }
}

function priceOn(listing: Listing, source: number): number {
  if (source === triggerSources.last) return listing.lastTicks;
  return source === triggerSources.mark ? listing.markTicks : listing.indexTicks;
}
