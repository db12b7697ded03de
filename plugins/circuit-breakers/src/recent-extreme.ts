/**
 * The highest (`sign` 1) or lowest (`sign` −1) of the prices noted in the last so many milliseconds, in ticks. Only prices
 * that may still become the extreme are kept, so that noting one is cheap. Times never go back.
 */
export class RecentExtreme {
  readonly #windowMs: number;
  readonly #sign: 1 | -1;
  #timesMs: number[] = [];
  #ticks: number[] = [];
  #first = 0;

  constructor(windowMs: number, sign: 1 | -1) {
    this.#windowMs = windowMs;
    this.#sign = sign;
  }

  /** Notes a price; the ones it outdoes can never be the extreme again. */
  add(timeMs: number, ticks: number): void {
    while (this.#ticks.length > this.#first && this.#sign * (ticks - this.#ticks[this.#ticks.length - 1]) >= 0) {
      this.#ticks.pop();
      this.#timesMs.pop();
    }
    this.#ticks.push(ticks);
    this.#timesMs.push(timeMs);
  }

  /** The extreme of the prices younger than the window; NaN when there is none. */
  at(nowMs: number): number {
    while (this.#first < this.#ticks.length && this.#timesMs[this.#first] <= nowMs - this.#windowMs) this.#first++;
    if (this.#first * 2 > this.#ticks.length) {
      this.#ticks.splice(0, this.#first);
      this.#timesMs.splice(0, this.#first);
      this.#first = 0;
    }
    return this.#ticks[this.#first] ?? NaN;
  }

  /** Forgets all. */
  clear(): void {
    this.#timesMs = [];
    this.#ticks = [];
    this.#first = 0;
  }
}
