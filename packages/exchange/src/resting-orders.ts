import type { ClearingHouse } from '@ebb/clearing';
import type { Listing } from './listing.ts';
import { orderPhases } from './order-table.ts';
import type { OrderTable } from './order-table.ts';

/** Keeps what is known of resting orders besides the book: the open lots that need margin, and the reduce-only orders. */
export class RestingOrders {
  readonly #orders: OrderTable;
  readonly #house: ClearingHouse | null;

  /** `house` is null on a venue without perpetuals. */
  constructor(orders: OrderTable, house: ClearingHouse | null) {
    this.#orders = orders;
    this.#house = house;
  }

  /** Writes that an order came to rest in its book under a handle. */
  enter(slot: number, listing: Listing, handle: number): void {
    this.resume(slot, listing, handle);
    const orders = this.#orders;
    if (orders.reduceOnly[slot] === 1) listing.reduceOnly.add(orders.account[slot], orders.idOf(slot));
  }

  /** Takes an order with its present open lots off what is kept. */
  leave(slot: number, listing: Listing): void {
    this.suspend(slot, listing);
    this.forget(slot, listing);
  }

  /** Takes the open lots of an order off those that need margin while it is being amended. */
  suspend(slot: number, listing: Listing): void {
    const { kind, index } = listing.instrument;
    if (kind === 'spot') return;
    const orders = this.#orders;
    this.#house!.credit.exposure.remove(orders.account[slot], index, orders.side[slot], orders.leftLots[slot]);
  }

  /** Writes that an order rests under a handle, with its present open lots; among reduce-only orders it keeps its age. */
  resume(slot: number, listing: Listing, handle: number): void {
    const orders = this.#orders;
    orders.phase[slot] = orderPhases.resting;
    orders.handle[slot] = handle;
    const { kind, index } = listing.instrument;
    if (kind === 'perp') {
      this.#house!.credit.exposure.add(orders.account[slot], index, orders.side[slot] * orders.leftLots[slot]);
    }
  }

  /** Strikes an order off the reduce-only ones. */
  forget(slot: number, listing: Listing): void {
    const orders = this.#orders;
    if (orders.reduceOnly[slot] === 1) listing.reduceOnly.remove(orders.account[slot], orders.idOf(slot));
  }

  /** Writes what a fill left of a resting order; with nothing left it leaves. */
  shrink(slot: number, listing: Listing, leftLots: number): void {
    const orders = this.#orders;
    if (leftLots === 0) this.leave(slot, listing);
    else if (listing.instrument.kind === 'perp') {
      const { index } = listing.instrument;
      const cut = leftLots - orders.leftLots[slot];
      this.#house!.credit.exposure.change(orders.account[slot], index, orders.side[slot], cut);
    }
    orders.leftLots[slot] = leftLots;
  }
}
