import { StateHash } from '@ebb/exact';
import type { Ladder } from './ladder.ts';
import { isPostOnly, orderFloat, orderInt, ORDER_SHIFT, stpOfTraits, type OrderPool } from './order-pool.ts';

/** The state hash of a fast book, as `OrderBook.stateHash` says. */
export function bookHash(inAuction: boolean, bids: Ladder, asks: Ladder, orders: OrderPool): string {
  const hash = new StateHash();
  hash.add(inAuction ? 1 : 0);
  addLadder(hash, bids, orders);
  addLadder(hash, asks, orders);
  return hash.digest();
}

function addLadder(hash: StateHash, ladder: Ladder, orders: OrderPool): void {
  for (let level = ladder.best; level !== 0; level = ladder.worseOf(level)) {
    const priceTicks = ladder.priceOf(level);
    let order = ladder.headOf(level);
    while (order !== 0) {
      const record = order << ORDER_SHIFT;
      const traits = orders.ints[record + orderInt.traits];
      hash.add(priceTicks);
      hash.add(orders.floats[(record >> 1) + orderFloat.left]);
      hash.add(orders.floats[(record >> 1) + orderFloat.owner]);
      hash.add(orders.floats[(record >> 1) + orderFloat.ref]);
      hash.add(isPostOnly(traits) ? 1 : 0);
      hash.add(stpOfTraits(traits));
      order = orders.ints[record + orderInt.next];
    }
  }
  hash.add(0);
}
