import { Channel, type Tap } from './channel.ts';
import type { IntentType, Numbers } from './fact.ts';
import type { Publisher } from './publisher.ts';
import { ITSELF } from './publisher.ts';

/** The intents of one type: numbered and folded into the trace with the facts, heard by taps alone. */
export class Intents<A extends Numbers> {
  readonly #channel: Channel;
  readonly #publisher: Publisher;

  constructor(
    readonly type: IntentType<A>,
    publisher: Publisher,
  ) {
    this.#channel = new Channel(type.id, type.fields.length, publisher.trace.maskOf(type));
    this.#publisher = publisher;
  }

  /** Records an intent that follows from what is happening now; returns its sequence number. */
  record(subjectIndex: number, ...numbers: A): number;
  record(index: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0): number {
    const publisher = this.#publisher;
    const origin = publisher.causality.origin;
    return publisher.record(this.#channel, null, index, origin, a, b, c, d, e, f, g, h, i, j, k, l);
  }

  /** Records an intent that is the origin of what follows from it; returns its sequence number. */
  recordAsOrigin(subjectIndex: number, ...numbers: A): number;
  recordAsOrigin(
    index: number,
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
    return this.#publisher.record(this.#channel, null, index, ITSELF, a, b, c, d, e, f, g, h, i, j, k, l);
  }

  /** Adds a listener for the bare numbers; returns the function that takes it away. */
  tap(fn: Tap<A>): () => void {
    return this.#channel.tap(fn);
  }
}
