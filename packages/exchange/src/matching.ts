import { cancelReason, MARKET, refusal as bookRefusal, timeInForce } from '@ebb/book';
import type { BookListener, SelfTrade, Side, TimeInForce } from '@ebb/book';
import { quoteNotional } from '@ebb/clearing';
import type { ClearingHouse, ForcedResult } from '@ebb/clearing';
import { mulExact } from '@ebb/exact';
import type { Causality } from '@ebb/kernel';
import { notionalAtoms as valueAt } from '@ebb/ledger';
import type { Instrument, PerpInstrument } from '@ebb/ledger';
import type { AccountTopics } from './account-topics.ts';
import type { Listing } from './listing.ts';
import type { MarketHalts } from './market-halts.ts';
import { orderStates, refusals } from './order-codes.ts';
import type { OrderState, RefusalCode } from './order-codes.ts';
import type { OrderRisk } from './order-risk.ts';
import { orderPhases } from './order-table.ts';
import type { OrderTable } from './order-table.ts';
import { forcedLimit, holdToBand, limitOf } from './price-bands.ts';
import { RestingOrders } from './resting-orders.ts';
import type { Settlement } from './settlement.ts';
import type { StopDesk } from './stop-desk.ts';
import { triggerSources } from './stop-orders.ts';

/** What matching is made of. */
export interface MatchingParts {
  readonly orders: OrderTable;
  readonly risk: OrderRisk;
  readonly settlement: Settlement;
  readonly house: ClearingHouse | null;
  readonly topics: AccountTopics;
  readonly stops: StopDesk;
  /** The halts of the markets, once they are made. */
  readonly halts: () => MarketHalts;
  readonly causality: Causality;
  readonly nowUs: () => number;
  readonly selfTrade: SelfTrade;
}

/** What a forced order does while a rule of the venue keeps all of it from the book. */
const HELD_BACK: ForcedResult = { filledLots: 0, notionalAtoms: 0, heldBack: true };

/**
 * Carries orders through the books of one venue: checks and holds, matching, settlement, facts.
 * One call is one intent: when it returns, ledger, positions, holds and books agree, and its facts wait in their order.
 *
 * What reduce-only orders rely on: of an account that has some on a side, those and its other open lots on that side are no
 * more than its opposite position. A fill of a resting order takes as much off either side of that, so only what the account
 * itself sends, and deleveraging, can break it; both are followed by a cut.
 */
export class Matching {
  readonly #orders: OrderTable;
  readonly #risk: OrderRisk;
  readonly #settlement: Settlement;
  readonly #house: ClearingHouse | null;
  readonly #topics: AccountTopics;
  readonly #stops: StopDesk;
  readonly #halts: () => MarketHalts;
  readonly #causality: Causality;
  readonly #nowUs: () => number;
  readonly #selfTrade: SelfTrade;
  readonly #resting: RestingOrders;
  /** Listings of this venue by instrument index. */
  readonly #listings: Listing[] = [];
  /** Accounts, and instruments, whose position was made smaller without the book since the last cut. */
  readonly #deleveraged: { readonly account: number; readonly instrument: number }[] = [];

  constructor(parts: MatchingParts) {
    this.#orders = parts.orders;
    this.#risk = parts.risk;
    this.#settlement = parts.settlement;
    this.#house = parts.house;
    this.#topics = parts.topics;
    this.#stops = parts.stops;
    this.#halts = parts.halts;
    this.#causality = parts.causality;
    this.#nowUs = parts.nowUs;
    this.#selfTrade = parts.selfTrade;
    this.#resting = new RestingOrders(parts.orders, parts.house);
  }

  add(listing: Listing): void {
    this.#listings[listing.instrument.index] = listing;
  }

