import { StateHash } from '@ebb/exact';

/**
 * Numbers facts and intents in the one order in which they happen, and folds what they say into a rolling hash: two runs
 * with the same digest told the same story.
 */
export class Trace {
  /** The sequence number given last, which is also how many facts and intents there were. */
  sequence = 0;

  readonly #hash = new StateHash();

  /** Folds in a record: the number of its type, then `count` numbers that lie at `from`; returns its sequence number. */
  take(typeId: number, numbers: Float64Array, from: number, count: number): number {
    const hash = this.#hash;
    hash.add(typeId);
    const end = from + count;
    for (let i = from; i < end; i++) hash.add(numbers[i]);
    return ++this.sequence;
  }

  /** The hash of all that was taken so far, as text. */
  digest(): string {
    return this.#hash.digest();
  }
}
