import { KeyTree } from './key-tree.ts';
import { MAX_PRICE_TICKS } from './order-book.ts';
import { orderFloat, orderInt, ORDER_SHIFT, type OrderPool } from './order-pool.ts';
import { BUY, type Side } from './side.ts';

/** A level's number, shifted by this, is the index of its record in `Ladder.ints`; by one less, in `Ladder.floats`. */
export const LEVEL_SHIFT = 3;

/** The integers of a level's record: its key, its first and last order, and the levels next to it. */
export const levelInt = { key: 0, head: 1, tail: 2, better: 3, worse: 4 } as const;

/** The float of a level's record: the lots that rest there. */
export const levelFloat = { lots: 3 } as const;

/**
 * One side of a book: levels from best to worst, each with its queue of orders.
 *
 * A level is found by its key, which is the price for asks and its complement in 31 bits for bids, so that on either side the smaller
 * key is the better price and nothing else here knows the side. Levels are linked to their neighbours; the tree serves to find one by
 * its key and to place a new one.
 */
export class Ladder {
  /** The number of the best level, 0 when the side is empty. */
  best = 0;
  /** All lots that rest on this side. */
  lots = 0;
  ints: Int32Array<ArrayBuffer>;
  floats: Float64Array<ArrayBuffer>;
  readonly #complement: number;
  readonly #orders: OrderPool;
  readonly #tree = new KeyTree();
  #end = 1;
  #free = 0;

  constructor(side: Side, orders: OrderPool) {
    this.#complement = side === BUY ? MAX_PRICE_TICKS : 0;
    this.#orders = orders;
    const buffer = new ArrayBuffer(32 * 32);
    this.ints = new Int32Array(buffer);
    this.floats = new Float64Array(buffer);
  }

  /** The key of a price, and the price of a key: the two ways are the same. */
  flip(priceOrKey: number): number {
    return priceOrKey ^ this.#complement;
  }

  /** The key of a level. */
  keyOf(level: number): number {
    return this.ints[(level << LEVEL_SHIFT) + levelInt.key];
  }

  /** The price of a level, in ticks. */
  priceOf(level: number): number {
    return this.flip(this.keyOf(level));
  }

  /** The lots at a level. */
  lotsOf(level: number): number {
    return this.floats[(level << (LEVEL_SHIFT - 1)) + levelFloat.lots];
  }

  /** The next worse level, 0 after the last. */
  worseOf(level: number): number {
    return this.ints[(level << LEVEL_SHIFT) + levelInt.worse];
  }

  /** The first order of a level. */
  headOf(level: number): number {
    return this.ints[(level << LEVEL_SHIFT) + levelInt.head];
  }

  /** The level with a key, 0 if nothing rests there. */
  levelAt(key: number): number {
    return this.#tree.get(key);
  }

  /** Puts an order at the end of the queue at a key and notes its level and lots in its record. */
  append(order: number, key: number, lots: number): void {
    let level = this.#tree.get(key);
    if (level === 0) level = this.#newLevel(key);
    const ints = this.ints;
    const base = level << LEVEL_SHIFT;
    const tail = ints[base + levelInt.tail];
    const orders = this.#orders.ints;
    const record = order << ORDER_SHIFT;
    orders[record + orderInt.next] = 0;
    orders[record + orderInt.prev] = tail;
    orders[record + orderInt.level] = level;
    if (tail === 0) ints[base + levelInt.head] = order;
    else orders[(tail << ORDER_SHIFT) + orderInt.next] = order;
    ints[base + levelInt.tail] = order;
    this.#orders.floats[(order << (ORDER_SHIFT - 1)) + orderFloat.left] = lots;
    this.floats[(level << (LEVEL_SHIFT - 1)) + levelFloat.lots] += lots;
    this.lots += lots;
  }

  /** Takes lots from an order that stays in its queue, or leaves it next; returns what it has left. */
  cut(order: number, lots: number): number {
    const record = order << (ORDER_SHIFT - 1);
    const left = this.#orders.floats[record + orderFloat.left] - lots;
    const level = this.#orders.ints[(order << ORDER_SHIFT) + orderInt.level];
    this.#orders.floats[record + orderFloat.left] = left;
    this.floats[(level << (LEVEL_SHIFT - 1)) + levelFloat.lots] -= lots;
    this.lots -= lots;
    return left;
  }

  /** Takes an order with all that is left of it out of its queue. */
  unlink(order: number): void {
    const orders = this.#orders.ints;
    const ints = this.ints;
    const record = order << ORDER_SHIFT;
    const next = orders[record + orderInt.next];
    const prev = orders[record + orderInt.prev];
    const level = orders[record + orderInt.level];
    const left = this.#orders.floats[(order << (ORDER_SHIFT - 1)) + orderFloat.left];
    const base = level << LEVEL_SHIFT;
    this.lots -= left;
    this.floats[(level << (LEVEL_SHIFT - 1)) + levelFloat.lots] -= left;
    if (prev !== 0) orders[(prev << ORDER_SHIFT) + orderInt.next] = next;
    else ints[base + levelInt.head] = next;
    if (next !== 0) orders[(next << ORDER_SHIFT) + orderInt.prev] = prev;
    else if (prev !== 0) ints[base + levelInt.tail] = prev;
    else this.#dropLevel(level);
  }

  #newLevel(key: number): number {
    let level = this.#free;
    if (level !== 0) this.#free = this.ints[level << LEVEL_SHIFT];
    else {
      level = this.#end++;
      if (level << LEVEL_SHIFT === this.ints.length) this.#grow();
    }
    const ints = this.ints;
    const base = level << LEVEL_SHIFT;
    const better = this.best === 0 || key < this.keyOf(this.best) ? 0 : this.#tree.below(key);
    const worse = better === 0 ? this.best : ints[(better << LEVEL_SHIFT) + levelInt.worse];
    ints[base + levelInt.key] = key;
    ints[base + levelInt.head] = 0;
    ints[base + levelInt.tail] = 0;
    ints[base + levelInt.better] = better;
    ints[base + levelInt.worse] = worse;
    if (better === 0) this.best = level;
    else ints[(better << LEVEL_SHIFT) + levelInt.worse] = level;
    if (worse !== 0) ints[(worse << LEVEL_SHIFT) + levelInt.better] = level;
    this.#tree.insert(key, level);
    return level;
  }

  #dropLevel(level: number): void {
    const ints = this.ints;
    const base = level << LEVEL_SHIFT;
    const better = ints[base + levelInt.better];
    const worse = ints[base + levelInt.worse];
    if (better === 0) this.best = worse;
    else ints[(better << LEVEL_SHIFT) + levelInt.worse] = worse;
    if (worse !== 0) ints[(worse << LEVEL_SHIFT) + levelInt.better] = better;
    this.#tree.remove(ints[base + levelInt.key]);
    ints[base] = this.#free;
    this.#free = level;
  }

  #grow(): void {
    const buffer = new ArrayBuffer(2 * this.ints.buffer.byteLength);
    const ints = new Int32Array(buffer);
    ints.set(this.ints);
    this.ints = ints;
    this.floats = new Float64Array(buffer);
  }
}
