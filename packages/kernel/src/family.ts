import { Observable } from 'rxjs';
import { Channel, type Tap } from './channel.ts';
import type { FactHead, FactType, Numbers } from './fact.ts';
import { FastSubject } from './fast-subject.ts';
import type { Publisher } from './publisher.ts';

/** All facts of one type, whatever their subject. */
export class Family<S, A extends Numbers, F extends FactHead> {
  /** The facts of every subject, of those that come later too. A topic's own listeners hear a fact before these. */
  readonly all$: Observable<F>;

  readonly #channel: Channel;
  #subject: FastSubject<F> | null = null;

  constructor(
    readonly type: FactType<S, A, F>,
    publisher: Publisher,
  ) {
    this.#channel = new Channel(type.id, type.fields.length, publisher.trace.maskOf(type));
    this.all$ = new Observable((subscriber) => {
      this.#subject ??= new FastSubject<F>(publisher.brake);
      return this.#subject.subscribe(subscriber);
    });
  }

  /** What publishing needs to know of the type. */
  get channel(): Channel {
    return this.#channel;
  }

  /** Whether anyone is subscribed to `all$`. */
  get heard(): boolean {
    return this.#subject !== null && this.#subject.observed;
  }

  /** Adds a listener for the bare numbers, called when a fact is published; returns the function that takes it away. */
  tap(fn: Tap<A>): () => void {
    return this.#channel.tap(fn);
  }

  /** Hands a fact to those subscribed to `all$`. */
  next(fact: F): void {
    this.#subject?.next(fact);
  }
}
