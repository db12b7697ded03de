import { orderInt, ORDER_SHIFT, type OrderPool } from './order-pool.ts';

/** Owners below this number are looked up in an array that grows to the highest seen; the others in a map. */
const DENSE = 0x100000;

/** The integers of an owner: its first and last order, and how many it has. */
const ownerInt = { first: 0, last: 1, count: 2 } as const;
const OWNER_SHIFT = 2;

/**
 * The resting orders of each owner, in the order in which they came to rest, threaded through the orders' records.
 *
 * Owners are numbered 1, 2, 3, … as they first rest an order; the number stands in the order's record.
 */
export class OwnerLists {
  readonly #orders: OrderPool;
  #dense = new Int32Array(64);
  readonly #sparse = new Map<number, number>();
  #lists = new Int32Array(64);
  #owners = 0;

  constructor(orders: OrderPool) {
    this.#orders = orders;
  }

  /** The number of an owner, 0 if it never rested an order. */
  find(owner: number): number {
    if (owner >= DENSE) return this.#sparse.get(owner) ?? 0;
    return owner < this.#dense.length ? this.#dense[owner] : 0;
  }

  /** The oldest order of an owner, 0 if it has none. */
  first(owner: number): number {
    return this.#lists[(this.#known(owner) << OWNER_SHIFT) + ownerInt.first];
  }

  /** How many orders of an owner rest. */
  count(owner: number): number {
    return this.#lists[(this.#known(owner) << OWNER_SHIFT) + ownerInt.count];
  }

  /** Puts an order at the end of its owner's list. */
  append(order: number, owner: number): void {
    let number = this.find(owner);
    if (number === 0) number = this.#add(owner);
    const lists = this.#lists;
    const orders = this.#orders.ints;
    const list = number << OWNER_SHIFT;
    const record = order << ORDER_SHIFT;
    const last = lists[list + ownerInt.last];
    orders[record + orderInt.owner] = number;
    orders[record + orderInt.ownPrev] = last;
    orders[record + orderInt.ownNext] = 0;
    if (last === 0) lists[list + ownerInt.first] = order;
    else orders[(last << ORDER_SHIFT) + orderInt.ownNext] = order;
    lists[list + ownerInt.last] = order;
    lists[list + ownerInt.count]++;
  }

  /** Takes an order out of its owner's list. */
  unlink(order: number): void {
    const lists = this.#lists;
    const orders = this.#orders.ints;
    const record = order << ORDER_SHIFT;
    const list = orders[record + orderInt.owner] << OWNER_SHIFT;
    const next = orders[record + orderInt.ownNext];
    const prev = orders[record + orderInt.ownPrev];
    if (prev === 0) lists[list + ownerInt.first] = next;
    else orders[(prev << ORDER_SHIFT) + orderInt.ownNext] = next;
    if (next === 0) lists[list + ownerInt.last] = prev;
    else orders[(next << ORDER_SHIFT) + orderInt.ownPrev] = prev;
    lists[list + ownerInt.count]--;
  }

  /** The number of an owner, or 0, whose list is always empty. */
  #known(owner: number): number {
    return owner >= 0 ? this.find(owner) : 0;
  }

  #add(owner: number): number {
    const number = ++this.#owners;
    if (number << OWNER_SHIFT === this.#lists.length) this.#lists = grown(this.#lists, 2 * this.#lists.length);
    if (owner >= DENSE) {
      this.#sparse.set(owner, number);
      return number;
    }
    let length = this.#dense.length;
    while (length <= owner) length *= 2;
    if (length > this.#dense.length) this.#dense = grown(this.#dense, length);
    this.#dense[owner] = number;
    return number;
  }
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
