import type { Lots, Ticks } from '@ebb/exact';
import type { CancelReason } from './cancel-reason.ts';
import type { Side } from './side.ts';

/**
 * Hears what happens in a book, synchronously and in order, while the command is being carried out.
 *
 * A listener neither changes nor reads the book it hears: in the middle of a command the book's figures are in between.
 */
export interface BookListener {
  /**
   * Two orders traded `sizeLots` at `priceTicks`, the price of the maker.
   *
   * `takerHandle` is 0 when the taker comes from outside. In a call auction nobody takes: the order that sells is named as the
   * maker, the one that buys as the taker with its handle, and the price is the auction's. `makerLeftLots` and `takerLeftLots` are
   * what remains of either after this fill; a resting order of which 0 remains has left the book.
   */
  onFill(
    makerHandle: number,
    makerOwner: number,
    makerRef: number,
    takerOwner: number,
    takerRef: number,
    takerSide: Side,
    priceTicks: Ticks,
    sizeLots: Lots,
    makerLeftLots: Lots,
    takerHandle: number,
    takerLeftLots: Lots,
  ): void;

  /** An order, or what matching left of it, joined the end of its queue. */
  onRest(handle: number, owner: number, ref: number, side: Side, priceTicks: Ticks, sizeLots: Lots): void;

  /** A resting order left the book with `leftLots` unfilled; remainders that never rested are told by the result of `place`. */
  onCancel(
    handle: number,
    owner: number,
    ref: number,
    side: Side,
    priceTicks: Ticks,
    leftLots: Lots,
    reason: CancelReason,
  ): void;

  /** A resting order was made smaller by `cutLots` to `leftLots` and kept its place in the queue. */
  onReduce(
    handle: number,
    owner: number,
    ref: number,
    side: Side,
    priceTicks: Ticks,
    cutLots: Lots,
    leftLots: Lots,
  ): void;
}
