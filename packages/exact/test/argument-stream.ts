/** Arguments for the elementary functions, drawn by 32-bit integer arithmetic alone: the same everywhere for a seed. */
export class ArgumentStream {
  #state: number;
  readonly #view = new DataView(new ArrayBuffer(8));

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number of 32 bits, by a Weyl sequence and two rounds of multiplying and folding. */
  word(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let x = this.#state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (x ^ (x >>> 15)) >>> 0;
  }

  /** Evenly from `from` up to `to`. */
  between(from: number, to: number): number {
    return from + ((to - from) * (this.word() * 2097152 + (this.word() >>> 11))) / 9007199254740992;
  }

  /** A double with any 52 bits after the point, either sign, and an exponent of two from `low` to `high`, evenly. */
  ofExponent(low: number, high: number): number {
    const exponent = low + (this.word() % (high - low + 1)) + 1023;
    this.#view.setUint32(0, ((this.word() & 0x80000000) | (exponent << 20) | (this.word() >>> 12)) >>> 0);
    this.#view.setUint32(4, this.word());
    return this.#view.getFloat64(0);
  }

  /** A double as its bits come, infinite ones and NaN left out; one in 32 is made subnormal. */
  any(): number {
    for (;;) {
      const upper = this.word();
      this.#view.setUint32(0, upper % 32 === 0 ? (upper & 0x800fffff) >>> 0 : upper);
      this.#view.setUint32(4, this.word());
      const x = this.#view.getFloat64(0);
      if (x - x === 0) return x;
    }
  }
}

/** Returns the double next above (steps = 1) or so many steps above or below a positive finite one. */
export function stepsFrom(x: number, steps: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps));
  return view.getFloat64(0);
}
