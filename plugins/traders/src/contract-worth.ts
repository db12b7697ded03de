import type { MarketView } from '@ebb/sdk';

/** Quote units that one unit of a perpetual's size is worth at a price: of an inverse contract the same at every price. */
export function contractWorth(
  { inverse, multiplier }: Pick<MarketView, 'inverse' | 'multiplier'>,
  price: number,
): number {
  return inverse ? multiplier : price * multiplier;
}
