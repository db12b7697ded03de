/** The highest price a book takes. */
const MAX_PRICE_TICKS = 0x7fffffff;

/**
 * The price at which an account's equity is zero when this position alone is revalued: mark − equity / (size × value of a
 * tick on a lot), rounded to the side that costs the account no more than it has (up for a long, down for a short), and
 * kept within the prices that a book takes. Equity in settlement atoms; size in signed lots.
 */
export function bankruptcyTicks(
  equityAtoms: number,
  sizeLots: number,
  markTicks: number,
  atomsPerTickLot: number,
): number {
  const ticks = markTicks - equityAtoms / (sizeLots * atomsPerTickLot);
  const whole = sizeLots > 0 ? Math.ceil(ticks) : Math.floor(ticks);
  return Math.min(Math.max(1, whole), MAX_PRICE_TICKS);
}
