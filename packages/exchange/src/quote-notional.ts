import type { Market } from '@ebb/clearing';
import { sizeOf } from '@ebb/ledger';

/**
 * The value in quote units of lots whose prices times sizes add up to `ticksLots` (ticks × lots): the price paid or, of an
 * inverse perpetual, the quote units that its contracts stand for whatever the price.
 */
export function quoteNotional({ instrument, quoteScale }: Market, ticksLots: number, lots: number): number {
  if (instrument.kind === 'perp' && instrument.inverse) return sizeOf(instrument, lots) * instrument.multiplier;
  return (ticksLots * instrument.atomsPerTickLot) / quoteScale;
}
