import type { Desk, MarketView, Side } from '@ebb/sdk';
import { contractWorth } from './contract-worth.ts';

/** Part of a balance or margin that an order may use; the rest pays the fee. */
const USABLE = 0.99;

/**
 * The largest order, in base units (contracts when there is a multiplier), that an account can pay for without borrowing.
 * On spot it is what the free balance buys or holds. On a perpetual it is what keeps the position within ± `maxPosition`
 * and, where it enlarges the position, is worth no more than the free margin (of an inverse one, than the free coins).
 * At least 0, also when the price is NaN.
 */
export function affordableSize(
  desk: Pick<Desk, 'free' | 'position' | 'available'>,
  market: MarketView,
  side: Side,
  price: number,
  maxPosition: number,
): number {
  if (!(price > 0)) return 0;
  const { base, quote, venue, kind, inverse } = market;
  if (kind === 'spot') {
    return Math.max(0, side === 'sell' ? desk.free(base, venue) : (desk.free(quote, venue) * USABLE) / price);
  }
  const position = side === 'buy' ? desk.position(market) : -desk.position(market);
  const closing = Math.max(0, -position);
  const margin = inverse ? desk.free(base, venue) * price : desk.available(venue);
  const opening = (Math.max(0, margin) * USABLE) / contractWorth(market, price);
  return Math.max(0, Math.min(maxPosition - position, closing + opening));
}
