import { growInts } from './grow.ts';

/** The bit set in the byte of a wallet or an account while it is on a list. */
export const NOTED = 0x80;

const EMPTY = new Int32Array(0);

/**
 * Numbers of wallets or accounts in the order in which they were first noted. Its owner keeps a byte for each number, with
 * the bit NOTED while the number is on the list, so that none is on it twice and noting again costs one read.
 */
export class TouchList {
  #numbers: Int32Array = new Int32Array(16);
  #spare: Int32Array = new Int32Array(16);
  #count = 0;

  /** Adds a number whose NOTED bit the caller found clear and has set. */
  add(number: number): void {
    this.#numbers = growInts(this.#numbers, this.#count + 1);
    this.#numbers[this.#count++] = number;
  }

  /** Clears the list and the bits of all on it, then visits each; what is noted during the visits waits for the next call. */
  take(marks: Uint8Array, visit: (number: number) => void): void {
    const [numbers, count] = [this.#numbers, this.#count];
    this.#numbers = this.#spare;
    this.#spare = EMPTY;
    this.#count = 0;
    for (let at = 0; at < count; at++) marks[numbers[at]] &= ~NOTED;
    for (let at = 0; at < count; at++) visit(numbers[at]);
    this.#spare = numbers;
  }
}
