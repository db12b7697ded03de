import { buildFact } from './build-fact.ts';
import type { FactHead, FactType, Numbers } from './fact.ts';
import type { Family } from './family.ts';
import { FIELDS, type Receiver, SUBJECT_INDEX } from './mailbox.ts';
import { type Owner, UNCLAIMED } from './owner.ts';
import type { Publisher } from './publisher.ts';

interface Listener<F> {
  readonly fn: (fact: F, index: number) => void;
  readonly owner: Owner;
  live: boolean;
}

/**
 * Facts of one type addressed to one of many, such as an account: the first number of such a fact is the index it is
 * addressed to. Listeners are kept by index, a handful each, without a Subject; facts wait in the same mailbox as others.
 */
export class PrivateTopic<S, A extends Numbers, F extends FactHead> implements Receiver {
  readonly type: FactType<S, A, F>;
  readonly #family: Family<S, A, F>;
  readonly #publisher: Publisher;
  /** Listeners by index; a list is replaced, never changed, so that a delivery under way keeps its own. */
  readonly #listeners: (readonly Listener<F>[] | undefined)[] = [];

  constructor(
    family: Family<S, A, F>,
    publisher: Publisher,
    /** What the facts are about, by subject index. */
    readonly subjects: readonly S[],
  ) {
    if (family.type.fields.length === 0)
      throw new RangeError(`"${family.type.name}" has no number to be addressed by.`);
    this.type = family.type;
    this.#family = family;
    this.#publisher = publisher;
  }

  /** Whether anyone listens at an index, or to the whole family. */
  heard(index: number): boolean {
    return this.#listeners[index] !== undefined || this.#family.heard;
  }

  /** Adds a listener at an index (a whole number from 0); returns the function that takes it away. */
  listen(index: number, fn: (fact: F, index: number) => void, owner: Owner = UNCLAIMED): () => void {
    if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`An index counts from 0; ${index} does not.`);
    const all = this.#listeners;
    while (all.length <= index) all.push(undefined);
    const own: Listener<F> = { fn, owner, live: true };
    all[index] = [...(all[index] ?? []), own];
    return () => {
      own.live = false;
      const rest = all[index]?.filter((other) => other !== own) ?? [];
      all[index] = rest.length > 0 ? rest : undefined;
    };
  }

  /** Publishes a fact about a subject, addressed to its first number; returns its sequence number. */
  publish(subjectIndex: number, ...numbers: A): number;
  publish(
    subjectIndex: number,
    a = 0,
    b = 0,
    c = 0,
    d = 0,
    e = 0,
    f = 0,
    g = 0,
    h = 0,
    i = 0,
    j = 0,
    k = 0,
    l = 0,
  ): number {
    const publisher = this.#publisher;
    const origin = publisher.causality.origin;
    return publisher.record(this.#family.channel, this, subjectIndex, origin, a, b, c, d, e, f, g, h, i, j, k, l);
  }

  /** Hands the fact at an offset to those who listen; called by the bus when its turn comes. */
  deliver(numbers: Float64Array, at: number): void {
    const index = numbers[at + FIELDS];
    const listeners = this.#listeners[index];
    if (listeners === undefined && !this.#family.heard) return;
    const { audit, brake, calendar } = this.#publisher;
    const fact = buildFact(this.type, this.subjects[numbers[at + SUBJECT_INDEX]], numbers, at);
    if (audit) Object.freeze(fact);
    if (listeners !== undefined) {
      for (let i = 0; i < listeners.length && !brake.stopped; i++) {
        const listener = listeners[i];
        if (!listener.live) continue;
        calendar.acting = listener.owner;
        listener.fn(fact, index);
      }
    }
    this.#family.next(fact);
  }
}
