/** Where the parts of a record lie in its stretch of numbers; its fields follow from FIELDS on. */
export const SEQ = 0;
export const TYPE = 1;
export const SUBJECT_INDEX = 2;
export const TIME_US = 3;
export const CAUSE = 4;
export const ORIGIN = 5;
export const FIELDS = 6;
/** Six numbers of head and at most twelve fields. */
const STRIDE = 18;

/** Receives a record from the mailbox. Reads all it needs before it calls anyone, for the stretch may be reused then. */
export interface Receiver {
  deliver(numbers: Float64Array, at: number): void;
}

/**
 * Keeps published facts, as numbers, until their turn comes: first in, first out. It is a ring that doubles when it is
 * full, so a waiting fact costs no allocation.
 */
export class Mailbox {
  /** How many facts wait. */
  size = 0;

  /** The numbers of all records, to be read and written through the offsets that the methods return. */
  numbers: Float64Array;

  /** The same numbers as 32-bit words. */
  words: Int32Array;

  #receivers: (Receiver | null)[];
  #mask: number;
  #first = 0;

  /** Makes a mailbox with room for a power of two of facts at first. */
  constructor(capacity = 256) {
    if (capacity < 1 || (capacity & (capacity - 1)) !== 0) {
      throw new RangeError(`A mailbox's capacity is a power of two, not ${capacity}.`);
    }
    this.numbers = new Float64Array(capacity * STRIDE);
    this.words = new Int32Array(this.numbers.buffer);
    this.#receivers = new Array<Receiver | null>(capacity).fill(null);
    this.#mask = capacity - 1;
  }

  /** Gives the offset at which the next record may be written; without `post` the stretch is given again. */
  reserve(): number {
    if (this.size > this.#mask) this.#grow();
    return ((this.#first + this.size) & this.#mask) * STRIDE;
  }

  /** Queues the record written at the offset that `reserve` gave last. */
  post(receiver: Receiver): void {
    this.#receivers[(this.#first + this.size) & this.#mask] = receiver;
    this.size++;
  }

  /** The offset of the first record that waits; meaningless when none does. */
  get front(): number {
    return this.#first * STRIDE;
  }

  /** Takes the first record out and returns its receiver; its numbers stay readable until the next record is written. */
  take(): Receiver {
    const receiver = this.#receivers[this.#first];
    if (this.size === 0 || receiver === null) throw new RangeError('The mailbox is empty.');
    this.#receivers[this.#first] = null;
    this.#first = (this.#first + 1) & this.#mask;
    this.size--;
    return receiver;
  }

  #grow(): void {
    const capacity = this.#mask + 1;
    const numbers = new Float64Array(capacity * 2 * STRIDE);
    const receivers = new Array<Receiver | null>(capacity * 2).fill(null);
    const tail = this.numbers.subarray(this.#first * STRIDE);
    numbers.set(tail);
    numbers.set(this.numbers.subarray(0, this.#first * STRIDE), tail.length);
    for (let i = 0; i < capacity; i++) receivers[i] = this.#receivers[(this.#first + i) & this.#mask];
    this.numbers = numbers;
    this.words = new Int32Array(numbers.buffer);
    this.#receivers = receivers;
    this.#mask = capacity * 2 - 1;
    this.#first = 0;
  }
}
