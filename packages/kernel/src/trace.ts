import { StateHash } from '@ebb/exact';

/**
 * Says which numbers of facts and intents are places in a list that others may lengthen, such as accounts, and what each
 * place stands for. The trace folds in what it stands for, so that a newcomer who does nothing changes no trace.
 */
export interface TraceLabels {
  /** The names of such fields of a type. */
  fieldsOf(type: { readonly name: string; readonly fields: readonly string[] }): readonly string[];
  /** What a place stands for, as a number; two places of one run never stand for the same. */
  labelOf(place: number): number;
}

/** A record as it is folded in, and its words: shared by all traces, it holds nothing between two calls. */
const shown = new Float64Array(17);
const wordsShown = new Int32Array(shown.buffer);

/**
 * Numbers facts and intents in the one order in which they happen, and folds what they say into a rolling hash: two runs
 * with the same digest told the same story.
 */
export class Trace {
  /** The sequence number given last, which is also how many facts and intents there were. */
  sequence = 0;

  readonly #hash = new StateHash();
  readonly #labels: TraceLabels | null;

  constructor(labels: TraceLabels | null = null) {
    this.#labels = labels;
  }

  /** Says which fields of a type are folded in by their labels: bit k for the k-th field. */
  maskOf(type: { readonly name: string; readonly fields: readonly string[] }): number {
    const names = this.#labels?.fieldsOf(type) ?? [];
    return type.fields.reduce((mask, name, k) => (names.includes(name) ? mask | (1 << k) : mask), 0);
  }

  /**
   * Folds in a record: `count` numbers that lie at `from`, the number of its type first, of which the fields are the last
   * ones, from `fields` on, with the type's mask; returns its sequence number. `words` are the same numbers as 32-bit words.
   */
  take(numbers: Float64Array, words: Int32Array, from: number, count: number, fields = from, mask = 0): number {
    if (mask === 0) this.#hash.addBits(words, from, count);
    else this.#takeLabelled(numbers, from, count, fields - from, mask);
    return ++this.sequence;
  }

  /** The hash of all that was taken so far, as text. */
  digest(): string {
    return this.#hash.digest();
  }

  #takeLabelled(numbers: Float64Array, from: number, count: number, head: number, mask: number): void {
    const labels = this.#labels!;
    for (let i = 0; i < count; i++) {
      const labelled = i >= head && ((mask >>> (i - head)) & 1) === 1;
      shown[i] = labelled ? labels.labelOf(numbers[from + i]) : numbers[from + i];
    }
    this.#hash.addBits(wordsShown, 0, count);
  }
}
