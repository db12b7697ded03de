import { MARKET, type OrderBook, type SelfTrade, type Side, type TimeInForce } from '../src/index.ts';

/** One command to a book; `pick` chooses among the handles seen so far, live or not. */
export interface Command {
  readonly op: 'place' | 'market' | 'cancel' | 'amend' | 'shrink' | 'cancelAll' | 'beginAuction' | 'uncross';
  readonly owner: number;
  readonly side: Side;
  readonly priceTicks: number;
  readonly sizeLots: number;
  readonly tif: TimeInForce;
  readonly stp: SelfTrade;
  readonly pick: number;
}

/** How many of the latest handles a command can pick from. */
const REACH = 256;

/** Gives commands to one book, remembers the handles it answered with, and returns all that it answered. */
export class Commander {
  readonly #book: OrderBook;
  readonly #handles: number[] = [];
  #refs = 0;

  constructor(book: OrderBook) {
    this.#book = book;
  }

  run(command: Command): number[] {
    const book = this.#book;
    const result = this.#run(command);
    return [result, book.lastFilledLots, book.lastNotionalTicksLots, book.orders, book.bestBidTicks, book.bestAskTicks];
  }

  #run(command: Command): number {
    const { op, owner, side, priceTicks, sizeLots, tif, stp, pick } = command;
    const book = this.#book;
    const handle = this.#handles.at(-1 - (pick % Math.min(REACH, Math.max(1, this.#handles.length)))) ?? pick;
    switch (op) {
      case 'place':
        return this.#keep(book.place(owner, this.#refs++, side, priceTicks, sizeLots, tif, stp));
      case 'market':
        return book.place(owner, this.#refs++, side, MARKET, sizeLots, tif, stp);
      case 'cancel':
        return book.cancel(handle);
      case 'amend':
        return this.#keep(book.amend(handle, priceTicks, sizeLots));
      case 'shrink':
        return book.amend(handle, book.priceOf(handle), Math.ceil(book.leftOf(handle) / 2));
      case 'cancelAll':
        return book.cancelAll(owner);
      case 'beginAuction':
        book.beginAuction();
        return 0;
      case 'uncross': {
        const { priceTicks: expectedTicks, sizeLots: expectedLots } = book.indicative(priceTicks);
        const done = book.uncross(priceTicks);
        if (done.priceTicks !== expectedTicks || done.sizeLots !== expectedLots) throw new Error('not as indicated');
        return done.priceTicks + done.sizeLots / 4;
      }
    }
  }

  #keep(handle: number): number {
    if (handle > 0) this.#handles.push(handle);
    return handle;
  }
}
