import type { Ladder } from './ladder.ts';
import { MAX_PRICE_TICKS } from './order-book.ts';
import { orderFloat, orderInt, ORDER_SHIFT, type OrderPool } from './order-pool.ts';
import { refusal } from './refusal.ts';

/** The lots on levels up to a key; it may stop counting once there are enough, and counts nothing where all levels are meant. */
export function lotsUpTo(ladder: Ladder, key: number, enoughLots: number): number {
  if (key === MAX_PRICE_TICKS) return ladder.lots;
  let lots = 0;
  for (let level = ladder.best; level !== 0 && lots < enoughLots; level = ladder.worseOf(level)) {
    if (ladder.keyOf(level) > key) break;
    lots += ladder.lotsOf(level);
  }
  return lots;
}

/** The same for the taker whose number is `own`: its own orders are passed over if `skips`, else they end the count. */
export function executableLots(
  ladder: Ladder,
  orders: OrderPool,
  key: number,
  enoughLots: number,
  own: number,
  skips: boolean,
): number {
  let lots = 0;
  for (let level = ladder.best; level !== 0 && ladder.keyOf(level) <= key; level = ladder.worseOf(level)) {
    let order = ladder.headOf(level);
    while (order !== 0 && lots < enoughLots) {
      const record = order << ORDER_SHIFT;
      if (orders.ints[record + orderInt.owner] !== own) lots += orders.floats[(record >> 1) + orderFloat.left];
      else if (!skips) return lots;
      order = orders.ints[record + orderInt.next];
    }
  }
  return lots;
}

/** The lots on levels no further than `withinTicks` from the best. */
export function depthOf(ladder: Ladder, withinTicks: number): number {
  if (withinTicks === Infinity || ladder.best === 0) return ladder.lots;
  const best = ladder.keyOf(ladder.best);
  let lots = 0;
  for (
    let level = ladder.best;
    level !== 0 && ladder.keyOf(level) - best <= withinTicks;
    level = ladder.worseOf(level)
  ) {
    lots += ladder.lotsOf(level);
  }
  return lots;
}

/** Writes prices and lots of the best levels; returns how many. */
export function writeLevels(ladder: Ladder, maxLevels: number, prices: Float64Array, sizes: Float64Array): number {
  const count = Math.min(maxLevels, prices.length, sizes.length);
  let written = 0;
  let level = ladder.best;
  while (level !== 0 && written < count) {
    prices[written] = ladder.priceOf(level);
    sizes[written] = ladder.lotsOf(level);
    written++;
    level = ladder.worseOf(level);
  }
  return written;
}

/** What the best `sizeLots` cost. */
export function costOf(ladder: Ladder, sizeLots: number): number {
  let wanted = sizeLots;
  let cost = 0;
  for (let level = ladder.best; level !== 0 && wanted > 0; level = ladder.worseOf(level)) {
    const lots = Math.min(wanted, ladder.lotsOf(level));
    cost += lots * ladder.priceOf(level);
    wanted -= lots;
  }
  if (wanted > 0) return refusal.tooThin;
  return cost <= Number.MAX_SAFE_INTEGER ? cost : Infinity;
}

/** The average price of the best lots worth `costTicksLots`. */
export function impactOf(ladder: Ladder, costTicksLots: number): number {
  let lots = 0;
  let cost = 0;
  for (let level = ladder.best; level !== 0; level = ladder.worseOf(level)) {
    const priceTicks = ladder.priceOf(level);
    const here = ladder.lotsOf(level);
    if (cost + here * priceTicks >= costTicksLots) {
      return costTicksLots / (lots + (costTicksLots - cost) / priceTicks);
    }
    lots += here;
    cost += here * priceTicks;
  }
  return refusal.tooThin;
}
