import type { OrderBook, Side } from '@ebb/book';

const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Measures what an order would trade at once if its account's own orders, which are cancelled when they are met, were not
 * there. The figures are of the last measurement.
 */
export class Sweep {
  /** How much would be traded. */
  lots = 0;
  /** The sum of price × size over it; Infinity when it is past 2^53. */
  ticksLots = 0;

  /** Measures an order; `limitTicks` may be `MARKET`. */
  measure(book: OrderBook, account: number, side: Side, limitTicks: number, sizeLots: number): void {
    if (book.openOrders(account) > 0 && this.#measureOthers(book, account, side, limitTicks, sizeLots)) return;
    this.lots = book.fillable(side, limitTicks, sizeLots);
    this.ticksLots = this.lots === 0 ? 0 : book.costToFill(side, this.lots);
  }

  /** The same for an account with orders in the book; false when it has none on the other side. */
  #measureOthers(book: OrderBook, account: number, side: Side, limitTicks: number, sizeLots: number): boolean {
    const own: { readonly priceTicks: number; readonly lots: number }[] = [];
    book.forEachOrder(account, (_handle, _ref, orderSide, priceTicks, lots) => {
      if (orderSide !== side && (limitTicks < 0 || side * (limitTicks - priceTicks) >= 0)) {
        own.push({ priceTicks, lots });
      }
    });
    if (own.length === 0) return false;
    const others = own.reduce((left, each) => left - each.lots, book.fillable(side, limitTicks, MOST));
    this.lots = Math.min(sizeLots, others);
    this.ticksLots = 0;
    if (this.lots === 0) return true;
    // The lots of all that are as cheap as the dearest lot needed include own ones, which need as many more lots to pass
    // over; the price found never exceeds that of the last lot of others, so that the search ends there.
    let skipped = 0;
    for (;;) {
      const reach = this.lots + skipped;
      const cost = book.costToFill(side, reach);
      const worst = cost - (reach === 1 ? 0 : book.costToFill(side, reach - 1));
      if (!(cost < Infinity)) {
        this.ticksLots = Infinity;
        return true;
      }
      let lots = 0;
      let ticksLots = 0;
      for (const each of own) {
        if (side * (each.priceTicks - worst) > 0) continue;
        lots += each.lots;
        ticksLots += each.priceTicks * each.lots;
      }
      this.ticksLots = cost - ticksLots;
      if (lots === skipped) return true;
      skipped = lots;
    }
  }
}
