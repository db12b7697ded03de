import { handleOf, LAST_GENERATION, placeOf } from './handle.ts';
import type { SelfTrade } from './self-trade.ts';
import { BUY, SELL, type Side } from './side.ts';

/** An order's place, shifted by this, is the index of its record in `OrderPool.ints`; by one less, in `OrderPool.floats`. */
export const ORDER_SHIFT = 4;

/** The integers of an order's record: its neighbours and level in the queue, the number of its owner and its neighbours there. */
export const orderInt = {
  next: 0,
  prev: 1,
  level: 2,
  owner: 3,
  ownNext: 4,
  ownPrev: 5,
  generation: 6,
  traits: 7,
} as const;

/** The floats of an order's record, which lie behind its integers. */
export const orderFloat = { left: 4, ref: 5, owner: 6 } as const;

const SELLS = 1;
const POST_ONLY = 2;
const STP_SHIFT = 2;

/** Packs what an order is besides its numbers. */
export function traitsOf(side: Side, postOnly: boolean, stp: SelfTrade): number {
  return (side === SELL ? SELLS : 0) | (postOnly ? POST_ONLY : 0) | (stp << STP_SHIFT);
}

/** The side in an order's traits. */
export function sideOfTraits(traits: number): Side {
  return (traits & SELLS) === 0 ? BUY : SELL;
}

/** Whether an order with these traits must not take. */
export function isPostOnly(traits: number): boolean {
  return (traits & POST_ONLY) !== 0;
}

/** The self-trade mode in an order's traits. */
export function stpOfTraits(traits: number): SelfTrade {
  return ((traits >> STP_SHIFT) & 3) as SelfTrade;
}

/**
 * The records of resting orders, 64 bytes each, in one buffer seen as integers and as floats; places from 1, the last one freed used
 * first. A place that is free has nothing left, and its generation is the one of the order that comes next.
 */
export class OrderPool {
  ints: Int32Array<ArrayBuffer>;
  floats: Float64Array<ArrayBuffer>;
  /** The number of places in use. */
  live = 0;
  #end = 1;
  #free = 0;

  constructor() {
    const buffer = new ArrayBuffer(64 * 64);
    this.ints = new Int32Array(buffer);
    this.floats = new Float64Array(buffer);
  }

  /** Takes a place; `ints` and `floats` may be others afterwards. */
  take(): number {
    this.live++;
    const reused = this.#free;
    if (reused !== 0) {
      this.#free = this.ints[reused << ORDER_SHIFT];
      return reused;
    }
    const place = this.#end++;
    if (place << ORDER_SHIFT === this.ints.length) this.#grow();
    return place;
  }

  /** Gives a place back; a place that has seen its last generation is not used again. */
  release(place: number): void {
    const base = place << ORDER_SHIFT;
    const generation = this.ints[base + orderInt.generation] + 1;
    this.live--;
    this.floats[(place << (ORDER_SHIFT - 1)) + orderFloat.left] = 0;
    this.ints[base + orderInt.generation] = generation;
    if (generation > LAST_GENERATION) return;
    this.ints[base] = this.#free;
    this.#free = place;
  }

  /** The handle of the order at a place. */
  handle(place: number): number {
    return handleOf(place, this.ints[(place << ORDER_SHIFT) + orderInt.generation]);
  }

  /** The place of a live order, 0 if the handle names none. */
  find(handle: number): number {
    const place = placeOf(handle);
    if (place >= this.#end || this.floats[(place << (ORDER_SHIFT - 1)) + orderFloat.left] === 0) return 0;
    return this.handle(place) === handle ? place : 0;
  }

  #grow(): void {
    const buffer = new ArrayBuffer(2 * this.ints.buffer.byteLength);
    const ints = new Int32Array(buffer);
    ints.set(this.ints);
    this.ints = ints;
    this.floats = new Float64Array(buffer);
  }
}
