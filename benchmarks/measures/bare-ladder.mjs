const TICKS = 1 << 22;
/** What is kept of an order, in eight integers; a free place says where the next one is. */
const NEXT = 0;
const PREV = 1;
const PRICE = 2;
const LEFT = 3;
const SIDE = 4;

/** One side of the bare ladder: a queue for each tick, and three tiers of bitmaps that say which queues are not empty. */
class Rungs {
  head = new Int32Array(TICKS);
  tail = new Int32Array(TICKS);
  words = new Int32Array(TICKS >> 5);
  upper = new Int32Array(TICKS >> 10);
  top = new Int32Array(TICKS >> 15);

  mark(tick) {
    this.words[tick >> 5] |= 1 << (tick & 31);
    this.upper[tick >> 10] |= 1 << ((tick >> 5) & 31);
    this.top[tick >> 15] |= 1 << ((tick >> 10) & 31);
  }

  clear(tick) {
    if ((this.words[tick >> 5] &= ~(1 << (tick & 31))) !== 0) return;
    if ((this.upper[tick >> 10] &= ~(1 << ((tick >> 5) & 31))) !== 0) return;
    this.top[tick >> 15] &= ~(1 << ((tick >> 10) & 31));
  }

  /** The lowest tick in use from a tick on, TICKS when there is none. */
  from(tick) {
    if (tick >= TICKS) return TICKS;
    const bits = this.words[tick >> 5] & (-1 << (tick & 31));
    if (bits !== 0) return (tick & ~31) + lowest(bits);
    for (let word = (tick >> 5) + 1; word < this.words.length; word = (word | 31) + 1) {
      const words = this.upper[word >> 5] & (-1 << (word & 31));
      if (words !== 0) {
        const found = (word & ~31) + lowest(words);
        return (found << 5) + lowest(this.words[found]);
      }
      let upper = (word >> 5) + 1;
      while (upper < this.upper.length && (this.top[upper >> 5] & (-1 << (upper & 31))) === 0) upper = (upper | 31) + 1;
      if (upper >= this.upper.length) return TICKS;
      word = (((upper & ~31) + lowest(this.top[upper >> 5] & (-1 << (upper & 31)))) << 5) - 1;
    }
    return TICKS;
  }
}

/**
 * The yardstick of the books: price and time priority and nothing else, with a place in an array for every tick. No owners,
 * no checks, no listener, no stale handles, prices below 2^22 ticks: about the least that a book in JavaScript can do.
 * Bids lie at TICKS − price, so that on either side the lowest tick is the best.
 */
export class BareLadder {
  orders = new Int32Array(8 << 18);
  free = 0;
  end = 1;
  bids = new Rungs();
  asks = new Rungs();
  bestBid = TICKS;
  bestAsk = TICKS;

  /** All lots that rest on a side. */
  lots(side) {
    let lots = 0;
    for (const order of (side > 0 ? this.bids : this.asks).head) {
      for (let at = order << 3; at !== 0; at = this.orders[at + NEXT] << 3) lots += this.orders[at + LEFT];
    }
    return lots;
  }

  /** Takes an order in; returns its place when it rests, 0 when nothing rests. */
  place(side, price, size, rests) {
    const left =
      side > 0 ? this.#match(this.asks, price, size, true) : this.#match(this.bids, TICKS - price, size, false);
    if (left === 0 || !rests) return 0;
    return side > 0 ? this.#append(this.bids, TICKS - price, left, 1) : this.#append(this.asks, price, left, -1);
  }

  cancel(order) {
    const isBid = this.orders[(order << 3) + SIDE] > 0;
    this.#unlink(isBid ? this.bids : this.asks, order, isBid);
  }

  #match(rungs, limit, size, isAsk) {
    const { orders } = this;
    let left = size;
    let best = isAsk ? this.bestAsk : this.bestBid;
    while (left > 0 && best <= limit && best < TICKS) {
      const order = rungs.head[best];
      const at = (order << 3) + LEFT;
      if (orders[at] > left) {
        orders[at] -= left;
        return 0;
      }
      left -= orders[at];
      this.#unlink(rungs, order, !isAsk);
      best = isAsk ? this.bestAsk : this.bestBid;
    }
    return left;
  }

  #append(rungs, tick, left, side) {
    let order = this.free;
    if (order !== 0) this.free = this.orders[order << 3];
    else order = this.end++;
    if (order << 3 >= this.orders.length) this.#grow();
    const { orders } = this;
    const at = order << 3;
    const last = rungs.tail[tick];
    orders[at + NEXT] = 0;
    orders[at + PREV] = last;
    orders[at + PRICE] = tick;
    orders[at + LEFT] = left;
    orders[at + SIDE] = side;
    rungs.tail[tick] = order;
    if (last !== 0) {
      orders[(last << 3) + NEXT] = order;
      return order;
    }
    rungs.head[tick] = order;
    rungs.mark(tick);
    if (side > 0) this.bestBid = Math.min(this.bestBid, tick);
    else this.bestAsk = Math.min(this.bestAsk, tick);
    return order;
  }

  #unlink(rungs, order, isBid) {
    const { orders } = this;
    const at = order << 3;
    const tick = orders[at + PRICE];
    const next = orders[at + NEXT];
    const prev = orders[at + PREV];
    if (prev !== 0) orders[(prev << 3) + NEXT] = next;
    else rungs.head[tick] = next;
    if (next !== 0) orders[(next << 3) + PREV] = prev;
    else rungs.tail[tick] = prev;
    orders[at] = this.free;
    this.free = order;
    if ((prev | next) !== 0) return;
    rungs.clear(tick);
    if (isBid && tick === this.bestBid) this.bestBid = rungs.from(tick + 1);
    else if (!isBid && tick === this.bestAsk) this.bestAsk = rungs.from(tick + 1);
  }

  #grow() {
    const orders = new Int32Array(this.orders.length * 2);
    orders.set(this.orders);
    this.orders = orders;
  }
}

function lowest(bits) {
  return 31 - Math.clz32(bits & -bits);
}
