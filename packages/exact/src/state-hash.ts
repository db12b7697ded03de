/** One double and the two halves of its bits, shared by all hashes: it holds nothing between two calls. */
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** Which half is the upper one, so that machines of either byte order give the same hash. */
const upper = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
const lower = 1 - upper;

/** Upper halves of −0 and of infinity, whose exponent every NaN has too. */
const upperOfMinusZero = -0x80000000;
const upperOfInfinity = 0x7ff00000;

/** Upper half of the one pattern that every NaN is folded as. */
const upperOfNaN = 0x7ff80000;

/** Upper half of the word that opens a text: the pattern of a NaN that no number is folded as. */
const upperOfText = 0x7ff90000;

/** Where two lanes start: fractional bits of √2 and √3. */
const firstSeed = 0x6a09e667;
const secondSeed = 0xbb67ae85;

/** Multipliers: fractional bits of √5, √7, √11 and √13, made odd. */
const firstFactor = 0x3c6ef373;
const secondFactor = 0xa54ff53b;
const thirdFactor = 0x510e527f;
const fourthFactor = 0x9b05688d;

/**
 * A rolling hash of numbers and texts in the order in which they are added: two 32-bit lanes, each step a bijection of
 * both, so that states that differ stay different under equal additions. It detects accidents; it does not resist an
 * adversary. The same numbers give the same digest on every machine, whatever its byte order.
 */
export class StateHash {
  readonly #lanes = new Int32Array([firstSeed, secondSeed]);

  /** Folds in the 64 bits of a number; −0 counts as 0, and every NaN as one and the same. */
  add(x: number): void {
    double[0] = x;
    this.addBits(halves, 0, 1);
  }

  /**
   * Folds in `count` doubles from the one at `from` on, as `add` does one by one, given the array that they lie in seen as
   * 32-bit words. Reading the words where they are is two to three times faster than moving each number first.
   */
  addBits(words: Int32Array, from: number, count: number): void {
    const lanes = this.#lanes;
    const end = 2 * (from + count);
    let a = lanes[0];
    let b = lanes[1];
    for (let i = 2 * from; i < end; i += 2) {
      let high = words[i + upper];
      let low = words[i + lower];
      if (high === upperOfMinusZero) {
        if (low === 0) high = 0;
      } else if ((high & upperOfInfinity) === upperOfInfinity && ((high & 0xfffff) | low) !== 0) {
        high = upperOfNaN;
        low = 0;
      }
      b ^= high;
      b = Math.imul(b ^ (b >>> 15), secondFactor);
      a ^= low;
      a = (Math.imul(a ^ (a >>> 16), firstFactor) + ((b << 13) | (b >>> 19))) | 0;
    }
    lanes[0] = a;
    lanes[1] = b;
  }

  /** Folds in a text: its length, then its UTF-16 code units, four at a time. */
  addText(text: string): void {
    this.#fold(text.length, upperOfText);
    for (let i = 0; i < text.length; i += 4) this.#fold(pair(text, i), pair(text, i + 2));
  }

  /** Returns the hash of all that was added as 16 hexadecimal digits, and leaves it as it is. */
  digest(): string {
    let a = this.#lanes[0];
    let b = this.#lanes[1];
    for (let round = 0; round < 2; round++) {
      a = Math.imul(a ^ (a >>> 16), firstFactor);
      b = Math.imul(b ^ a ^ (b >>> 15), secondFactor);
      a = Math.imul(a ^ b ^ (a >>> 15), thirdFactor);
      b = Math.imul(b ^ a ^ (b >>> 16), fourthFactor);
    }
    return hex(a ^ (a >>> 16)) + hex(b ^ (b >>> 15));
  }

  /** Forgets all that was added. */
  reset(): void {
    this.#lanes[0] = firstSeed;
    this.#lanes[1] = secondSeed;
  }

  /** Returns a hash that starts from the present state and goes its own way. */
  copy(): StateHash {
    const other = new StateHash();
    other.#lanes.set(this.#lanes);
    return other;
  }

  /** Folds in two words as they are, by the step of `addBits`, which spells it out because a call there costs a third. */
  #fold(low: number, high: number): void {
    const lanes = this.#lanes;
    let a = lanes[0] ^ low;
    let b = lanes[1] ^ high;
    b = Math.imul(b ^ (b >>> 15), secondFactor);
    a = (Math.imul(a ^ (a >>> 16), firstFactor) + ((b << 13) | (b >>> 19))) | 0;
    lanes[0] = a;
    lanes[1] = b;
  }
}

function pair(text: string, i: number): number {
  const first = i < text.length ? text.charCodeAt(i) : 0;
  return first | ((i + 1 < text.length ? text.charCodeAt(i + 1) : 0) << 16);
}

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}
