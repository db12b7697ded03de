import { MARKET, MAX_PRICE_TICKS, refusal } from '@ebb/book';
import type { AuctionResult, OrderBook, Side } from '@ebb/book';
import { StateHash } from '@ebb/exact';
import type { SpotInstrument } from '@ebb/ledger';
import type { Pool } from './pool.ts';

const NO_AUCTION: AuctionResult = { priceTicks: 0, sizeLots: 0 };

/**
 * A pool as a book reads: on each side, as if the curve were cut into orders at whole ticks, fee included. Nothing rests in it
 * and nothing is placed; orders go to the pool itself. Sums of price × size are those of the exact atoms, and so may have
 * fractions.
 */
export class PoolBook implements OrderBook {
  readonly lastFilledLots = 0;
  readonly lastNotionalTicksLots = 0;
  readonly orders = 0;
  readonly inAuction = false;
  readonly #pool: Pool;
  readonly #lotAtoms: number;
  /** Quote atoms of one tick on one lot, and of one tick on one base atom. */
  readonly #tickLotAtoms: number;
  readonly #tickPrice: number;
  /** The best price and its lots for a taker who buys, and for one who sells, at this version of the pool. */
  #version = -1;
  #askTicks = 0;
  #askLots = 0;
  #bidTicks = 0;
  #bidLots = 0;

  constructor(pool: Pool) {
    const { baseAtomsPerLot, atomsPerTickLot }: SpotInstrument = pool.market.instrument;
    this.#pool = pool;
    this.#lotAtoms = baseAtomsPerLot;
    this.#tickLotAtoms = atomsPerTickLot;
    this.#tickPrice = atomsPerTickLot / baseAtomsPerLot;
  }

  get bestBidTicks(): number {
    this.#look();
    return this.#bidTicks;
  }

  get bestAskTicks(): number {
    this.#look();
    return this.#askTicks;
  }

