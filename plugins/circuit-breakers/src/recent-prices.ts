/** How many forgotten values may stand in the list before it is cut. */
const SLACK = 1024;

/** The prices noted in the last so many milliseconds, in whole ticks. Times never go back. */
export class RecentPrices {
  readonly #windowMs: number;
  #timesMs: number[] = [];
  #ticks: number[] = [];
  #first = 0;
  /** Exact, since ticks are whole and their sum is far below 2^53. */
  #sum = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Notes a price. */
  add(timeMs: number, ticks: number): void {
    this.#forget(timeMs);
    this.#timesMs.push(timeMs);
    this.#ticks.push(ticks);
    this.#sum += ticks;
  }

  /** The mean of the prices younger than the window, in ticks; NaN when there is none. */
  mean(nowMs: number): number {
    this.#forget(nowMs);
    return this.#sum / (this.#ticks.length - this.#first);
  }

  /** The oldest price younger than the window, in ticks; NaN when there is none. */
  oldest(nowMs: number): number {
    this.#forget(nowMs);
    return this.#ticks[this.#first] ?? NaN;
  }

  /** Forgets all. */
  clear(): void {
    this.#timesMs = [];
    this.#ticks = [];
    this.#first = 0;
    this.#sum = 0;
  }

  #forget(nowMs: number): void {
    while (this.#first < this.#ticks.length && this.#timesMs[this.#first] <= nowMs - this.#windowMs) {
      this.#sum -= this.#ticks[this.#first++];
    }
    // Cut now and then: taking the first of a list away each time would cost its length.
    if (this.#first < SLACK || this.#first * 2 < this.#ticks.length) return;
    this.#timesMs.splice(0, this.#first);
    this.#ticks.splice(0, this.#first);
    this.#first = 0;
  }
}
