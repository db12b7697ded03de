import type { MarketView } from '@ebb/sdk';

/** The best price there is for a market, in quote units: its mid, else its last trade, index or mark; NaN without any. */
export function knownPrice(market: MarketView): number {
  const { mid } = market;
  if (mid > 0) return mid;
  const { last } = market;
  if (last > 0) return last;
  const { index } = market;
  return index > 0 ? index : market.mark;
}
