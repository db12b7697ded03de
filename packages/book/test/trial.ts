import {
  FastBook,
  PlainBook,
  timeInForce,
  type OrderBook,
  type SelfTrade,
  type Side,
  type TimeInForce,
} from '../src/index.ts';
import { EventLog } from './event-log.ts';

/** The implementations that each rule is tried on. */
export const twins = [
  { twin: 'PlainBook', Book: PlainBook },
  { twin: 'FastBook', Book: FastBook },
];

export const ANN = 1;
export const BOB = 2;
export const CAT = 3;

/** An empty book with its log, and short words for what tests do most. */
export class Trial {
  readonly log = new EventLog();
  readonly book: OrderBook;
  #refs = 100;

  constructor(Book: typeof PlainBook | typeof FastBook, maxOrders?: number) {
    this.book = new Book(this.log, maxOrders);
  }

  /** Places an order; references count up from 100. */
  place(
    owner: number,
    side: Side,
    priceTicks: number,
    sizeLots: number,
    tif: TimeInForce = timeInForce.gtc,
    stp: SelfTrade = 0,
  ): number {
    return this.book.place(owner, this.#refs++, side, priceTicks, sizeLots, tif, stp);
  }

  /** The fills since the log was last taken: owner of the maker, owner of the taker, price, size. */
  fills(): (string | number)[][] {
    const told = this.log.take().filter(([name]) => name === 'fill');
    return told.map((event) => [event[2], event[4], event[7], event[8]]);
  }
}
