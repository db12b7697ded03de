import { cancelReason, MARKET, refusal as bookRefusal, timeInForce } from '@ebb/book';
import type { BookListener, SelfTrade, Side, TimeInForce } from '@ebb/book';
import type { ClearingHouse, ForcedResult } from '@ebb/clearing';
import { mulExact } from '@ebb/exact';
import type { Causality } from '@ebb/kernel';
import type { PerpInstrument, SpotInstrument } from '@ebb/ledger';
import type { AccountTopics } from './account-topics.ts';
import type { Listing } from './listing.ts';
import { orderStates, refusals } from './order-codes.ts';
import type { OrderState, RefusalCode } from './order-codes.ts';
import type { OrderRisk } from './order-risk.ts';
import { orderPhases } from './order-table.ts';
import type { OrderTable } from './order-table.ts';
import type { Settlement } from './settlement.ts';

/** What matching is made of. */
export interface MatchingParts {
  readonly orders: OrderTable;
  readonly risk: OrderRisk;
  readonly settlement: Settlement;
  readonly house: ClearingHouse | null;
  readonly topics: AccountTopics;
  readonly causality: Causality;
  readonly nowUs: () => number;
  readonly selfTrade: SelfTrade;
}

/**
 * Carries orders through the books of one venue: checks and holds, matching, settlement, facts.
 * One call is one intent: when it returns, ledger, positions, holds and books agree, and its facts wait in their order.
 */
export class Matching {
  readonly #parts: MatchingParts;
  /** Listings of this venue by instrument index. */
  readonly #listings: Listing[] = [];
  /** Accounts with reduce-only orders whose position or orders changed during the present intent. */
  readonly #touched: number[] = [];
  /** Called with the numbers of stop orders that a traded price fired. */
  #onFired: (ids: readonly number[]) => void = () => {};

  constructor(parts: MatchingParts) {
    this.#parts = parts;
  }

  /** Says what to do with stop orders that fire. */
  onFired(handler: (ids: readonly number[]) => void): void {
    this.#onFired = handler;
  }

  add(listing: Listing): void {
    this.#listings[listing.instrument.index] = listing;
  }

  /** The listener that a listing's book is made with. */
  listenerFor(instrumentIndex: number): BookListener {
    return {
      onFill: (
        _makerHandle,
        _makerOwner,
        makerRef,
        _takerOwner,
        takerRef,
        takerSide,
        price,
        size,
        makerLeft,
        _,
        left,
      ) => this.#filled(this.#listings[instrumentIndex], makerRef, takerRef, takerSide, price, size, makerLeft, left),
      onCancel: (_handle, _owner, ref, _side, _price, _left, reason) => {
        if (reason !== cancelReason.amend) this.#cancelled(this.#listings[instrumentIndex], ref);
      },
      onRest: () => {},
      onReduce: () => {},
    };
  }

  /** Takes in an order that arrived; what becomes of it is told as facts. */
  place(slot: number): void {
    const { orders, risk } = this.#parts;
    const listing = this.#listings[orders.listing[slot]];
    const code = risk.admit(slot, listing);
    if (code !== refusals.none) this.refuse(slot, code as RefusalCode);
    else this.#send(slot, listing);
    this.#after(listing, orders.account[slot]);
  }

  /** Ends an order that was never taken in. */
  refuse(slot: number, code: RefusalCode): void {
    this.#release(slot);
    this.#end(slot, 'refused', code);
  }

  /** Cancels a resting order. */
  cancel(slot: number): void {
    const { orders } = this.#parts;
    const listing = this.#listings[orders.listing[slot]];
    const account = orders.account[slot];
    listing.book.cancel(orders.handle[slot]);
    this.#after(listing, account);
  }

  /** Leaves a stop order waiting for its price. */
  wait(slot: number): void {
    const { orders, topics } = this.#parts;
    orders.phase[slot] = orderPhases.waiting;
    topics.update(slot, orderStates.waiting, refusals.none);
  }

  /** Ends an order that waits for its price or is still on its way. */
  withdraw(slot: number): void {
    const { orders } = this.#parts;
    const stops = this.#listings[orders.listing[slot]].stops[orders.triggerSource[slot]];
    if (orders.phase[slot] === orderPhases.waiting) stops.remove(orders.idOf(slot), orders.side[slot]);
    this.#end(slot, 'cancelled', refusals.none);
  }

  /** Changes price and open lots of a resting order; the order stays as it was when that is refused. */
  amend(slot: number, priceTicks: number, sizeLots: number): void {
    const { orders, topics } = this.#parts;
    const listing = this.#listings[orders.listing[slot]];
    const account = orders.account[slot];
    const code = this.#replace(slot, listing, priceTicks, sizeLots);
    if (code !== refusals.none) topics.update(slot, orderStates.resting, code);
    this.#after(listing, account);
  }

  /** Cancels an account's resting orders on one market; returns how many. */
  cancelAll(account: number, instrumentIndex: number): number {
    const listing = this.#listings[instrumentIndex];
    const count = listing.book.cancelAll(account);
    if (count > 0) this.#after(listing, account);
    return count;
  }

