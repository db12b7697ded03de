/** Cuts simulated time into intervals of equal length, driven by the times of facts: nothing is scheduled. */
export class Intervals {
  readonly #widthUs: number;
  readonly #close: (fromUs: number) => void;
  readonly #lastUs: number;
  #fromUs: number;
  #endUs: number;
  #touched = false;

  /**
   * Calls `close` with the beginning of each interval once it is over, in order and without a gap, from `startUs`. An
   * interval ends just before the instant at which the next begins; the last takes `untilUs` in, so that a run of an hour
   * has 3,600 seconds and not one more. Throws a RangeError for a width that is not a whole number of microseconds above 0.
   */
  constructor(startUs: number, untilUs: number, widthUs: number, close: (fromUs: number) => void) {
    if (!(Number.isSafeInteger(widthUs) && widthUs > 0)) {
      throw new RangeError(`an interval is a whole number of microseconds above 0, not ${widthUs}`);
    }
    this.#widthUs = widthUs;
    this.#close = close;
    this.#lastUs = untilUs - 1;
    this.#fromUs = startUs;
    this.#endUs = startUs + widthUs;
  }

  /** Notes that something happens at a time, after closing the intervals that are over by then. */
  touch(timeUs: number): void {
    if (timeUs >= this.#endUs) this.#reach(timeUs);
    this.#touched = true;
  }

  /** Ends at a time; closes the interval cut short too, unless it has no length and nothing happened in it. */
  finish(endUs: number): void {
    this.#reach(endUs);
    if (endUs > this.#fromUs || this.#touched) this.#next();
  }

  #reach(timeUs: number): void {
    while (Math.min(timeUs, this.#lastUs) >= this.#endUs) this.#next();
  }

  #next(): void {
    this.#close(this.#fromUs);
    this.#fromUs = this.#endUs;
    this.#endUs += this.#widthUs;
    this.#touched = false;
  }
}
