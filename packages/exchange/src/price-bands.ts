import { MARKET, timeInForce } from '@ebb/book';
import type { Side } from '@ebb/book';
import type { PriceBand } from './contracts/circuit-breaker.ts';
import type { Listing } from './listing.ts';
import { refusals } from './order-codes.ts';
import type { RefusalCode } from './order-codes.ts';
import type { OrderTable } from './order-table.ts';

/**
 * Holds an order that arrived, or is amended, to its market's band; `none` when it may go on. An order that could rest is
 * refused when its limit lies outside. One that only takes is cut: it trades up to the band's edge and no further. What
 * rests beyond the other edge, from before the band moved, may still be taken: it is better for the taker.
 */
export function holdToBand(orders: OrderTable, slot: number, listing: Listing): RefusalCode {
  orders.edgeTicks[slot] = 0;
  const band = listing.breakers?.band() ?? null;
  if (band === null) return refusals.none;
  const { lowTicks, highTicks } = band;
  if (lowTicks > highTicks) return refusals.outsideBand;
  const price = orders.priceTicks[slot];
  const side = orders.side[slot];
  const edge = edgeOf(band, side);
  if (price === 0) {
    orders.edgeTicks[slot] = edge;
    return refusals.none;
  }
  const tif = orders.timeInForce[slot];
  if (side * (price - edge) > 0 && (tif === timeInForce.ioc || tif === timeInForce.fok)) {
    orders.priceTicks[slot] = edge;
    return refusals.none;
  }
  return price < lowTicks || price > highTicks ? refusals.outsideBand : refusals.none;
}

/** The limit of an order as its book takes it: its own, the edge that a market order is cut at, or `MARKET`. */
export function limitOf(orders: OrderTable, slot: number): number {
  const price = orders.priceTicks[slot];
  if (price !== 0) return price;
  const edge = orders.edgeTicks[slot];
  return edge === 0 || orders.timeInForce[slot] === timeInForce.postOnly ? MARKET : edge;
}

/** The limit of a forced order (0 is none) cut to a band's edge; NaN when the band has no price. */
export function forcedLimit(band: PriceBand | null, side: Side, limitTicks: number): number {
  if (band === null) return limitTicks;
  if (band.lowTicks > band.highTicks) return NaN;
  const edge = edgeOf(band, side);
  return limitTicks === 0 || side * (limitTicks - edge) > 0 ? edge : limitTicks;
}

function edgeOf(band: PriceBand, side: number): number {
  return side > 0 ? band.highTicks : band.lowTicks;
}
