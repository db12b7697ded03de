import { addExact, mulDiv, mulExact } from '@ebb/exact';

/** The highest price a book takes. */
export const MAX_PRICE_TICKS = 0x7fffffff;

/**
 * The price at which an account's equity is zero when this position alone is closed there and every other price stays:
 * mark − equity / (size × atoms of a tick on a lot), rounded to the side that costs the account no more than it has (up for
 * a long, down for a short), and kept within the prices that a book takes. Within those, closing leaves the account at least
 * nothing and less than one tick on the whole size. Equity in settlement atoms; size in signed lots, not 0.
 * Throws when the size times the atoms of a tick on a lot is past the safe integers.
 */
export function bankruptcyTicks(
  equityAtoms: number,
  sizeLots: number,
  markTicks: number,
  atomsPerTickLot: number,
): number {
  const atomsPerTick = mulExact(sizeLots, atomsPerTickLot);
  const ticks = markTicks - mulDiv(equityAtoms, 1, atomsPerTick, sizeLots > 0 ? 'floor' : 'ceil');
  return Math.min(Math.max(1, ticks), MAX_PRICE_TICKS);
}

/**
 * The same for an inverse contract, whose value in settlement atoms is ∓ lots × `valuePerLotTick` ÷ price: the price at which
 * closing it brings in what the account owes beside it, rounded and kept within bounds as above. `valueAtoms` is its signed
 * value at the mark.
 */
export function inverseBankruptcyTicks(
  equityAtoms: number,
  sizeLots: number,
  valueAtoms: number,
  valuePerLotTick: number,
): number {
  const needed = addExact(valueAtoms, -equityAtoms);
  // A long is worth less than nothing, so that it needs a value not below −needed; a short one not below needed.
  const worth = sizeLots > 0 ? -needed : needed;
  if (worth <= 0) return MAX_PRICE_TICKS;
  const ticks = mulDiv(Math.abs(sizeLots), valuePerLotTick, worth, sizeLots > 0 ? 'ceil' : 'floor');
  return Math.min(Math.max(1, ticks), MAX_PRICE_TICKS);
}
