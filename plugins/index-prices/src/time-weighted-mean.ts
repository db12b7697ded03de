/**
 * The mean over the last so many milliseconds of a value that holds from one note to the next; times never go back. Before
 * the first note the window has no value, so a short history counts as if it were all there is.
 */
export class TimeWeightedMean {
  readonly #windowMs: number;
  /** A ring: the oldest note is at #first, and the size is a power of two. */
  #timesMs = new Float64Array(16);
  #values = new Float64Array(16);
  #first = 0;
  #count = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Notes what the value is from now on. */
  note(timeMs: number, value: number): void {
    if (this.#count === this.#values.length) this.#grow();
    const at = (this.#first + this.#count) & (this.#values.length - 1);
    this.#timesMs[at] = timeMs;
    this.#values[at] = value;
    this.#count++;
  }

  /** The mean of the window that ends now; the last value while no time has passed, NaN before the first. */
  mean(nowMs: number): number {
    const mask = this.#values.length - 1;
    const fromMs = nowMs - this.#windowMs;
    // What held when the window began still counts for the part of it that it held.
    while (this.#count > 1 && this.#timesMs[(this.#first + 1) & mask] <= fromMs) {
      this.#first = (this.#first + 1) & mask;
      this.#count--;
    }
    if (this.#count === 0) return NaN;
    let sum = 0;
    let spanMs = 0;
    let untilMs = nowMs;
    // Summed anew each time: a running sum would carry its rounding on for the whole of a run.
    for (let back = this.#count - 1; back >= 0; back--) {
      const at = (this.#first + back) & mask;
      const heldMs = untilMs - Math.max(this.#timesMs[at], fromMs);
      sum += this.#values[at] * heldMs;
      spanMs += heldMs;
      untilMs = this.#timesMs[at];
    }
    return spanMs > 0 ? sum / spanMs : this.#values[(this.#first + this.#count - 1) & mask];
  }

  #grow(): void {
    const unrolled = (ring: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(ring.length * 2);
      grown.set(ring.subarray(this.#first));
      grown.set(ring.subarray(0, this.#first), ring.length - this.#first);
      return grown;
    };
    this.#timesMs = unrolled(this.#timesMs);
    this.#values = unrolled(this.#values);
    this.#first = 0;
  }
}