  sizeAt(side: Side, priceTicks: number): number {
    this.#look();
    const isBid = side > 0;
    if (priceTicks === (isBid ? this.#bidTicks : this.#askTicks)) return isBid ? this.#bidLots : this.#askLots;
    const taker = isBid ? -1 : 1;
    const before = priceTicks - taker;
    const nearer = before >= 1 && before <= MAX_PRICE_TICKS ? this.#lotsWithin(taker, before) : 0;
    return Math.max(0, this.#lotsWithin(taker, priceTicks) - nearer);
  }

  depthLots(side: Side, withinTicks: number): number {
    const best = side > 0 ? this.bestBidTicks : this.bestAskTicks;
    if (best === 0) return 0;
    const taker = side > 0 ? -1 : 1;
    return this.#lotsWithin(taker, clamped(best + taker * withinTicks));
  }

  levels(side: Side, maxLevels: number, outPricesTicks: Float64Array, outSizesLots: Float64Array): number {
    const taker = side > 0 ? -1 : 1;
    const most = Math.min(maxLevels, outPricesTicks.length, outSizesLots.length);
    let ticks = side > 0 ? this.bestBidTicks : this.bestAskTicks;
    let sum = 0;
    let count = 0;
    while (count < most && ticks !== 0) {
      const within = this.#lotsWithin(taker, ticks);
      outPricesTicks[count] = ticks;
      outSizesLots[count] = within - sum;
      count++;
      sum = within;
      const next = ticks + taker;
      ticks = next >= 1 && next <= MAX_PRICE_TICKS ? this.#ticksFor(taker, next, sum + 1) : 0;
    }
    return count;
  }

  /** Of an order at any price: all of it where the pool has as much, else what it has at any price that a book takes. */
  fillable(takerSide: Side, limitTicks: number, sizeLots: number): number {
    if (limitTicks !== MARKET) return Math.min(sizeLots, this.#lotsWithin(takerSide, limitTicks));
    if (this.costToFill(takerSide, sizeLots) >= 0) return sizeLots;
    return Math.min(sizeLots, this.#lotsWithin(takerSide, takerSide > 0 ? MAX_PRICE_TICKS : 1));
  }

  costToFill(takerSide: Side, sizeLots: number): number {
    const atoms = this.quoteAtomsFor(takerSide, sizeLots);
    return atoms > 0 && atoms < Infinity ? atoms / this.#tickLotAtoms : refusal.tooThin;
  }

  impactTicks(takerSide: Side, costTicksLots: number): number {
    // A cost that came from atoms may be a last place above them.
    const cost = costTicksLots * this.#tickLotAtoms * (1 - 1e-12);
    let below = 0;
    let above = 1;
    while (this.quoteAtomsFor(takerSide, above) < cost) {
      below = above;
      above *= 2;
      // More lots that fetch less: nobody is left to sell to.
      if (this.quoteAtomsFor(takerSide, above) < this.quoteAtomsFor(takerSide, below)) return refusal.tooThin;
    }
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      if (this.quoteAtomsFor(takerSide, middle) >= cost) above = middle;
      else below = middle;
    }
    const found = this.costToFill(takerSide, above);
    return found < 0 ? found : found / above;
  }

  /** Quote atoms that a taker pays (1) or is paid (−1) for so many lots; Infinity, and 0, where the pool has not as much. */
  quoteAtomsFor(takerSide: Side, sizeLots: number): number {
    const { curve } = this.#pool;
    const base = sizeLots * this.#lotAtoms;
    if (!(base <= Number.MAX_SAFE_INTEGER)) return takerSide > 0 ? Infinity : 0;
    return takerSide > 0 ? curve.costOf(base) : curve.proceedsOf(base);
  }

  place(): number {
    return refusal.badTimeInForce;
  }

  cancel(): number {
    return refusal.unknownHandle;
  }

  amend(): number {
    return refusal.unknownHandle;
  }

  cancelAll(): number {
    return 0;
  }

  openOrders(): number {
    return 0;
  }

  forEachOrder(): void {}

  priceOf(): number {
    return refusal.unknownHandle;
  }

  leftOf(): number {
    return refusal.unknownHandle;
  }

  sideOf(): 0 {
    return 0;
  }

  ownerOf(): number {
    return refusal.unknownHandle;
  }

  refOf(): number {
    return refusal.unknownHandle;
  }

  beginAuction(): void {}

  indicative(): AuctionResult {
    return NO_AUCTION;
  }

  uncross(): AuctionResult {
    return NO_AUCTION;
  }

  stateHash(): string {
    const { curve } = this.#pool;
    const hash = new StateHash();
    hash.add(curve.baseAtoms);
    hash.add(curve.quoteAtoms);
    return hash.digest();
  }

  #look(): void {
    const { version } = this.#pool;
    if (this.#version === version) return;
    this.#version = version;
    this.#askTicks = this.#best(1);
    this.#askLots = this.#askTicks === 0 ? 0 : this.#lotsWithin(1, this.#askTicks);
    this.#bidTicks = this.#best(-1);
    this.#bidLots = this.#bidTicks === 0 ? 0 : this.#lotsWithin(-1, this.#bidTicks);
  }

  #best(taker: Side): number {
    const marginal = this.#pool.curve.marginal(taker) / this.#tickPrice;
    const ticks = taker > 0 ? Math.max(1, Math.ceil(marginal)) : Math.min(MAX_PRICE_TICKS, Math.floor(marginal));
    return ticks >= 1 && ticks <= MAX_PRICE_TICKS ? this.#ticksFor(taker, ticks, 1) : 0;
  }

  /** The nearest price, from a first one on, within which there are so many lots; 0 when there are nowhere. */
  #ticksFor(taker: Side, first: number, lots: number): number {
    if (this.#lotsWithin(taker, first) >= lots) return first;
    let none = first;
    let some = first;
    for (let step = 1; this.#lotsWithin(taker, some) < lots; step *= 2) {
      if (some === (taker > 0 ? MAX_PRICE_TICKS : 1)) return 0;
      none = some;
      some = clamped(some + taker * step);
    }
    while (Math.abs(some - none) > 1) {
      const middle = Math.floor((some + none) / 2);
      if (this.#lotsWithin(taker, middle) >= lots) some = middle;
      else none = middle;
    }
    return some;
  }

  /** Lots that trade before the next one is past a price, together at no worse than it, roundings to atoms included. */
  #lotsWithin(taker: Side, ticks: number): number {
    const base = this.#pool.curve.baseWithin(taker, ticks * this.#tickPrice);
    const most = Math.floor(base / this.#lotAtoms);
    for (let lots = most; lots > 0 && lots >= most - 1; lots--) {
      const atoms = this.quoteAtomsFor(taker, lots);
      const limit = ticks * lots * this.#tickLotAtoms;
      if (atoms > 0 && taker * (atoms - limit) <= 0) return lots;
    }
    return 0;
  }
}

function clamped(ticks: number): number {
  return Math.min(MAX_PRICE_TICKS, Math.max(1, ticks));
}