  /** Sends a forced order to the book: no checks, no fees, immediate or cancelled. */
  placeForced(account: number, instrument: PerpInstrument, signedLots: number, limitTicks: number): ForcedResult {
    const { orders } = this.#parts;
    const listing = this.#listings[instrument.index];
    const side = signedLots > 0 ? 1 : -1;
    const slot = orders.open(account, instrument.index, side, limitTicks, Math.abs(signedLots), timeInForce.ioc);
    orders.forced[slot] = 1;
    this.#send(slot, listing);
    const filledLots = listing.book.lastFilledLots;
    const ticksLots = filledLots === 0 ? 0 : listing.book.lastNotionalTicksLots;
    this.#after(listing, account);
    return { filledLots, notionalAtoms: mulExact(ticksLots, instrument.atomsPerTickLot) };
  }

  #send(slot: number, listing: Listing): void {
    const { orders, selfTrade } = this.#parts;
    const side = orders.side[slot] as Side;
    const limit = orders.priceTicks[slot];
    const tif = orders.timeInForce[slot] as TimeInForce;
    const handle = listing.book.place(
      orders.account[slot],
      orders.idOf(slot),
      side,
      limit === 0 ? MARKET : limit,
      orders.leftLots[slot],
      limit === 0 ? timeInForce.ioc : tif,
      selfTrade,
    );
    if (handle < 0) this.refuse(slot, refusalOf(handle));
    else if (handle > 0) this.#rest(slot, listing, handle, 'resting');
    else this.#finish(slot);
  }

  /** Ends an order of which nothing rests. */
  #finish(slot: number): void {
    this.#release(slot);
    this.#end(slot, this.#parts.orders.leftLots[slot] === 0 ? 'filled' : 'expired', refusals.none);
  }

  #rest(slot: number, listing: Listing, handle: number, state: OrderState): void {
    const { orders, house, topics } = this.#parts;
    orders.phase[slot] = orderPhases.resting;
    orders.handle[slot] = handle;
    const account = orders.account[slot];
    if (listing.instrument.kind === 'perp') {
      house!.exposure.add(account, listing.instrument.index, orders.side[slot] * orders.leftLots[slot]);
    }
    if (orders.reduceOnly[slot] === 1) {
      const ids = listing.reduceOnly.get(account);
      if (ids === undefined) listing.reduceOnly.set(account, [orders.idOf(slot)]);
      else ids.push(orders.idOf(slot));
    }
    topics.update(slot, orderStates[state], refusals.none);
  }

  #replace(slot: number, listing: Listing, priceTicks: number, sizeLots: number): RefusalCode {
    const { orders, risk, settlement, house } = this.#parts;
    const { instrument, book } = listing;
    const oldPrice = orders.priceTicks[slot];
    const oldLeft = orders.leftLots[slot];
    const account = orders.account[slot];
    const side = orders.side[slot];
    if (instrument.kind === 'spot') {
      if (!risk.holdMore(slot, instrument, priceTicks, sizeLots)) return refusals.insufficientBalance;
    } else {
      const more = sizeLots - oldLeft;
      if (more > 0 && orders.reduceOnly[slot] === 1 && risk.reducibleLots(account, listing, side) < more) {
        return refusals.reduceOnly;
      }
      if (more > 0 && !house!.admits(account, instrument, side * more, 0)) return refusals.insufficientMargin;
      this.#leave(slot, listing, oldLeft);
    }
    orders.phase[slot] = orderPhases.travelling;
    orders.priceTicks[slot] = priceTicks;
    orders.leftLots[slot] = sizeLots;
    const result = book.amend(orders.handle[slot], priceTicks, sizeLots);
    if (result < 0) {
      orders.priceTicks[slot] = oldPrice;
      orders.leftLots[slot] = oldLeft;
      if (instrument.kind === 'spot') settlement.trim(slot, instrument, oldLeft);
      else house!.exposure.add(account, instrument.index, side * oldLeft);
      orders.phase[slot] = orderPhases.resting;
      return refusalOf(result);
    }
    if (result === 0) {
      this.#forgetReduceOnly(slot, listing);
      this.#finish(slot);
      return refusals.none;
    }
    if (instrument.kind === 'spot') settlement.trim(slot, instrument, orders.leftLots[slot]);
    this.#forgetReduceOnly(slot, listing);
    this.#rest(slot, listing, result, 'amended');
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
  ): void {
    const { orders, settlement, topics, causality } = this.#parts;
    const { instrument } = listing;
    const maker = orders.slotOf(makerId);
    const taker = orders.slotOf(takerId);
    this.#shrink(maker, listing, sizeLots, makerLeft);
    this.#shrink(taker, listing, sizeLots, takerLeft);
    const [buy, sell] = takerSide > 0 ? [taker, maker] : [maker, taker];
    settlement.settle(buy, sell, instrument, priceTicks, sizeLots);
    const makerFee = settlement.charge(maker, instrument, priceTicks, sizeLots, true);
    const takerFee = settlement.charge(taker, instrument, priceTicks, sizeLots, false);
    listing.lastTicks = priceTicks;
    const forced = orders.forced[taker];
    listing.lastTradeSeq = listing.trades.publish(
      priceTicks,
      sizeLots,
      takerSide,
      orders.account[maker],
      orders.account[taker],
      forced,
    );
    listing.lastTradeOrigin = causality.origin;
    topics.filled(maker, priceTicks, sizeLots, makerFee, true);
    topics.filled(taker, priceTicks, sizeLots, takerFee, false);
    if (makerLeft === 0) this.#completed(maker, listing);
  }

  /** Writes what a fill left of an order, and takes it off the open lots if the order rested. */
  #shrink(slot: number, listing: Listing, sizeLots: number, leftLots: number): void {
    const { orders, house } = this.#parts;
    const account = orders.account[slot];
    orders.leftLots[slot] = leftLots;
    if (listing.reduceOnly.has(account)) this.#touched.push(account);
    if (listing.instrument.kind !== 'perp' || orders.phase[slot] !== orderPhases.resting) return;
    const index = listing.instrument.index;
    if (leftLots === 0) house!.exposure.remove(account, index, orders.side[slot], sizeLots);
    else house!.exposure.change(account, index, orders.side[slot], -sizeLots);
  }

  #completed(slot: number, listing: Listing): void {
    this.#forgetReduceOnly(slot, listing);
    this.#release(slot);
    this.#end(slot, 'filled', refusals.none);
  }

  #cancelled(listing: Listing, id: number): void {
    const { orders } = this.#parts;
    const slot = orders.slotOf(id);
    if (listing.instrument.kind === 'perp') this.#leave(slot, listing, orders.leftLots[slot]);
    this.#forgetReduceOnly(slot, listing);
    this.#release(slot);
    this.#end(slot, 'cancelled', refusals.none);
  }

  #leave(slot: number, listing: Listing, lots: number): void {
    const { orders, house } = this.#parts;
    house!.exposure.remove(orders.account[slot], listing.instrument.index, orders.side[slot], lots);
  }

  #release(slot: number): void {
    const { orders, settlement } = this.#parts;
    const { instrument } = this.#listings[orders.listing[slot]];
    if (instrument.kind === 'spot') settlement.trim(slot, instrument as SpotInstrument, 0);
  }

  #end(slot: number, state: OrderState, code: RefusalCode): void {
    this.#parts.topics.update(slot, orderStates[state], code);
    this.#parts.orders.close(slot);
  }

  #forgetReduceOnly(slot: number, listing: Listing): void {
    const { orders } = this.#parts;
    if (orders.reduceOnly[slot] === 0) return;
    const account = orders.account[slot];
    const ids = listing.reduceOnly.get(account);
    if (ids === undefined) return;
    const rest = ids.filter((id) => id !== orders.idOf(slot));
    if (rest.length === 0) listing.reduceOnly.delete(account);
    else listing.reduceOnly.set(account, rest);
  }

  /** Ends an intent: cuts reduce-only orders to what they may still reduce, tells the new best prices, fires stops. */
  #after(listing: Listing, account: number): void {
    if (listing.reduceOnly.size > 0) {
      if (listing.reduceOnly.has(account)) this.#touched.push(account);
      for (let i = 0; i < this.#touched.length; i++) this.#cutReduceOnly(listing, this.#touched[i]);
    }
    this.#touched.length = 0;
    listing.tellQuote(this.#parts.nowUs());
    const last = listing.stops[0];
    if (last.count > 0 && listing.lastTicks > 0) this.#onFired(last.fire(listing.lastTicks));
  }

  /** Cancels the youngest reduce-only orders until the rest cannot outgrow the position, cutting the last one in part. */
  #cutReduceOnly(listing: Listing, account: number): void {
    const { orders, house } = this.#parts;
    const index = listing.instrument.index;
    const size = house!.positions.sizeLots(account, index);
    for (const side of [1, -1] as const) {
      const slots = (listing.reduceOnly.get(account) ?? [])
        .map((id) => orders.slotOf(id))
        .filter((slot) => orders.side[slot] === side);
      const total = slots.reduce((sum, slot) => sum + orders.leftLots[slot], 0);
      const open = side > 0 ? house!.exposure.buyLots(account, index) : house!.exposure.sellLots(account, index);
      const opposite = size > 0 === side > 0 ? 0 : Math.abs(size);
      let excess = total - Math.max(0, opposite - (open - total));
      for (const slot of slots.reverse()) {
        if (excess <= 0) break;
        const left = orders.leftLots[slot];
        if (left <= excess) listing.book.cancel(orders.handle[slot]);
        else this.#replace(slot, listing, orders.priceTicks[slot], left - excess);
        excess -= left;
      }
    }
  }
}

/** The venue's word for why its book refused an order that passed all checks. */
function refusalOf(code: number): RefusalCode {
  if (code === bookRefusal.wouldCross) return refusals.wouldTake;
  if (code === bookRefusal.cannotFill) return refusals.notFillable;
  if (code === bookRefusal.notInAuction) return refusals.auction;
  if (code === bookRefusal.badPrice) return refusals.priceOutOfRange;
  return refusals.sizeOutOfRange;
}
