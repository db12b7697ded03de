/**
 * The middle of the prices that are there: of three the median, of two the mean, of one that one; NaN without any.
 * NaN among the inputs stands for a price that is missing.
 */
export function medianPrice(...prices: readonly number[]): number {
  const sorted = prices.filter((price) => !Number.isNaN(price)).sort((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
}

/**
 * Price 1: the index and the part of the last funding rate that is still to come,
 * index × (1 + rate × time to funding ÷ interval) (Binance, FAQ "Mark Price", fff6ec1b and 360033525071).
 */
export function fundingPrice(index: number, fundingRate: number, untilFundingMs: number, intervalMs: number): number {
  return index * (1 + (fundingRate * untilFundingMs) / intervalMs);
}
