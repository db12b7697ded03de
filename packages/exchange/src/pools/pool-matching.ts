import { MARKET, MAX_PRICE_TICKS, timeInForce } from '@ebb/book';
import type { Side } from '@ebb/book';
import type { ForcedResult } from '@ebb/clearing';
import type { Causality } from '@ebb/kernel';
import type { SpotInstrument } from '@ebb/ledger';
import type { AccountTopics } from '../account-topics.ts';
import type { Listing } from '../listing.ts';
import type { MarketHalts } from '../market-halts.ts';
import { orderStates, refusals } from '../order-codes.ts';
import type { RefusalCode } from '../order-codes.ts';
import type { OrderRisk } from '../order-risk.ts';
import type { OrderTable } from '../order-table.ts';
import { forcedLimit, holdToBand, limitOf } from '../price-bands.ts';
import type { Settlement } from '../settlement.ts';
import type { StopDesk } from '../stop-desk.ts';
import { triggerSources } from '../stop-orders.ts';
import type { PoolBook } from './pool-book.ts';
import type { Pool } from './pool.ts';

/** What a forced order does while a rule of the venue keeps all of it from the pool. */
const HELD_BACK: ForcedResult = { filledLots: 0, notionalAtoms: 0, heldBack: true };

/** What the matching of pools is made of. */
export interface PoolMatchingParts {
  readonly orders: OrderTable;
  readonly risk: OrderRisk;
  readonly settlement: Settlement;
  readonly topics: AccountTopics;
  readonly stops: StopDesk;
  readonly halts: () => MarketHalts;
  readonly causality: Causality;
  readonly nowUs: () => number;
}

/**
 * Carries orders to the pools of one venue. What an order may have is swapped at once, in one trade at the average price; what
 * is left of it expires. The price that trades and fills show is that average in whole ticks; the fee of a fill is what the
 * account paid beyond it, or (negative) less, so that both together are the atoms that were moved. The venue's own fees are
 * not charged: the fee of a pool is in its price.
 */
export class PoolMatching {
  readonly #parts: PoolMatchingParts;

  constructor(parts: PoolMatchingParts) {
    this.#parts = parts;
  }

  /** Takes in an order that arrived; what becomes of it is told as facts. */
  place(slot: number, listing: Listing, pool: Pool): void {
    const code = this.#judge(slot, listing);
    if (code !== refusals.none) {
      this.#end(slot, orderStates.refused, code);
      return;
    }
    const { orders } = this.#parts;
    const book = listing.book as PoolBook;
    const side = orders.side[slot] as Side;
    const wanted = orders.leftLots[slot];
    const lots = book.fillable(side, limitOf(orders, slot), wanted);
    if (lots < wanted && orders.timeInForce[slot] === timeInForce.fok) {
      this.#end(slot, orderStates.refused, refusals.notFillable);
      return;
    }
    if (lots > 0 && !this.#canPay(slot, listing as Listing<SpotInstrument>, lots)) {
      this.#end(slot, orderStates.refused, refusals.insufficientBalance);
      return;
    }
    if (lots > 0) this.#swap(slot, listing as Listing<SpotInstrument>, pool, lots);
    this.#end(slot, orders.leftLots[slot] === 0 ? orderStates.filled : orderStates.expired, refusals.none);
    this.changed(listing);
  }

