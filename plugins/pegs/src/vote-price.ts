/** The price that validators agree on: the time-weighted mean of the last whole period of votes; the latest before there was one. */
export class VotePrice {
  readonly #periodMs: number;
  #startMs: number;
  #lastMs: number;
  #last = NaN;
  #sum = 0;
  #weightMs = 0;
  #agreed = NaN;

  /** Periods follow one another from now on. */
  constructor(nowMs: number, periodMs: number) {
    this.#startMs = nowMs;
    this.#lastMs = nowMs;
    this.#periodMs = periodMs;
  }

  /** Takes a new price of the market; NaN leaves the last one as it is. */
  observe(price: number, nowMs: number): void {
    this.#roll(nowMs);
    if (Number.isFinite(price)) this.#last = price;
  }

  /** The price that counts at an instant; NaN before any was seen. */
  at(nowMs: number): number {
    this.#roll(nowMs);
    return Number.isNaN(this.#agreed) ? this.#last : this.#agreed;
  }

  #roll(nowMs: number): void {
    const periods = Math.floor((nowMs - this.#startMs) / this.#periodMs);
    if (periods > 0) {
      this.#weigh(this.#startMs + this.#periodMs);
      // Of several periods since, only the first had other prices than the last one.
      if (periods > 1) this.#agreed = this.#last;
      else if (this.#weightMs > 0) this.#agreed = this.#sum / this.#weightMs;
      this.#startMs += periods * this.#periodMs;
      this.#lastMs = this.#startMs;
      this.#sum = 0;
      this.#weightMs = 0;
    }
    this.#weigh(nowMs);
  }

  #weigh(untilMs: number): void {
    const passedMs = untilMs - this.#lastMs;
    this.#lastMs = untilMs;
    if (Number.isNaN(this.#last)) return;
    this.#sum += this.#last * passedMs;
    this.#weightMs += passedMs;
  }
}
