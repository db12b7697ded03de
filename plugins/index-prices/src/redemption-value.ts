import type { IndexSource, IndexTarget } from '@ebb/sdk';

/**
 * What redeeming one unit of the base pays, in quote units: the outside value of the base ÷ that of the quote; a quote
 * without an outside value counts as one unit of account. NaN when the base has none.
 */
export function redemptionValue({ base, quote }: IndexTarget, sources: readonly IndexSource[]): number {
  let value = NaN;
  let unit = 1;
  for (const source of sources) {
    if (source.kind !== 'outside' || !(source.mid > 0)) continue;
    if (source.base === base) value = source.mid;
    if (source.base === quote) unit = source.mid;
  }
  return value / unit;
}
