import type { AuctionResult } from './order-book.ts';

/** What the price of a call auction depends on: a limit and the lots behind it. */
interface Limit {
  readonly priceTicks: number;
  readonly leftLots: number;
}

interface Candidate {
  readonly priceTicks: number;
  readonly volumeLots: number;
  /** Lots bid at or above the price less lots asked at or below it. */
  readonly surplusLots: number;
}

/**
 * Chooses the price and volume of a call auction as `OrderBook.indicative` says, by trying prices out.
 *
 * Volume and surplus change only at a limit or one tick beside it, so that these prices and the reference are enough to try.
 */
export function plainAuction(bids: readonly Limit[], asks: readonly Limit[], referenceTicks: number): AuctionResult {
  const limits = [...bids, ...asks].map((order) => order.priceTicks);
  const prices = [...limits, ...limits.map((p) => p - 1), ...limits.map((p) => p + 1), referenceTicks];
  const all = [...new Set(prices)].sort((a, b) => a - b).map((priceTicks) => candidate(bids, asks, priceTicks));
  const volumeLots = Math.max(0, ...all.map((c) => c.volumeLots));
  if (volumeLots === 0) return { priceTicks: 0, sizeLots: 0 };
  const most = all.filter((c) => c.volumeLots === volumeLots);
  const surplus = Math.min(...most.map((c) => Math.abs(c.surplusLots)));
  const least = most.filter((c) => Math.abs(c.surplusLots) === surplus);
  const [highestBidden] = least.filter((c) => c.surplusLots > 0).reverse();
  const [lowestOffered] = least.filter((c) => c.surplusLots < 0);
  const left = least.filter((c) => c.surplusLots === 0 || c === highestBidden || c === lowestOffered);
  const distance = (c: Candidate): number => Math.abs(c.priceTicks - referenceTicks);
  const nearest = left.reduce((best, c) => (distance(c) < distance(best) ? c : best));
  return { priceTicks: nearest.priceTicks, sizeLots: volumeLots };
}

function candidate(bids: readonly Limit[], asks: readonly Limit[], priceTicks: number): Candidate {
  const bidLots = sum(bids.filter((bid) => bid.priceTicks >= priceTicks));
  const askLots = sum(asks.filter((ask) => ask.priceTicks <= priceTicks));
  return { priceTicks, volumeLots: Math.min(bidLots, askLots), surplusLots: bidLots - askLots };
}

function sum(orders: readonly Limit[]): number {
  return orders.reduce((lots, order) => lots + order.leftLots, 0);
}
