/** The mean of the values of the last so many milliseconds; NaN while there is none. Times never go back. */
export class MovingAverage {
  readonly #windowMs: number;
  readonly #timesMs: number[] = [];
  readonly #values: number[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Notes a value. */
  add(timeMs: number, value: number): void {
    this.#timesMs.push(timeMs);
    this.#values.push(value);
  }

  /** The mean at a time: of values younger than the window, that of the time itself included. */
  mean(nowMs: number): number {
    let old = 0;
    while (old < this.#timesMs.length && this.#timesMs[old] <= nowMs - this.#windowMs) old++;
    this.#timesMs.splice(0, old);
    this.#values.splice(0, old);
    // Summed anew each time: a running sum would carry its rounding on for the whole of a run.
    let sum = 0;
    for (const value of this.#values) sum += value;
    return sum / this.#values.length;
  }
}
