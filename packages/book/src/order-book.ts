import type { Lots, Ticks } from '@ebb/exact';
import type { SelfTrade } from './self-trade.ts';
import type { Side } from './side.ts';
import type { TimeInForce } from './time-in-force.ts';

/** The price of an order without a limit; far from any price that a rounding error could make. */
export const MARKET = -0x80000000;

/** The highest price a book takes, in ticks. */
export const MAX_PRICE_TICKS = 0x7fffffff;

/** The most orders that rest in one book at once. */
export const MAX_ORDERS = 0xffffff;

/** What a call auction does or would do: one price and the lots traded at it; both 0 when nothing trades. */
export interface AuctionResult {
  readonly priceTicks: Ticks;
  readonly sizeLots: Lots;
}

/** Visits one resting order; `leftLots` is what is still open of it. */
export type OrderVisitor = (handle: number, ref: number, side: Side, priceTicks: Ticks, leftLots: Lots) => void;

/**
 * A central limit order book of one instrument: price, then time, decide who trades.
 *
 * Prices are whole ticks from 1 to `MAX_PRICE_TICKS`, sizes whole lots below 2^53; owners and references are non-negative safe
 * integers that the caller chooses and the book hands back. Nothing throws: a command that cannot be carried out returns a negative
 * number (see `refusal`), leaves the book as it was and tells the listener nothing.
 *
 * A handle names a resting order until it leaves the book and is refused afterwards, however often its place is used again. The same
 * commands give the same handles, events, results and state hash in every implementation.
 */
export interface OrderBook {
  /**
   * Takes an order in: matches what it meets at the makers' prices, best price first and first come first served at a price, then
   * lets the remainder rest if its time in force says so.
   *
   * Returns the handle (≥ 1) of the resting remainder, 0 if nothing rests, or a refusal. The price `MARKET` means any price; such an
   * order never rests, with `gtc` as with `ioc`, and goes ill with `postOnly`. A fill-or-kill order counts only what self-trade
   * prevention would let it have. In a call auction only `gtc` orders with a price are taken.
   */
  place(
    owner: number,
    ref: number,
    side: Side,
    priceTicks: Ticks,
    sizeLots: Lots,
    tif: TimeInForce,
    stp: SelfTrade,
  ): number;

  /** The lots that the last `place` or `amend` traded; 0 after a refusal. */
  readonly lastFilledLots: Lots;

  /** The sum of price × size over the fills of the last `place` or `amend`; exact, and Infinity where it would pass 2^53. */
  readonly lastNotionalTicksLots: number;

  /** Cancels a resting order and returns the lots that were left of it, or a refusal. */
  cancel(handle: number): number;

  /**
   * Gives a resting order a new price and a new number of open lots.
   *
   * The same price and no more lots: it is cut in place, keeps its queue position and its handle. Anything else is a cancel (reason
   * `amend`) and a new order with the same owner, reference, self-trade mode and, if it had it, the promise never to take: it may
   * trade, goes to the end of its new queue, and the result is as of `place`. A refused amendment leaves the old order standing.
   */
  amend(handle: number, priceTicks: Ticks, sizeLots: Lots): number;

  /** Cancels all resting orders of an owner in the order in which they came to rest; returns how many, or a refusal. */
  cancelAll(owner: number): number;

  /** The highest price bid, 0 when nobody bids. */
  readonly bestBidTicks: Ticks;

  /** The lowest price asked, 0 when nobody asks. */
  readonly bestAskTicks: Ticks;

  /** The number of resting orders. */
  readonly orders: number;

  /** The lots resting on a side at a price. */
  sizeAt(side: Side, priceTicks: Ticks): Lots;

  /** The lots resting on a side at prices no further than `withinTicks` from that side's best; Infinity asks for all. */
  depthLots(side: Side, withinTicks: Ticks): Lots;

  /**
   * Writes the price and the lots of the best levels of a side, best first, and returns how many it wrote: at most `maxLevels`, and no
   * more than either array takes.
   */
  levels(side: Side, maxLevels: number, outPricesTicks: Float64Array, outSizesLots: Float64Array): number;

  /** How many of `sizeLots` an order of `takerSide` with this limit (or `MARKET`) would trade at once, whoever owns what it meets. */
  fillable(takerSide: Side, limitTicks: Ticks, sizeLots: Lots): number;

  /**
   * The sum of price × size that a market order of `takerSide` for `sizeLots` would trade at; `refusal.tooThin` when the book holds
   * less, Infinity where the sum would pass 2^53.
   */
  costToFill(takerSide: Side, sizeLots: Lots): number;

  /**
   * The average price, in ticks and fractions of them, at which a market order of `takerSide` worth `costTicksLots` would trade, its
   * last level taken in part; `refusal.tooThin` when the book holds less.
   */
  impactTicks(takerSide: Side, costTicksLots: number): number;

  /** The number of resting orders of an owner. */
  openOrders(owner: number): number;

  /** Visits an owner's resting orders in the order in which they came to rest; the visitor may cancel the one it is shown. */
  forEachOrder(owner: number, visit: OrderVisitor): void;

  /** The price of a resting order, or `refusal.unknownHandle`. */
  priceOf(handle: number): number;

  /** The open lots of a resting order, or `refusal.unknownHandle`. */
  leftOf(handle: number): number;

  /** The side of a resting order, 0 if no order has the handle. */
  sideOf(handle: number): Side | 0;

  /** The owner of a resting order, or `refusal.unknownHandle`. */
  ownerOf(handle: number): number;

  /** The caller's reference of a resting order, or `refusal.unknownHandle`. */
  refOf(handle: number): number;

  /** Whether a call auction is gathering orders. */
  readonly inAuction: boolean;

  /** Stops continuous matching: from now on orders gather, and bids may stand above asks, until `uncross`. */
  beginAuction(): void;

  /**
   * The price and volume at which the resting orders would trade in a call auction now, without trading.
   *
   * The price is chosen among all ticks: most lots traded; then least surplus (lots bid at or above the price less lots asked at or
   * below it, in size); then pressure, by which of the ticks with a surplus of bids the highest alone stays and of those with a
   * surplus of asks the lowest alone; then nearest to the reference. A reference that is no price counts as 0. These are the steps of
   * the uncrossing of the European cash markets (Xetra market model, price determination in auctions; Euronext trading manual,
   * auction phases), with every tick rather than every limit as a candidate.
   */
  indicative(referenceTicks: Ticks): AuctionResult;

  /**
   * Trades the call auction at the price and volume of `indicative`, bids against asks in order of price and time, then goes on with
   * continuous matching; the book is uncrossed afterwards. Self-trade prevention does not apply. Outside an auction nothing happens.
   */
  uncross(referenceTicks: Ticks): AuctionResult;

  /** A hash of the phase and of every resting order, bids then asks, in order of priority; handles do not enter. */
  stateHash(): string;
}
