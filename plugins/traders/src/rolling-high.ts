const PIECES = 8;

/** The highest price of about the last so many milliseconds, kept in eight pieces of the window. */
export class RollingHigh {
  readonly #pieceUs: number;
  readonly #highs = new Float64Array(PIECES);
  #at = 0;
  #pieceEndUs = -Infinity;
  #high = 0;

  constructor(windowMs: number) {
    this.#pieceUs = (windowMs * 1000) / PIECES;
  }

  /** The high of the window; 0 before the first price. */
  get high(): number {
    return this.#high;
  }

  /** Takes a price in; true when the high changed. Times ascend. */
  take(price: number, timeUs: number): boolean {
    const before = this.#high;
    if (timeUs >= this.#pieceEndUs) this.#turn(timeUs);
    if (price > this.#highs[this.#at]) {
      this.#highs[this.#at] = price;
      if (price > this.#high) this.#high = price;
    }
    return this.#high !== before;
  }

  /** Goes on to the piece that holds a time and forgets what is out of the window. */
  #turn(timeUs: number): void {
    const passed = (timeUs - this.#pieceEndUs) / this.#pieceUs;
    const turns = Math.min(PIECES, Math.floor(passed) + 1);
    for (let i = 0; i < turns; i++) {
      this.#at = (this.#at + 1) % PIECES;
      this.#highs[this.#at] = 0;
    }
    this.#pieceEndUs = turns < PIECES ? this.#pieceEndUs + turns * this.#pieceUs : timeUs + this.#pieceUs;
    this.#high = 0;
    for (const high of this.#highs) if (high > this.#high) this.#high = high;
  }
}
