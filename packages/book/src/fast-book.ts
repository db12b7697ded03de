import type { BookListener } from './book-listener.ts';
import { bookHash } from './book-hash.ts';
import { cancelReason, type CancelReason } from './cancel-reason.ts';
import { checkOrder, isId, isPrice, isSize } from './check-order.ts';
import { fastAuction } from './fast-auction.ts';
import { Ladder } from './ladder.ts';
import { MARKET, MAX_ORDERS, MAX_PRICE_TICKS, type AuctionResult } from './order-book.ts';
import type { OrderBook, OrderVisitor } from './order-book.ts';
import { isPostOnly, orderFloat, orderInt, OrderPool, ORDER_SHIFT, sideOfTraits } from './order-pool.ts';
import { stpOfTraits, traitsOf } from './order-pool.ts';
import { OwnerLists } from './owner-lists.ts';
import { refusal } from './refusal.ts';
import { selfTrade, type SelfTrade } from './self-trade.ts';
import { BUY, SELL, type Side } from './side.ts';
import { timeInForce, type TimeInForce } from './time-in-force.ts';
import { costOf, depthOf, executableLots, impactOf, lotsUpTo, writeLevels } from './ladder-walks.ts';

/**
 * The order book for runs: levels by price in a tree of bitmaps, queues and owners' lists threaded through typed arrays, and handles
 * that say where an order is.
 *
 * Placing, cancelling and each fill take a time that depends neither on how many orders rest nor on how far apart their prices lie,
 * and make no object.
 */
export class FastBook implements OrderBook {
  lastFilledLots = 0;
  lastNotionalTicksLots = 0;
  inAuction = false;
  readonly #listener: BookListener;
  readonly #maxOrders: number;
  readonly #orders = new OrderPool();
  readonly #owners = new OwnerLists(this.#orders);
  readonly #bids = new Ladder(BUY, this.#orders);
  readonly #asks = new Ladder(SELL, this.#orders);

  constructor(listener: BookListener, maxOrders: number = MAX_ORDERS) {
    this.#listener = listener;
    this.#maxOrders = Math.min(maxOrders, MAX_ORDERS);
  }