  /** Swaps for a forced order what its limit (0 for none) lets it have and its account can pay; the rest is not tried again. */
  placeForced(account: number, listing: Listing, pool: Pool, signedLots: number, limitTicks: number): ForcedResult {
    const { orders } = this.#parts;
    const { breakers, instrument, state } = listing;
    const side = signedLots > 0 ? 1 : -1;
    const wanted = Math.abs(signedLots);
    if (state !== 'open') return HELD_BACK;
    const limit = breakers === null ? limitTicks : forcedLimit(breakers.band(), side, limitTicks);
    const admitted = breakers === null ? wanted : breakers.admitForced(wanted);
    if (Number.isNaN(limit) || admitted === 0) return HELD_BACK;
    const slot = orders.open(account, instrument.index, side, limit, admitted, timeInForce.ioc);
    orders.forced[slot] = 1;
    const spot = listing as Listing<SpotInstrument>;
    const lots = (listing.book as PoolBook).fillable(side, limit === 0 ? MARKET : limit, admitted);
    // Not judged like an order: it pays from the wallet that is margined, even what is held back there as margin.
    const notionalAtoms = lots === 0 ? 0 : this.#swap(slot, spot, pool, lots);
    const filledLots = notionalAtoms === 0 ? 0 : lots;
    if (filledLots > 0) listing.feed?.note(side, filledLots, notionalAtoms / listing.market.settleScale);
    this.#end(slot, orders.leftLots[slot] === 0 ? orderStates.filled : orderStates.expired, refusals.none);
    this.changed(listing);
    return { filledLots, notionalAtoms, heldBack: admitted < wanted };
  }

  /** Tells the quote of a pool that has changed, asks for a halt if it traded, fires stops. */
  changed(listing: Listing): void {
    const { halts, nowUs, stops } = this.#parts;
    listing.tellQuote(nowUs());
    if (!listing.hasTraded) return;
    listing.hasTraded = false;
    halts().ask(listing);
    stops.fire(listing, triggerSources.last, listing.lastTradeSeq, listing.lastTradeOrigin);
  }

  #judge(slot: number, listing: Listing): RefusalCode {
    const { orders } = this.#parts;
    const price = orders.priceTicks[slot];
    const lots = orders.leftLots[slot];
    const tif = orders.timeInForce[slot];
    if (listing.state !== 'open') return refusals.auction;
    if (price !== 0 && !(price >= 1 && price <= MAX_PRICE_TICKS && Number.isInteger(price))) {
      return refusals.priceOutOfRange;
    }
    if (!(lots >= 1 && Number.isSafeInteger(lots))) return refusals.sizeOutOfRange;
    if (tif === timeInForce.postOnly || (price !== 0 && tif === timeInForce.gtc)) return refusals.restsNowhere;
    return holdToBand(orders, slot, listing);
  }

  #canPay(slot: number, { instrument, book }: Listing<SpotInstrument>, lots: number): boolean {
    const { orders, risk } = this.#parts;
    const side = orders.side[slot] as Side;
    const quoteAtoms = (book as PoolBook).quoteAtomsFor(side, lots);
    const pays = side > 0 ? quoteAtoms : lots * instrument.baseAtomsPerLot;
    return risk.canPay(slot, instrument, pays, lots, quoteAtoms / (lots * instrument.atomsPerTickLot));
  }

  /** Swaps lots and tells of it; returns the quote atoms that changed hands, none when the account cannot pay. */
  #swap(slot: number, listing: Listing<SpotInstrument>, pool: Pool, lots: number): number {
    const { causality, orders, settlement, topics } = this.#parts;
    const { atomsPerTickLot, baseAtomsPerLot } = listing.instrument;
    const side = orders.side[slot];
    const atoms = pool.swap(side, lots * baseAtomsPerLot, settlement.walletOf(slot));
    if (atoms < 0) return 0;
    const value = lots * atomsPerTickLot;
    const ticks = Math.min(MAX_PRICE_TICKS, Math.max(1, Math.round(atoms / value)));
    orders.leftLots[slot] -= lots;
    listing.lastTicks = ticks;
    listing.hasTraded = true;
    const forced = orders.forced[slot];
    listing.flow.note(side as Side, ticks * lots, forced === 1 ? causality.origin : 0);
    listing.lastTradeSeq = listing.trades.publish(ticks, lots, side, pool.account, orders.account[slot], forced);
    listing.lastTradeOrigin = causality.origin;
    topics.filled(slot, ticks, lots, side * (atoms - ticks * value), false);
    return atoms;
  }

  #end(slot: number, state: (typeof orderStates)[keyof typeof orderStates], code: RefusalCode): void {
    const { orders, topics } = this.#parts;
    topics.update(slot, state, code);
    orders.close(slot);
  }
}
