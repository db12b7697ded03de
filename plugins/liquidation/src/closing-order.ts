import type { LiquidationOrder, ReducibleView } from '@ebb/sdk';

/** Lots of a position or asset that can be sold (positive) or bought back; 0 for an asset without a market here. */
export function reducibleLots(reducible: ReducibleView): number {
  if (reducible.kind === 'position') return reducible.sizeLots;
  return reducible.market === null ? 0 : reducible.lots;
}

/** The order that closes so many lots (absolute, at most all), in a list that is empty when there is nothing to close. */
export function closingOrder(
  reducible: ReducibleView,
  lots: number,
  limit: LiquidationOrder['limit'],
): LiquidationOrder[] {
  const instrument = reducible.kind === 'position' ? reducible.instrument : reducible.market;
  const held = reducibleLots(reducible);
  const closed = Math.min(lots, Math.abs(held));
  return instrument === null || closed === 0 ? [] : [{ instrument, signedLots: held > 0 ? -closed : closed, limit }];
}

/** One order for the whole of each, in the order given. */
export function closingOrders(ranked: readonly ReducibleView[], limit: LiquidationOrder['limit']): LiquidationOrder[] {
  return ranked.flatMap((reducible) => closingOrder(reducible, Infinity, limit));
}
