/** Parity constant of the Threefish key schedule, cut to 32 bits (Salmon et al. 2011; SKEIN_KS_PARITY32 of Random123). */
const PARITY = 0x1bd11bda;

/**
 * Mixes a counter of two words under a key of two words into two words: Threefry-2x32 with 20 rounds (J. K. Salmon et
 * al., "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011). The first word is returned, the second is in `second`
 * until the next call.
 */
export class Threefry {
  /** The second word of the last mixing, unsigned. */
  second = 0;

  readonly #key0: number;
  readonly #key1: number;
  readonly #key2: number;

  constructor(key0: number, key1: number) {
    this.#key0 = key0 | 0;
    this.#key1 = key1 | 0;
    this.#key2 = PARITY ^ key0 ^ key1;
  }

  /** Mixes the counter (first, second), each taken modulo 2^32; returns the first word, unsigned. */
  mix(counter0: number, counter1: number): number {
    const key0 = this.#key0;
    const key1 = this.#key1;
    const key2 = this.#key2;
    let x = (counter0 + key0) | 0;
    let y = (counter1 + key1) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key1) | 0;
    y = (y + key2 + 1) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + key2) | 0;
    y = (y + key0 + 2) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key0) | 0;
    y = (y + key1 + 3) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + key1) | 0;
    y = (y + key2 + 4) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key2) | 0;
    y = (y + key0 + 5) | 0;
    this.second = y >>> 0;
    return x >>> 0;
  }
}
