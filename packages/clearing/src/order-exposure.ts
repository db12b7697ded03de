import { addExact } from '@ebb/exact';

/** No instrument: an account has no open orders in any from there on. */
export const NO_INSTRUMENT = -1;

const PAGE = 4096;
const SIDES = 2;
const WORD_BITS = 32;

/**
 * Lots that the open orders of accounts would buy and sell, by instrument: what initial margin is asked for besides
 * positions. Pages of accounts are made when first used, since most accounts rest no orders.
 */
export class OrderExposure {
  /** By instrument index, then by page of accounts: buy and sell lots side by side. */
  readonly #lots: (Float64Array | undefined)[][];
  /** By page of accounts, for each: the number of its open orders, then a bit for each instrument with open lots. */
  readonly #open: (Int32Array | undefined)[] = [];
  readonly #words: number;

  constructor(instrumentCount: number) {
    this.#lots = Array.from({ length: instrumentCount }, () => []);
    this.#words = Math.ceil(instrumentCount / WORD_BITS);
  }

  /** An order of so many signed lots (positive buys) came to rest. */
  add(account: number, instrument: number, signedLots: number): void {
    this.change(account, instrument, signedLots > 0 ? 1 : -1, Math.abs(signedLots));
    this.#pageOf(account)[this.#at(account)]++;
  }

  /** A resting order left the book with so many lots open, which may be 0; throws when the account had none such. */
  remove(account: number, instrument: number, side: number, leftLots: number): void {
    if (this.orders(account) === 0) throw new Error(`account ${account} has no open order`);
    this.change(account, instrument, side, -leftLots);
    this.#pageOf(account)[this.#at(account)]--;
  }

  /** The open lots of a resting order changed; throws, with nothing changed, when fewer than none would be left. */
  change(account: number, instrument: number, side: number, deltaLots: number): void {
    const pages = this.#lots[instrument];
    const page = (pages[Math.floor(account / PAGE)] ??= new Float64Array(PAGE * SIDES));
    const at = (account % PAGE) * SIDES + (side > 0 ? 0 : 1);
    const lots = addExact(page[at], deltaLots);
    if (lots < 0) throw new Error(`account ${account} would have ${lots} lots of open orders`);
    page[at] = lots;
    const open = this.#pageOf(account);
    const word = this.#at(account) + 1 + (instrument >>> 5);
    if (lots > 0 || page[at ^ 1] > 0) open[word] |= 1 << (instrument & 31);
    else open[word] &= ~(1 << (instrument & 31));
  }

  buyLots(account: number, instrument: number): number {
    const page = this.#lots[instrument][Math.floor(account / PAGE)];
    return page === undefined ? 0 : page[(account % PAGE) * SIDES];
  }

  sellLots(account: number, instrument: number): number {
    const page = this.#lots[instrument][Math.floor(account / PAGE)];
    return page === undefined ? 0 : page[(account % PAGE) * SIDES + 1];
  }

  /** How many orders the account has open. */
  orders(account: number): number {
    const page = this.#open[Math.floor(account / PAGE)];
    return page === undefined ? 0 : page[this.#at(account)];
  }

  /** The least instrument index, not below `from`, in which the account has open lots, or NO_INSTRUMENT. */
  nextInstrument(account: number, from: number): number {
    const page = this.#open[Math.floor(account / PAGE)];
    if (page === undefined) return NO_INSTRUMENT;
    const at = this.#at(account) + 1;
    let mask = -1 << (from & 31);
    for (let word = from >>> 5; word < this.#words; word++) {
      const bits = page[at + word] & mask;
      if (bits !== 0) return word * WORD_BITS + 31 - Math.clz32(bits & -bits);
      mask = -1;
    }
    return NO_INSTRUMENT;
  }

  #pageOf(account: number): Int32Array {
    return (this.#open[Math.floor(account / PAGE)] ??= new Int32Array(PAGE * (1 + this.#words)));
  }

  #at(account: number): number {
    return (account % PAGE) * (1 + this.#words);
  }
}
