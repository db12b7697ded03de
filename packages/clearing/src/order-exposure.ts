const PAGE = 4096;
const PER_ACCOUNT = 2;

/**
 * Lots that the open orders of accounts would buy and sell, by instrument: what initial margin is asked for besides
 * positions. Pages of accounts are made when first used, since most accounts rest no orders.
 */
export class OrderExposure {
  /** By instrument index, then by page of accounts: buy and sell lots side by side. */
  readonly #pages: (Float64Array | undefined)[][];
  /** Open orders by account, over all instruments. */
  readonly #orders: (Int32Array | undefined)[] = [];

  constructor(instrumentCount: number) {
    this.#pages = Array.from({ length: instrumentCount }, () => []);
  }

  /** An order of so many signed lots (positive buys) came to rest. */
  add(account: number, instrument: number, signedLots: number): void {
    this.change(account, instrument, signedLots > 0 ? 1 : -1, Math.abs(signedLots));
    const page = Math.floor(account / PAGE);
    const counts = (this.#orders[page] ??= new Int32Array(PAGE));
    counts[account % PAGE]++;
  }

  /** A resting order left with so many signed lots open (0 after its last fill; its side is then given by `side`). */
  remove(account: number, instrument: number, side: number, leftLots: number): void {
    this.change(account, instrument, side, -leftLots);
    const counts = this.#orders[Math.floor(account / PAGE)];
    if (counts === undefined || counts[account % PAGE] === 0) throw new Error(`account ${account} has no open order`);
    counts[account % PAGE]--;
  }

  /** The open lots of a resting order changed by `deltaLots`. */
  change(account: number, instrument: number, side: number, deltaLots: number): void {
    const pages = this.#pages[instrument];
    const page = (pages[Math.floor(account / PAGE)] ??= new Float64Array(PAGE * PER_ACCOUNT));
    const at = (account % PAGE) * PER_ACCOUNT + (side > 0 ? 0 : 1);
    const lots = page[at] + deltaLots;
    if (lots < 0) throw new Error(`account ${account} would have ${lots} lots of open orders`);
    page[at] = lots;
  }

  buyLots(account: number, instrument: number): number {
    const page = this.#pages[instrument][Math.floor(account / PAGE)];
    return page === undefined ? 0 : page[(account % PAGE) * PER_ACCOUNT];
  }

  sellLots(account: number, instrument: number): number {
    const page = this.#pages[instrument][Math.floor(account / PAGE)];
    return page === undefined ? 0 : page[(account % PAGE) * PER_ACCOUNT + 1];
  }

  /** How many orders the account has open. */
  orders(account: number): number {
    const page = this.#orders[Math.floor(account / PAGE)];
    return page === undefined ? 0 : page[account % PAGE];
  }
}
