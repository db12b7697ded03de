import { levelInt, LEVEL_SHIFT, type Ladder } from './ladder.ts';
import type { AuctionResult } from './order-book.ts';

/**
 * Chooses the price and volume of a call auction as `OrderBook.indicative` says, in one sweep over the levels that cross.
 *
 * From the lowest ask upwards the ticks fall into stretches in which neither the lots bid at or above nor the lots asked at or below
 * change; a stretch ends at a bid, or a tick before an ask. At most
 * two have the most volume and the least surplus: one with more bids and, right above it, one with as many more asks.
 */
export function fastAuction(bids: Ladder, asks: Ladder, referenceTicks: number): AuctionResult {
  if (bids.best === 0 || asks.best === 0) return { priceTicks: 0, sizeLots: 0 };
  const highest = bids.priceOf(bids.best);
  let low = asks.priceOf(asks.best);
  let bidLots = 0;
  let bid = 0;
  for (let level = bids.best; level !== 0 && bids.priceOf(level) >= low; level = bids.worseOf(level)) {
    bidLots += bids.lotsOf(level);
    bid = level;
  }
  let askLots = 0;
  let ask = asks.best;
  let volumeLots = 0;
  let leastLots = Infinity;
  let from = 0;
  let to = 0;
  while (low <= highest) {
    if (ask !== 0 && asks.priceOf(ask) === low) {
      askLots += asks.lotsOf(ask);
      ask = asks.worseOf(ask);
    }
    const bidTicks = bids.priceOf(bid);
    const high = ask === 0 ? bidTicks : Math.min(bidTicks, asks.priceOf(ask) - 1);
    const volume = Math.min(bidLots, askLots);
    const surplus = Math.abs(bidLots - askLots);
    if (volume > volumeLots || (volume === volumeLots && surplus < leastLots)) {
      volumeLots = volume;
      leastLots = surplus;
      from = bidLots > askLots ? high : low;
      to = bidLots < askLots ? low : high;
    } else if (volume === volumeLots && surplus === leastLots) {
      to = low;
    }
    if (high === bidTicks) {
      bidLots -= bids.lotsOf(bid);
      bid = bids.ints[(bid << LEVEL_SHIFT) + levelInt.better];
    }
    low = high + 1;
  }
  return { priceTicks: Math.min(Math.max(referenceTicks, from), to), sizeLots: volumeLots };
}
