import { StateHash } from '@ebb/exact';
import type { BookListener } from './book-listener.ts';
import { cancelReason, type CancelReason } from './cancel-reason.ts';
import { checkOrder, isId, isPrice, isSize } from './check-order.ts';
import { handleOf, LAST_GENERATION, placeOf } from './handle.ts';
import { MARKET, MAX_ORDERS, type AuctionResult, type OrderBook, type OrderVisitor } from './order-book.ts';
import { plainAuction } from './plain-auction.ts';
import { refusal } from './refusal.ts';
import { selfTrade, type SelfTrade } from './self-trade.ts';
import { BUY, type Side } from './side.ts';
import { timeInForce, type TimeInForce } from './time-in-force.ts';

/** An order that rests in a plain book. */
export interface RestingOrder {
  readonly handle: number;
  readonly owner: number;
  readonly ref: number;
  readonly side: Side;
  readonly priceTicks: number;
  readonly postOnly: boolean;
  readonly stp: SelfTrade;
  leftLots: number;
}

/**
 * The order book in its plainest form: each side is one array of orders in order of priority, and every question walks it.
 *
 * It defines what `FastBook` has to do, and serves where a handful of orders rest.
 */
export class PlainBook implements OrderBook {
  lastFilledLots = 0;
  lastNotionalTicksLots = 0;
  inAuction = false;
  readonly #listener: BookListener;
  readonly #maxOrders: number;
  readonly #bids: RestingOrder[] = [];
  readonly #asks: RestingOrder[] = [];
  /** All resting orders in the order in which they came to rest. */
  readonly #byHandle = new Map<number, RestingOrder>();
  readonly #freePlaces: number[] = [];
  readonly #generations: number[] = [0];

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
    this.#forgetLast();
    const code = checkOrder(owner, ref, side, priceTicks, sizeLots, tif, stp);
    if (code < 0) return code;
    const rests = priceTicks !== MARKET && (tif === timeInForce.gtc || tif === timeInForce.postOnly);
    if (this.inAuction && (!rests || tif === timeInForce.postOnly)) return refusal.notInAuction;
    if (rests && this.#byHandle.size >= this.#maxOrders) return refusal.full;
    if (rests && sumOfLots(this.#side(side)) + sizeLots > Number.MAX_SAFE_INTEGER) return refusal.full;
    if (tif === timeInForce.postOnly && this.#crosses(side, priceTicks)) return refusal.wouldCross;
    if (tif === timeInForce.fok && this.#executable(owner, side, priceTicks, stp) < sizeLots) return refusal.cannotFill;

    return this.#enter(owner, ref, side, priceTicks, sizeLots, rests, tif === timeInForce.postOnly, stp);
  }

  cancel(handle: number): number {
    const order = this.#byHandle.get(handle);
    if (order === undefined) return refusal.unknownHandle;
    this.#drop(order, cancelReason.user);
    return order.leftLots;
  }

  amend(handle: number, priceTicks: number, sizeLots: number): number {
    this.#forgetLast();
    const order = this.#byHandle.get(handle);
    if (order === undefined) return refusal.unknownHandle;
    if (!isSize(sizeLots)) return refusal.badSize;
    if (!isPrice(priceTicks)) return refusal.badPrice;
    const { owner, ref, side, postOnly, stp, leftLots } = order;
    if (priceTicks === order.priceTicks && sizeLots === leftLots) return handle;
    if (priceTicks === order.priceTicks && sizeLots < leftLots) {
      order.leftLots = sizeLots;
      this.#listener.onReduce(handle, owner, ref, side, priceTicks, leftLots - sizeLots, sizeLots);
      return handle;
    }
    if (postOnly && this.inAuction) return refusal.notInAuction;
    if (postOnly && this.#crosses(side, priceTicks)) return refusal.wouldCross;
    if (sumOfLots(this.#side(side)) - leftLots + sizeLots > Number.MAX_SAFE_INTEGER) return refusal.full;
    this.#drop(order, cancelReason.amend);
    return this.#enter(owner, ref, side, priceTicks, sizeLots, true, postOnly, stp);
  }

  cancelAll(owner: number): number {
    if (!isId(owner)) return refusal.badOwner;
    const own = this.#ordersOf(owner);
    for (const order of own) this.#drop(order, cancelReason.cancelAll);
    return own.length;
  }

  get bestBidTicks(): number {
    return this.#bids.at(0)?.priceTicks ?? 0;
  }

  get bestAskTicks(): number {
    return this.#asks.at(0)?.priceTicks ?? 0;
  }

  get orders(): number {
    return this.#byHandle.size;
  }

  sizeAt(side: Side, priceTicks: number): number {
    return sumOfLots(this.#side(side).filter((order) => order.priceTicks === priceTicks));
  }

  depthLots(side: Side, withinTicks: number): number {
    const queue = this.#side(side);
    const best = queue.at(0)?.priceTicks ?? 0;
    return sumOfLots(queue.filter((order) => Math.abs(order.priceTicks - best) <= withinTicks));
  }

  levels(side: Side, maxLevels: number, outPricesTicks: Float64Array, outSizesLots: Float64Array): number {
    const prices = [...new Set(this.#side(side).map((order) => order.priceTicks))];
    const count = Math.min(maxLevels, outPricesTicks.length, outSizesLots.length);
    let written = 0;
    for (const priceTicks of prices) {
      if (!(written < count)) break;
      outPricesTicks[written] = priceTicks;
      outSizesLots[written] = this.sizeAt(side, priceTicks);
      written++;
    }
    return written;
  }

  fillable(takerSide: Side, limitTicks: number, sizeLots: number): number {
    if (!isSize(sizeLots)) return refusal.badSize;
    if (limitTicks !== MARKET && !isPrice(limitTicks)) return refusal.badPrice;
    return Math.min(sizeLots, sumOfLots(this.#met(takerSide, limitTicks)));
  }

  costToFill(takerSide: Side, sizeLots: number): number {
    if (!isSize(sizeLots)) return refusal.badSize;
    let wanted = sizeLots;
    let cost = 0;
    for (const order of this.#met(takerSide, MARKET)) {
      const lots = Math.min(wanted, order.leftLots);
      cost += lots * order.priceTicks;
      wanted -= lots;
    }
    return wanted > 0 ? refusal.tooThin : exactOrInfinite(cost);
  }

  impactTicks(takerSide: Side, costTicksLots: number): number {
    if (!(costTicksLots > 0)) return refusal.badSize;
    const met = this.#met(takerSide, MARKET);
    let lots = 0;
    let cost = 0;
    for (const priceTicks of new Set(met.map((order) => order.priceTicks))) {
      const here = sumOfLots(met.filter((order) => order.priceTicks === priceTicks));
      if (cost + here * priceTicks >= costTicksLots) {
        return costTicksLots / (lots + (costTicksLots - cost) / priceTicks);
      }
      lots += here;
      cost += here * priceTicks;
    }
    return refusal.tooThin;
  }

  openOrders(owner: number): number {
    return this.#ordersOf(owner).length;
  }

  forEachOrder(owner: number, visit: OrderVisitor): void {
    for (const { handle, ref, side, priceTicks, leftLots } of this.#ordersOf(owner)) {
      visit(handle, ref, side, priceTicks, leftLots);
    }
  }

  priceOf(handle: number): number {
    return this.#byHandle.get(handle)?.priceTicks ?? refusal.unknownHandle;
  }

  leftOf(handle: number): number {
    return this.#byHandle.get(handle)?.leftLots ?? refusal.unknownHandle;
  }

  sideOf(handle: number): Side | 0 {
    return this.#byHandle.get(handle)?.side ?? 0;
  }

  ownerOf(handle: number): number {
    return this.#byHandle.get(handle)?.owner ?? refusal.unknownHandle;
  }

  refOf(handle: number): number {
    return this.#byHandle.get(handle)?.ref ?? refusal.unknownHandle;
  }

  beginAuction(): void {
    this.inAuction = true;
  }

  indicative(referenceTicks: number): AuctionResult {
    if (!this.inAuction) return { priceTicks: 0, sizeLots: 0 };
    return plainAuction(this.#bids, this.#asks, isPrice(referenceTicks) ? referenceTicks : 0);
  }

  uncross(referenceTicks: number): AuctionResult {
    const result = this.indicative(referenceTicks);
    this.inAuction = false;
    let wanted = result.sizeLots;
    while (wanted > 0) {
      const bid = this.#bids.at(0);
      const ask = this.#asks.at(0);
      if (bid === undefined || ask === undefined) throw new Error('a call auction ran out of orders');
      const lots = Math.min(wanted, bid.leftLots, ask.leftLots);
      wanted -= lots;
      this.#take(ask, lots);
      this.#take(bid, lots);
      this.#listener.onFill(
        ask.handle,
        ask.owner,
        ask.ref,
        bid.owner,
        bid.ref,
        BUY,
        result.priceTicks,
        lots,
        ask.leftLots,
        bid.handle,
        bid.leftLots,
      );
    }
    return result;
  }

  stateHash(): string {
    const hash = new StateHash();
    hash.add(this.inAuction ? 1 : 0);
    for (const queue of [this.#bids, this.#asks]) {
      for (const order of queue) {
        hash.add(order.priceTicks);
        hash.add(order.leftLots);
        hash.add(order.owner);
        hash.add(order.ref);
        hash.add(order.postOnly ? 1 : 0);
        hash.add(order.stp);
      }
      hash.add(0);
    }
    return hash.digest();
  }

  #forgetLast(): void {
    this.lastFilledLots = 0;
    this.lastNotionalTicksLots = 0;
  }

  #side(side: Side): RestingOrder[] {
    return side === BUY ? this.#bids : this.#asks;
  }

  #opposite(side: Side): RestingOrder[] {
    return side === BUY ? this.#asks : this.#bids;
  }

  #ordersOf(owner: number): RestingOrder[] {
    return [...this.#byHandle.values()].filter((order) => order.owner === owner);
  }

  #crosses(side: Side, priceTicks: number): boolean {
    const best = this.#opposite(side).at(0);
    return best !== undefined && reaches(side, priceTicks, best.priceTicks);
  }

  /** The resting orders that an order with this limit meets, in order of priority. */
  #met(takerSide: Side, limitTicks: number): RestingOrder[] {
    return this.#opposite(takerSide).filter((order) => reaches(takerSide, limitTicks, order.priceTicks));
  }

  /** The lots that an order would get at once, given what self-trade prevention does when it meets its own owner's. */
  #executable(owner: number, side: Side, limitTicks: number, stp: SelfTrade): number {
    const met = this.#met(side, limitTicks);
    if (stp === selfTrade.none) return sumOfLots(met);
    if (stp === selfTrade.cancelResting) return sumOfLots(met.filter((order) => order.owner !== owner));
    const own = met.findIndex((order) => order.owner === owner);
    return sumOfLots(own < 0 ? met : met.slice(0, own));
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
    let notional = 0;
    while (!this.inAuction && left > 0) {
      const maker = this.#opposite(side).at(0);
      if (maker === undefined || !reaches(side, priceTicks, maker.priceTicks)) break;
      if (stp !== selfTrade.none && maker.owner === owner) {
        if (stp !== selfTrade.cancelIncoming) this.#drop(maker, cancelReason.selfTrade);
        if (stp !== selfTrade.cancelResting) {
          rests = false;
          break;
        }
        continue;
      }
      const lots = Math.min(left, maker.leftLots);
      left -= lots;
      notional += lots * maker.priceTicks;
      this.#take(maker, lots);
      this.#listener.onFill(
        maker.handle,
        maker.owner,
        maker.ref,
        owner,
        ref,
        side,
        maker.priceTicks,
        lots,
        maker.leftLots,
        0,
        left,
      );
    }
    this.lastFilledLots = sizeLots - left;
    this.lastNotionalTicksLots = exactOrInfinite(notional);
    if (!rests || left === 0) return 0;
    const handle = this.#newHandle();
    const order: RestingOrder = { handle, owner, ref, side, priceTicks, postOnly, stp, leftLots: left };
    const queue = this.#side(side);
    const behind = queue.findIndex((other) => side * (priceTicks - other.priceTicks) > 0);
    queue.splice(behind < 0 ? queue.length : behind, 0, order);
    this.#byHandle.set(handle, order);
    this.#listener.onRest(handle, owner, ref, side, priceTicks, left);
    return handle;
  }

  #take(order: RestingOrder, lots: number): void {
    order.leftLots -= lots;
    if (order.leftLots === 0) this.#remove(order);
  }

  #drop(order: RestingOrder, reason: CancelReason): void {
    this.#remove(order);
    const { handle, owner, ref, side, priceTicks, leftLots } = order;
    this.#listener.onCancel(handle, owner, ref, side, priceTicks, leftLots, reason);
  }

  #remove(order: RestingOrder): void {
    const queue = this.#side(order.side);
    queue.splice(queue.indexOf(order), 1);
    this.#byHandle.delete(order.handle);
    const place = placeOf(order.handle);
    const generation = (this.#generations[place] ?? 0) + 1;
    this.#generations[place] = generation;
    if (generation <= LAST_GENERATION) this.#freePlaces.push(place);
  }

  #newHandle(): number {
    const place = this.#freePlaces.pop() ?? this.#generations.push(0) - 1;
    return handleOf(place, this.#generations[place] ?? 0);
  }
}

function reaches(takerSide: Side, limitTicks: number, priceTicks: number): boolean {
  return limitTicks === MARKET || takerSide * (limitTicks - priceTicks) >= 0;
}

function sumOfLots(orders: readonly RestingOrder[]): number {
  let lots = 0;
  for (const order of orders) lots += order.leftLots;
  return lots;
}

function exactOrInfinite(sum: number): number {
  return sum <= Number.MAX_SAFE_INTEGER ? sum : Infinity;
}
