const LIMB = 134217728;

/**
 * Sums of safe integers that do not round while they are taken: each is kept in two limbs of 27 bits and the rest, good
 * for 2^26 terms. A fraction or a NaN passes through into the low limb, so that a spoiled amount shows in the sum.
 */
export class WideSums {
  readonly #low: Float64Array;
  readonly #high: Float64Array;

  constructor(count: number) {
    this.#low = new Float64Array(count);
    this.#high = new Float64Array(count);
  }

  add(at: number, value: number): void {
    const high = Math.floor(value / LIMB);
    this.#high[at] += high;
    this.#low[at] += value - high * LIMB;
  }

  /** The sum at one place, rounded only when it is past the safe integers. */
  at(at: number): number {
    return this.#high[at] * LIMB + this.#low[at];
  }

  /** The sum over all places, zero only when it is exactly zero. */
  total(): number {
    let high = 0;
    let low = 0;
    for (let at = 0; at < this.#low.length; at++) {
      high += this.#high[at];
      low += this.#low[at];
    }
    return high * LIMB + low;
  }
}
