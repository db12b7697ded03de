/**
 * A price that counts late: at each whole multiple of `hopMs` the price read one hop before begins to count, and a new one is read.
 * With a hop of 0 the price read last counts. MakerDAO, osm.sol (poke, step).
 */
export class DelayedPrice {
  readonly #hopMs: number;
  #current: number;
  #next: number;
  /** The hop of the last reading. */
  #readMs: number;

  constructor(hopMs: number, price: number, nowMs: number) {
    this.#hopMs = hopMs;
    [this.#current, this.#next] = [price, price];
    this.#readMs = this.#hopOf(nowMs);
  }

  /** The price that counts. */
  get current(): number {
    return this.#current;
  }

  /** The price that will count from the next hop on. */
  get next(): number {
    return this.#next;
  }

  /** Reads a price when its hour has come; one that is not above 0 is not read. Tells whether the price that counts changed. */
  poke(price: number, nowMs: number): boolean {
    const hop = this.#hopOf(nowMs);
    const before = this.#current;
    // Before there was any price the first one counts at once.
    const isFirst = !(before > 0);
    const isDue = isFirst || this.#hopMs === 0 || hop > this.#readMs;
    if (!isDue || !(price > 0)) return false;
    this.#current = this.#hopMs === 0 || isFirst ? price : this.#next;
    this.#next = price;
    this.#readMs = hop;
    return this.#current !== before;
  }

  #hopOf(nowMs: number): number {
    return this.#hopMs === 0 ? nowMs : nowMs - (nowMs % this.#hopMs);
  }
}
