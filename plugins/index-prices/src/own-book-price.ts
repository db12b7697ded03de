import type { IndexSource, IndexTarget } from '@ebb/sdk';

/**
 * The price of the target's own spot market, `BASE/QUOTE` on the venue that asks, or the plain mean of the markets named;
 * quote units. NaN when none of them is open and has a price.
 */
export function ownBookPrice(
  { base, quote, venue }: IndexTarget,
  sources: readonly IndexSource[],
  price: 'mid' | 'last',
  markets: readonly string[] = [],
): number {
  const own = `${base}/${quote}@${venue}`;
  let sum = 0;
  let count = 0;
  for (const source of sources) {
    if (source.kind !== 'market' || source.base !== base || !source.open) continue;
    if (markets.length > 0 ? !markets.includes(source.name) : source.name !== own) continue;
    if (!(source[price] > 0)) continue;
    sum += source[price];
    count++;
  }
  return sum / count;
}
