/**
 * Counts the orders and amendments of each account in windows of fixed length since the epoch and refuses those past the
 * limit, as exchanges do that publish "N orders per interval". Cancels are free, and so are stops when they fire.
 */
export class RateLimit {
  #window = new Float64Array(64).fill(-1);
  #count = new Int32Array(64);

  constructor(
    /** The most orders of one account in one window. */
    readonly orders: number,
    readonly perUs: number,
  ) {}

  /** Counts an order or amendment of an account that arrived now; false when it is one too many. */
  admits(account: number, nowUs: number): boolean {
    if (account >= this.#window.length) {
      const size = Math.max(account + 1, this.#window.length * 2);
      const window = new Float64Array(size).fill(-1);
      const count = new Int32Array(size);
      window.set(this.#window);
      count.set(this.#count);
      this.#window = window;
      this.#count = count;
    }
    const current = Math.floor(nowUs / this.perUs);
    if (this.#window[account] !== current) {
      this.#window[account] = current;
      this.#count[account] = 0;
    }
    return ++this.#count[account] <= this.orders;
  }
}
