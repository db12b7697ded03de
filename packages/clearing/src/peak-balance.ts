/** The highest of the balances observed within a window that ends now. */
export class PeakBalance {
  readonly #windowMs: number;
  /** Times and balances that may still become the highest: both rising in time, balances falling. */
  #times: number[] = [];
  #balances: number[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Takes note of a balance; times never fall. */
  observe(nowMs: number, balance: number): void {
    while (this.#balances.length > 0 && this.#balances[this.#balances.length - 1] <= balance) {
      this.#balances.pop();
      this.#times.pop();
    }
    this.#balances.push(balance);
    this.#times.push(nowMs);
    const old = this.#times.findIndex((time) => time >= nowMs - this.#windowMs);
    if (old > 0) {
      this.#times.splice(0, old);
      this.#balances.splice(0, old);
    }
  }

  /** The highest balance within the window, the present one included. */
  of(nowMs: number, balance: number): number {
    const at = this.#times.findIndex((time) => time >= nowMs - this.#windowMs);
    return at === -1 ? balance : Math.max(balance, this.#balances[at]);
  }
}
