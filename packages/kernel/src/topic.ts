import { Observable } from 'rxjs';
import { buildFact } from './build-fact.ts';
import type { FactHead, FactType, Numbers } from './fact.ts';
import type { Family } from './family.ts';
import { FastSubject } from './fast-subject.ts';
import type { Receiver } from './mailbox.ts';
import { ITSELF, type Publisher } from './publisher.ts';

/**
 * The facts of one type about one subject. A published fact always takes its sequence number and its part in the trace;
 * its object is made when its turn comes and somebody listens.
 */
export class Topic<S, A extends Numbers, F extends FactHead> implements Receiver {
  /** The facts of this topic, each handed out when all facts before it were. */
  readonly facts$: Observable<F>;

  readonly type: FactType<S, A, F>;
  readonly #family: Family<S, A, F>;
  readonly #publisher: Publisher;
  #subject: FastSubject<F> | null = null;

  constructor(
    family: Family<S, A, F>,
    publisher: Publisher,
    /** What the facts are about. */
    readonly subject: S,
    /** The number by which the trace and the taps know the subject. */
    readonly subjectIndex: number,
  ) {
    this.type = family.type;
    this.#family = family;
    this.#publisher = publisher;
    this.facts$ = new Observable((subscriber) => {
      this.#subject ??= new FastSubject<F>(publisher.brake);
      return this.#subject.subscribe(subscriber);
    });
  }

  /** Whether anyone is subscribed to this topic or to its whole family. */
  get heard(): boolean {
    return (this.#subject !== null && this.#subject.observed) || this.#family.heard;
  }

  /** Publishes a fact that follows from what is happening now; returns its sequence number. */
  publish(...numbers: A): number;
  publish(a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0): number {
    const publisher = this.#publisher;
    const origin = publisher.causality.origin;
    return publisher.record(this.#family.channel, this, this.subjectIndex, origin, a, b, c, d, e, f, g, h, i, j, k, l);
  }

  /** Publishes a fact that is the origin of what follows from it; returns its sequence number. */
  publishAsOrigin(...numbers: A): number;
  publishAsOrigin(a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0): number {
    const { channel } = this.#family;
    return this.#publisher.record(channel, this, this.subjectIndex, ITSELF, a, b, c, d, e, f, g, h, i, j, k, l);
  }

  /** Hands the fact at an offset to those who listen; called by the bus when its turn comes. */
  deliver(numbers: Float64Array, at: number): void {
    if (!this.heard) return;
    const fact = buildFact(this.type, this.subject, numbers, at);
    if (this.#publisher.audit) Object.freeze(fact);
    this.#subject?.next(fact);
    this.#family.next(fact);
  }
}