  /** The listener that a listing's book is made with. */
  listenerFor(instrumentIndex: number): BookListener {
    return {
      onFill: (_handle, _owner, makerRef, _takerOwner, takerRef, takerSide, price, size, makerLeft, handle, left) =>
        this.#filled(
          this.#listings[instrumentIndex],
          makerRef,
          takerRef,
          takerSide,
          price,
          size,
          makerLeft,
          left,
          handle !== 0,
        ),
      onCancel: (_handle, _owner, ref, _side, _price, _left, reason) => {
        if (reason !== cancelReason.amend) this.#cancelled(this.#listings[instrumentIndex], ref);
      },
      onRest: () => {},
      onReduce: () => {},
    };
  }

  /** Takes in an order that arrived; what becomes of it is told as facts. */
  place(slot: number): void {
    const orders = this.#orders;
    const listing = this.#listings[orders.listing[slot]];
    const code = this.#judge(slot, listing);
    if (code !== refusals.none) this.refuse(slot, code);
    else {
      const account = orders.account[slot];
      this.#send(slot, listing);
      this.#after(listing, account);
    }
  }

  /** Ends an order that was never taken in. */
  refuse(slot: number, code: RefusalCode): void {
    this.#settlement.trim(slot, this.#listings[this.#orders.listing[slot]].instrument, 0);
    this.#end(slot, orderStates.refused, code);
  }

  /** Tells that a change of an order was refused, which leaves it as it was. */
  refuseChange(slot: number, code: RefusalCode): void {
    const state = this.#orders.phase[slot] === orderPhases.resting ? orderStates.resting : orderStates.waiting;
    this.#topics.update(slot, state, code);
  }

  /** Cancels a resting order. */
  cancel(slot: number): void {
    const orders = this.#orders;
    const listing = this.#listings[orders.listing[slot]];
    const account = orders.account[slot];
    listing.book.cancel(orders.handle[slot]);
    this.#after(listing, account);
  }

  /** Changes price and open lots of a resting order; the order stays as it was when that is refused. */
  amend(slot: number, priceTicks: number, sizeLots: number): void {
    const listing = this.#listings[this.#orders.listing[slot]];
    const account = this.#orders.account[slot];
    const code = this.#replace(slot, listing, priceTicks, sizeLots);
    if (code !== refusals.none) this.refuseChange(slot, code);
    else this.#after(listing, account);
  }

  /** Cancels an account's resting orders on one market; returns how many. */
  cancelAll(account: number, instrumentIndex: number): number {
    const listing = this.#listings[instrumentIndex];
    const count = listing.book.cancelAll(account);
    if (count > 0) this.#after(listing, account);
    return count;
  }

  /**
   * Sends a forced order to the book: no checks, no fees, immediate or cancelled. A halt holds all of it back, a breaker's
   * throttle some; a band does when more would have traded without it.
   */
  placeForced(account: number, instrument: Instrument, signedLots: number, limitTicks: number): ForcedResult {
    this.cutDeleveraged();
    const orders = this.#orders;
    const listing = this.#listings[instrument.index];
    const { book, breakers } = listing;
    const side = signedLots > 0 ? 1 : -1;
    const wanted = Math.abs(signedLots);
    if (listing.state !== 'open') return HELD_BACK;
    const limit = breakers === null ? limitTicks : forcedLimit(breakers.band(), side, limitTicks);
    if (Number.isNaN(limit)) return HELD_BACK;
    const lots = breakers === null ? wanted : breakers.admitForced(wanted);
    if (lots === 0) return HELD_BACK;
    const slot = orders.open(account, instrument.index, side, limit, lots, timeInForce.ioc);
    orders.forced[slot] = 1;
    this.#send(slot, listing);
    const filledLots = book.lastFilledLots;
    const ticksLots = filledLots === 0 ? 0 : book.lastNotionalTicksLots;
    const isCut = limit !== limitTicks && filledLots < lots;
    const heldBack = lots < wanted || (isCut && book.fillable(side, limitTicks === 0 ? MARKET : limitTicks, 1) > 0);
    const notionalAtoms = filledLots === 0 ? 0 : valueOfFill(instrument, ticksLots, filledLots);
    if (filledLots > 0) listing.feed?.note(side, filledLots, quoteNotional(listing.market, filledLots, notionalAtoms));
    this.#after(listing, account);
    return { filledLots, notionalAtoms, heldBack };
  }

  /** Trades the call auction that a market gathered, at one price; its latest or, before the first trade, its mark is the reference. */
  uncross(listing: Listing): void {
    listing.book.uncross(listing.lastTicks || listing.markTicks);
    listing.hasTraded = false;
  }

  /** Tells the quote of a market that is open again, and fires the stops that its prices have reached. */
  reopened(listing: Listing): void {
    const { cause, origin } = this.#causality;
    listing.tellQuote(this.#nowUs());
    this.#stops.fire(listing, triggerSources.last, listing.lastTradeSeq, listing.lastTradeOrigin);
    this.#stops.fire(listing, triggerSources.mark, cause, origin);
    this.#stops.fire(listing, triggerSources.index, cause, origin);
  }

  /** Notes that an account's position is being made smaller without the book. */
  deleveraged(account: number, instrument: number): void {
    this.#deleveraged.push({ account, instrument });
  }

  /** Cuts the reduce-only orders of accounts whose positions were made smaller without the book. */
  cutDeleveraged(): void {
    if (this.#deleveraged.length === 0) return;
    for (const { account, instrument } of this.#deleveraged.splice(0)) this.#after(this.#listings[instrument], account);
  }

  /** Whether an order may go to the book; holds for it. */
  #judge(slot: number, listing: Listing): RefusalCode {
    const { priceTicks, timeInForce: tif } = this.#orders;
    const rests = priceTicks[slot] !== 0 && tif[slot] === timeInForce.gtc;
    if (listing.state === 'auction' && !rests) return refusals.auction;
    const code = holdToBand(this.#orders, slot, listing);
    return code === refusals.none ? this.#risk.admit(slot, listing) : code;
  }

  #send(slot: number, listing: Listing): void {
    const orders = this.#orders;
    const isCutAtEdge = orders.edgeTicks[slot] !== 0 && orders.timeInForce[slot] === timeInForce.gtc;
    const handle = listing.book.place(
      orders.account[slot],
      orders.idOf(slot),
      orders.side[slot] as Side,
      limitOf(orders, slot),
      orders.leftLots[slot],
      isCutAtEdge ? timeInForce.ioc : (orders.timeInForce[slot] as TimeInForce),
      this.#selfTrade,
    );
    if (handle < 0) this.refuse(slot, refusalOf(handle));
    else if (handle === 0) this.#finish(slot, listing);
    else {
      this.#resting.enter(slot, listing, handle);
      this.#topics.update(slot, orderStates.resting, refusals.none);
    }
  }

  /** Ends an order that was taken in and of which nothing rests. */
  #finish(slot: number, listing: Listing): void {
    this.#settlement.trim(slot, listing.instrument, 0);
    const isFilled = this.#orders.leftLots[slot] === 0;
    this.#end(slot, isFilled ? orderStates.filled : orderStates.expired, refusals.none);
  }

  /** Judges an amended order as if it were new, with the old one gone; a smaller one at the same price is not judged. */
  #replace(slot: number, listing: Listing, priceTicks: number, sizeLots: number): RefusalCode {
    const orders = this.#orders;
    const { instrument, book } = listing;
    const oldPrice = orders.priceTicks[slot];
    const oldLeft = orders.leftLots[slot];
    const handle = orders.handle[slot];
    if (priceTicks === 0) return refusals.priceOutOfRange;
    this.#resting.suspend(slot, listing);
    orders.priceTicks[slot] = priceTicks;
    orders.leftLots[slot] = sizeLots;
    const isCut = priceTicks === oldPrice && sizeLots <= oldLeft;
    let code: RefusalCode = isCut ? refusals.none : this.#judge(slot, listing);
    let result = 0;
    if (code === refusals.none) {
      orders.phase[slot] = orderPhases.travelling;
      result = book.amend(handle, priceTicks, orders.leftLots[slot]);
      if (result < 0) code = refusalOf(result);
    }
    if (code !== refusals.none) {
      orders.priceTicks[slot] = oldPrice;
      orders.leftLots[slot] = oldLeft;
      this.#settlement.trim(slot, instrument, oldLeft);
      this.#resting.resume(slot, listing, handle);
      return code;
    }
    if (result === 0) {
      this.#resting.forget(slot, listing);
      this.#finish(slot, listing);
    } else {
      this.#settlement.trim(slot, instrument, orders.leftLots[slot]);
      this.#resting.resume(slot, listing, result);
      this.#topics.update(slot, orderStates.amended, refusals.none);
    }
    return refusals.none;
  }

  #filled(
    listing: Listing,
    makerId: number,
    takerId: number,
    takerSide: Side,
    priceTicks: number,
    sizeLots: number,
    makerLeft: number,
    takerLeft: number,
    takerRests: boolean,
  ): void {
    const orders = this.#orders;
    const settlement = this.#settlement;
    const topics = this.#topics;
    const { instrument } = listing;
    const maker = orders.slotOf(makerId);
    const taker = orders.slotOf(takerId);
    this.#resting.shrink(maker, listing, makerLeft);
    if (takerRests) this.#resting.shrink(taker, listing, takerLeft);
    else orders.leftLots[taker] = takerLeft;
    if (takerSide > 0) settlement.settle(taker, maker, instrument, priceTicks, sizeLots);
    else settlement.settle(maker, taker, instrument, priceTicks, sizeLots);
    const makerFee = settlement.charge(maker, instrument, priceTicks, sizeLots, true);
    const takerFee = settlement.charge(taker, instrument, priceTicks, sizeLots, false);
    listing.lastTicks = priceTicks;
    listing.hasTraded = true;
    listing.flow.note(takerSide, priceTicks * sizeLots, orders.forced[taker] === 1 ? this.#causality.origin : 0);
    listing.lastTradeSeq = listing.trades.publish(
      priceTicks,
      sizeLots,
      takerSide,
      orders.account[maker],
      orders.account[taker],
      orders.forced[taker],
    );
    listing.lastTradeOrigin = this.#causality.origin;
    topics.filled(maker, priceTicks, sizeLots, makerFee, true);
    topics.filled(taker, priceTicks, sizeLots, takerFee, false);
    if (makerLeft === 0) this.#end(maker, orderStates.filled, refusals.none);
    if (takerRests && takerLeft === 0) this.#end(taker, orderStates.filled, refusals.none);
  }

  #cancelled(listing: Listing, id: number): void {
    const slot = this.#orders.slotOf(id);
    this.#resting.leave(slot, listing);
    this.#settlement.trim(slot, listing.instrument, 0);
    this.#end(slot, orderStates.cancelled, refusals.none);
  }

  #end(slot: number, state: (typeof orderStates)[OrderState], code: RefusalCode): void {
    this.#topics.update(slot, state, code);
    this.#orders.close(slot);
  }

  /**
   * Ends an intent: cuts the account's reduce-only orders to what they may still reduce, tells the quote, asks for a halt if
   * it traded, fires stops.
   */
  #after(listing: Listing, account: number): void {
    if (listing.reduceOnly.has(account)) {
      this.#cutReduceOnly(listing, account, 1);
      this.#cutReduceOnly(listing, account, -1);
    }
    listing.tellQuote(this.#nowUs());
    if (listing.hasTraded) {
      listing.hasTraded = false;
      this.#halts().ask(listing);
    }
    this.#stops.fire(listing, triggerSources.last, listing.lastTradeSeq, listing.lastTradeOrigin);
  }

  /** Takes what a side has too much off its reduce-only orders, youngest first. */
  #cutReduceOnly(listing: Listing, account: number, side: Side): void {
    const orders = this.#orders;
    const house = this.#house!;
    const { exposure } = house.credit;
    const index = listing.instrument.index;
    const opposite = Math.max(0, -side * house.sizeLots(account, listing.instrument as PerpInstrument));
    const open = side > 0 ? exposure.buyLots(account, index) : exposure.sellLots(account, index);
    if (open <= opposite) return;
    let excess = open - opposite;
    for (const id of [...listing.reduceOnly.of(account)].reverse()) {
      const slot = orders.slotOf(id);
      if (orders.side[slot] !== side) continue;
      const left = orders.leftLots[slot];
      if (left <= excess) listing.book.cancel(orders.handle[slot]);
      else this.#replace(slot, listing, orders.priceTicks[slot], left - excess);
      excess -= left;
      if (excess <= 0) return;
    }
  }
}

/** The venue's word for why its book refused an order that passed all checks. */
function refusalOf(code: number): RefusalCode {
  if (code === bookRefusal.wouldCross || code === bookRefusal.badTimeInForce) return refusals.wouldTake;
  if (code === bookRefusal.cannotFill) return refusals.notFillable;
  if (code === bookRefusal.notInAuction) return refusals.auction;
  if (code === bookRefusal.badPrice) return refusals.priceOutOfRange;
  return refusals.sizeOutOfRange;
}

/** Value of a fill of so many ticks × lots in atoms of the asset that the market settles in; of an inverse contract at the mean price. */
function valueOfFill(instrument: Instrument, ticksLots: number, lots: number): number {
  if (instrument.kind === 'spot' || !instrument.inverse) return mulExact(ticksLots, instrument.atomsPerTickLot);
  return Math.abs(valueAt(instrument, Math.max(1, Math.round(ticksLots / lots)), lots));
}
