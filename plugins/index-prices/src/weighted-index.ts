/** A price and what it counts for. */
export interface WeightedPrice {
  readonly price: number;
  /** Above 0. */
  readonly weight: number;
}

/** What becomes of a price too far from the median: it counts at the edge of the band, or not at all. */
export type OutlierRule = 'clamp' | 'drop';

/**
 * Mean of prices by weight, after those further than `outlier` (a fraction) from their median were dealt with; NaN without
 * any. The median counts each price once, whatever its weight.
 *
 * `drop` is Binance's older rule (FAQ "Mark Price and Price Index", 360033525071, 2020): one price off the band loses its
 * weight, and when more than one is off, the index is the median. `clamp` limits each price to the band instead.
 */
export function weightedIndex(prices: readonly WeightedPrice[], outlier: number, rule: OutlierRule): number {
  const median = medianOf(prices.map(({ price }) => price));
  const low = median * (1 - outlier);
  const high = median * (1 + outlier);
  const isInside = ({ price }: WeightedPrice): boolean => price >= low && price <= high;
  if (rule === 'drop' && prices.filter((each) => !isInside(each)).length > 1) return median;
  let sum = 0;
  let weights = 0;
  for (const each of prices) {
    if (rule === 'drop' && !isInside(each)) continue;
    sum += Math.min(Math.max(each.price, low), high) * each.weight;
    weights += each.weight;
  }
  return weights > 0 ? sum / weights : NaN;
}

/** The middle of some numbers, the mean of the middle two when they are even in number; NaN without any. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