  place(
    owner: number,
    ref: number,
    side: Side,
    priceTicks: number,
    sizeLots: number,
    tif: TimeInForce,
    stp: SelfTrade,
  ): number {
    this.lastFilledLots = 0;
    this.lastNotionalTicksLots = 0;
    const code = checkOrder(owner, ref, side, priceTicks, sizeLots, tif, stp);
    if (code < 0) return code;
    const rests = priceTicks !== MARKET && (tif === timeInForce.gtc || tif === timeInForce.postOnly);
    if (this.inAuction && (!rests || tif === timeInForce.postOnly)) return refusal.notInAuction;
    if (rests && this.#isFull(side, sizeLots)) return refusal.full;
    if (tif === timeInForce.postOnly && this.#crosses(side, priceTicks)) return refusal.wouldCross;
    if (tif === timeInForce.fok && !this.#canFill(owner, side, priceTicks, sizeLots, stp)) return refusal.cannotFill;
    return this.#enter(owner, ref, side, priceTicks, sizeLots, rests, tif === timeInForce.postOnly, stp);
  }

  cancel(handle: number): number {
    const order = this.#orders.find(handle);
    return order === 0 ? refusal.unknownHandle : this.#drop(order, cancelReason.user);
  }

  amend(handle: number, priceTicks: number, sizeLots: number): number {
    this.lastFilledLots = 0;
    this.lastNotionalTicksLots = 0;
    const order = this.#orders.find(handle);
    if (order === 0) return refusal.unknownHandle;
    if (!isSize(sizeLots)) return refusal.badSize;
    if (!isPrice(priceTicks)) return refusal.badPrice;
    const traits = this.#int(order, orderInt.traits);
    const side = sideOfTraits(traits);
    const owner = this.#float(order, orderFloat.owner);
    const ref = this.#float(order, orderFloat.ref);
    const left = this.#float(order, orderFloat.left);
    const ladder = this.#ladder(side);
    if (priceTicks === ladder.priceOf(this.#int(order, orderInt.level)) && sizeLots <= left) {
      if (sizeLots === left) return handle;
      ladder.cut(order, left - sizeLots);
      this.#listener.onReduce(handle, owner, ref, side, priceTicks, left - sizeLots, sizeLots);
      return handle;
    }
    const postOnly = isPostOnly(traits);
    if (postOnly && this.inAuction) return refusal.notInAuction;
    if (postOnly && this.#crosses(side, priceTicks)) return refusal.wouldCross;
    if (ladder.lots - left + sizeLots > Number.MAX_SAFE_INTEGER) return refusal.full;
    this.#drop(order, cancelReason.amend);
    return this.#enter(owner, ref, side, priceTicks, sizeLots, true, postOnly, stpOfTraits(traits));
  }

  cancelAll(owner: number): number {
    if (!isId(owner)) return refusal.badOwner;
    let count = 0;
    for (let order = this.#owners.first(owner); order !== 0; order = this.#owners.first(owner)) {
      this.#drop(order, cancelReason.cancelAll);
      count++;
    }
    return count;
  }

  get bestBidTicks(): number {
    return this.#bids.best === 0 ? 0 : this.#bids.priceOf(this.#bids.best);
  }

  get bestAskTicks(): number {
    return this.#asks.best === 0 ? 0 : this.#asks.priceOf(this.#asks.best);
  }

  get orders(): number {
    return this.#orders.live;
  }

  sizeAt(side: Side, priceTicks: number): number {
    if (!isPrice(priceTicks)) return 0;
    const ladder = this.#ladder(side);
    const level = ladder.levelAt(ladder.flip(priceTicks));
    return level === 0 ? 0 : ladder.lotsOf(level);
  }

  depthLots(side: Side, withinTicks: number): number {
    return depthOf(this.#ladder(side), withinTicks);
  }

  levels(side: Side, maxLevels: number, outPricesTicks: Float64Array, outSizesLots: Float64Array): number {
    return writeLevels(this.#ladder(side), maxLevels, outPricesTicks, outSizesLots);
  }

  fillable(takerSide: Side, limitTicks: number, sizeLots: number): number {
    if (!isSize(sizeLots)) return refusal.badSize;
    if (limitTicks !== MARKET && !isPrice(limitTicks)) return refusal.badPrice;
    const ladder = this.#opposite(takerSide);
    return Math.min(sizeLots, lotsUpTo(ladder, limitKey(ladder, limitTicks), sizeLots));
  }

  costToFill(takerSide: Side, sizeLots: number): number {
    return isSize(sizeLots) ? costOf(this.#opposite(takerSide), sizeLots) : refusal.badSize;
  }

  impactTicks(takerSide: Side, costTicksLots: number): number {
    return costTicksLots > 0 ? impactOf(this.#opposite(takerSide), costTicksLots) : refusal.badSize;
  }

  openOrders(owner: number): number {
    return this.#owners.count(owner);
  }

  forEachOrder(owner: number, visit: OrderVisitor): void {
    let order = this.#owners.first(owner);
    while (order !== 0) {
      const next = this.#int(order, orderInt.ownNext);
      const side = sideOfTraits(this.#int(order, orderInt.traits));
      const priceTicks = this.#ladder(side).priceOf(this.#int(order, orderInt.level));
      const ref = this.#float(order, orderFloat.ref);
      visit(this.#orders.handle(order), ref, side, priceTicks, this.#float(order, orderFloat.left));
      order = next;
    }
  }

  priceOf(handle: number): number {
    const order = this.#orders.find(handle);
    if (order === 0) return refusal.unknownHandle;
    const ladder = this.#ladder(sideOfTraits(this.#int(order, orderInt.traits)));
    return ladder.priceOf(this.#int(order, orderInt.level));
  }

  leftOf(handle: number): number {
    const order = this.#orders.find(handle);
    return order === 0 ? refusal.unknownHandle : this.#float(order, orderFloat.left);
  }

  sideOf(handle: number): Side | 0 {
    const order = this.#orders.find(handle);
    return order === 0 ? 0 : sideOfTraits(this.#int(order, orderInt.traits));
  }

  ownerOf(handle: number): number {
    const order = this.#orders.find(handle);
    return order === 0 ? refusal.unknownHandle : this.#float(order, orderFloat.owner);
  }

  refOf(handle: number): number {
    const order = this.#orders.find(handle);
    return order === 0 ? refusal.unknownHandle : this.#float(order, orderFloat.ref);
  }

  beginAuction(): void {
    this.inAuction = true;
  }

  indicative(referenceTicks: number): AuctionResult {
    if (!this.inAuction) return { priceTicks: 0, sizeLots: 0 };
    return fastAuction(this.#bids, this.#asks, isPrice(referenceTicks) ? referenceTicks : 0);
  }

  uncross(referenceTicks: number): AuctionResult {
    const result = this.indicative(referenceTicks);
    this.inAuction = false;
    let wanted = result.sizeLots;
    while (wanted > 0) {
      const bid = this.#bids.headOf(this.#bids.best);
      const ask = this.#asks.headOf(this.#asks.best);
      const lots = Math.min(wanted, this.#float(bid, orderFloat.left), this.#float(ask, orderFloat.left));
      const bidHandle = this.#orders.handle(bid);
      const askHandle = this.#orders.handle(ask);
      wanted -= lots;
      const askLeft = this.#asks.cut(ask, lots);
      const bidLeft = this.#bids.cut(bid, lots);
      if (askLeft === 0) this.#leave(this.#asks, ask);
      if (bidLeft === 0) this.#leave(this.#bids, bid);
      this.#listener.onFill(
        askHandle,
        this.#float(ask, orderFloat.owner),
        this.#float(ask, orderFloat.ref),
        this.#float(bid, orderFloat.owner),
        this.#float(bid, orderFloat.ref),
        BUY,
        result.priceTicks,
        lots,
        askLeft,
        bidHandle,
        bidLeft,
      );
    }
    return result;
  }

  stateHash(): string {
    return bookHash(this.inAuction, this.#bids, this.#asks, this.#orders);
  }

  #ladder(side: Side): Ladder {
    return side === BUY ? this.#bids : this.#asks;
  }

  #opposite(side: Side): Ladder {
    return side === BUY ? this.#asks : this.#bids;
  }

  #int(order: number, field: number): number {
    return this.#orders.ints[(order << ORDER_SHIFT) + field];
  }

  #float(order: number, field: number): number {
    return this.#orders.floats[(order << (ORDER_SHIFT - 1)) + field];
  }

  #isFull(side: Side, sizeLots: number): boolean {
    return this.#orders.live >= this.#maxOrders || this.#ladder(side).lots + sizeLots > Number.MAX_SAFE_INTEGER;
  }

  #crosses(side: Side, priceTicks: number): boolean {
    const ladder = this.#opposite(side);
    return ladder.best !== 0 && ladder.keyOf(ladder.best) <= ladder.flip(priceTicks);
  }

  #canFill(owner: number, side: Side, limitTicks: number, sizeLots: number, stp: SelfTrade): boolean {
    const ladder = this.#opposite(side);
    const key = limitKey(ladder, limitTicks);
    if (stp === selfTrade.none || this.#owners.count(owner) === 0) return lotsUpTo(ladder, key, sizeLots) >= sizeLots;
    const skips = stp === selfTrade.cancelResting;
    return executableLots(ladder, this.#orders, key, sizeLots, this.#owners.find(owner), skips) >= sizeLots;
  }

  #enter(
    owner: number,
    ref: number,
    side: Side,
    priceTicks: number,
    sizeLots: number,
    rests: boolean,
    postOnly: boolean,
    stp: SelfTrade,
  ): number {
    let left = sizeLots;
    if (!this.inAuction) {
      const ladder = this.#opposite(side);
      const key = limitKey(ladder, priceTicks);
      if (ladder.best !== 0 && ladder.keyOf(ladder.best) <= key) {
        left = this.#match(ladder, key, owner, ref, side, sizeLots, stp);
        if (left < 0) return 0;
      }
    }
    if (!rests || left === 0) return 0;
    const order = this.#orders.take();
    const ladder = this.#ladder(side);
    const record = order << ORDER_SHIFT;
    this.#orders.ints[record + orderInt.traits] = traitsOf(side, postOnly, stp);
    this.#orders.floats[(record >> 1) + orderFloat.ref] = ref;
    this.#orders.floats[(record >> 1) + orderFloat.owner] = owner;
    ladder.append(order, ladder.flip(priceTicks), left);
    this.#owners.append(order, owner);
    const handle = this.#orders.handle(order);
    this.#listener.onRest(handle, owner, ref, side, priceTicks, left);
    return handle;
  }

  /** Trades against a ladder up to a key; returns the lots left over, −1 if self-trade prevention let them lapse. */
  #match(
    ladder: Ladder,
    key: number,
    owner: number,
    ref: number,
    side: Side,
    sizeLots: number,
    stp: SelfTrade,
  ): number {
    const own = stp === selfTrade.none ? -1 : this.#owners.find(owner);
    let left = sizeLots;
    let notional = 0;
    let lapses = false;
    while (left > 0 && ladder.best !== 0 && ladder.keyOf(ladder.best) <= key) {
      const maker = ladder.headOf(ladder.best);
      if (this.#int(maker, orderInt.owner) === own) {
        if (stp !== selfTrade.cancelIncoming) this.#drop(maker, cancelReason.selfTrade);
        lapses = stp !== selfTrade.cancelResting;
        if (lapses) break;
        continue;
      }
      const priceTicks = ladder.priceOf(ladder.best);
      const handle = this.#orders.handle(maker);
      const makerOwner = this.#float(maker, orderFloat.owner);
      const makerRef = this.#float(maker, orderFloat.ref);
      const makerLots = this.#float(maker, orderFloat.left);
      const lots = makerLots < left ? makerLots : left;
      left -= lots;
      notional += lots * priceTicks;
      if (lots === makerLots) this.#leave(ladder, maker);
      else ladder.cut(maker, lots);
      this.#listener.onFill(
        handle,
        makerOwner,
        makerRef,
        owner,
        ref,
        side,
        priceTicks,
        lots,
        makerLots - lots,
        0,
        left,
      );
    }
    this.lastFilledLots = sizeLots - left;
    this.lastNotionalTicksLots = notional <= Number.MAX_SAFE_INTEGER ? notional : Infinity;
    return lapses ? -1 : left;
  }

  /** Takes an order out and tells so; returns what was left of it. */
  #drop(order: number, reason: CancelReason): number {
    const left = this.#float(order, orderFloat.left);
    const side = sideOfTraits(this.#int(order, orderInt.traits));
    const ladder = this.#ladder(side);
    const priceTicks = ladder.priceOf(this.#int(order, orderInt.level));
    const handle = this.#orders.handle(order);
    this.#leave(ladder, order);
    const owner = this.#float(order, orderFloat.owner);
    this.#listener.onCancel(handle, owner, this.#float(order, orderFloat.ref), side, priceTicks, left, reason);
    return left;
  }

  /** Takes an order out of its queue and its owner's list; owner and reference stay in the record until its place is used again. */
  #leave(ladder: Ladder, order: number): void {
    ladder.unlink(order);
    this.#owners.unlink(order);
    this.#orders.release(order);
  }
}

function limitKey(ladder: Ladder, limitTicks: number): number {
  return limitTicks === MARKET ? MAX_PRICE_TICKS : ladder.flip(limitTicks);
}
