import type { Brake } from './brake.ts';
import type { Calendar } from './calendar.ts';
import type { Causality } from './causality.ts';
import { EndlessInstantError } from './endless-instant-error.ts';
import type { FactHead, FactType, IntentType, Numbers } from './fact.ts';
import { Family } from './family.ts';
import { Intents } from './intents.ts';
import { Mailbox, ORIGIN, SEQ } from './mailbox.ts';
import { UNCLAIMED } from './owner.ts';
import { PrivateTopic } from './private-topic.ts';
import { Publisher } from './publisher.ts';
import { Topic } from './topic.ts';
import type { Trace } from './trace.ts';

/** What a bus is made of, and its options. */
export interface BusParts {
  readonly calendar: Calendar;
  readonly causality: Causality;
  readonly trace: Trace;
  readonly brake: Brake;
  /** Freezes every fact before anyone sees it. */
  readonly audit?: boolean;
  /** How many facts may be published in reaction to others at one instant before it is called endless. */
  readonly instantBudget?: number;
}

interface Entry {
  readonly type: { readonly name: string };
  readonly family: unknown;
  readonly topics: Map<number, unknown>;
  personal: unknown;
}

/**
 * Carries facts from those who publish to those who listen. A publish calls nobody: facts wait in one mailbox, and
 * `drain` hands them out in the order of publishing, so that every listener hears every fact in the same order and sees
 * the state after all of the work that published it.
 */
export class Bus {
  readonly #publisher: Publisher;
  readonly #mailbox = new Mailbox();
  readonly #budget: number;
  readonly #types = new Map<number, Entry>();
  #draining = false;

  constructor(parts: BusParts) {
    const { calendar, causality, trace, brake, audit = false, instantBudget = 1_000_000 } = parts;
    this.#publisher = new Publisher(calendar, causality, trace, this.#mailbox, brake, audit);
    this.#budget = instantBudget;
  }

  /** How many facts wait to be handed out. */
  get waiting(): number {
    return this.#mailbox.size;
  }

  /** Calls a check after every fact and intent, at the moment it is published; what it throws breaks the run. */
  auditWith(check: () => void): void {
    this.#publisher.check = check;
  }

  /** The topic of a type about a subject, the same one each time; throws when the index names another subject. */
  topic<S, A extends Numbers, F extends FactHead>(
    type: FactType<S, A, F>,
    subject: S,
    subjectIndex: number,
  ): Topic<S, A, F> {
    if (!Number.isSafeInteger(subjectIndex)) throw new RangeError(`A subject's index is whole, not ${subjectIndex}.`);
    const { topics } = this.#entry(type);
    const known = topics.get(subjectIndex) as Topic<S, A, F> | undefined;
    if (known !== undefined) {
      if (known.subject === subject) return known;
      throw new Error(`Two subjects of "${type.name}" share the index ${subjectIndex}.`);
    }
    const made = new Topic(this.family(type), this.#publisher, subject, subjectIndex);
    topics.set(subjectIndex, made);
    return made;
  }

  /**
   * The facts of a type that are each addressed to an index, such as an account: to their first number. `subjects` are
   * what they are about, by subject index; the list may grow. Throws when it is another list than before, or when the
   * type carries no number.
   */
  privateTopic<S, A extends Numbers, F extends FactHead>(
    type: FactType<S, A, F>,
    subjects: readonly S[],
  ): PrivateTopic<S, A, F> {
    const entry = this.#entry(type);
    entry.personal ??= new PrivateTopic(this.family(type), this.#publisher, subjects);
    const topic = entry.personal as PrivateTopic<S, A, F>;
    if (topic.subjects !== subjects) throw new Error(`The facts "${type.name}" have another list of subjects already.`);
    return topic;
  }

  /** All facts of a type. */
  family<S, A extends Numbers, F extends FactHead>(type: FactType<S, A, F>): Family<S, A, F> {
    return this.#entry(type).family as Family<S, A, F>;
  }

  /** The intents of a type. */
  intents<A extends Numbers>(type: IntentType<A>): Intents<A> {
    return this.#entry(type).family as Intents<A>;
  }

  /**
   * Hands out all facts that wait, and those published meanwhile, until none is left or the run has broken. While a fact
   * is handed out it is the cause of what is done. Called from within a hand-out it does nothing: the facts get their
   * turn. Throws what a private listener threw, and an EndlessInstantError when reactions do not come to an end.
   */
  drain(): void {
    const mailbox = this.#mailbox;
    if (mailbox.size === 0 || this.#draining) return;
    const { brake, calendar, causality } = this.#publisher;
    let left = mailbox.size + this.#budget;
    this.#draining = true;
    try {
      while (mailbox.size > 0 && !brake.stopped) {
        if (left-- === 0) throw new EndlessInstantError(calendar.nowUs, this.#budget, 'facts');
        const numbers = mailbox.numbers;
        const at = mailbox.front;
        causality.cause = numbers[at + SEQ];
        causality.origin = numbers[at + ORIGIN];
        calendar.acting = UNCLAIMED;
        mailbox.take().deliver(numbers, at);
      }
    } finally {
      this.#draining = false;
    }
    causality.set(0, 0);
  }

  #entry<S, A extends Numbers, F extends FactHead>(type: FactType<S, A, F> | IntentType<A>): Entry {
    const known = this.#types.get(type.id);
    if (known !== undefined) {
      if (known.type === type) return known;
      throw new Error(
        `Two types of facts or intents share a name or its hash: "${known.type.name}" and "${type.name}".`,
      );
    }
    const family = type.kind === 'fact' ? new Family(type, this.#publisher) : new Intents(type, this.#publisher);
    const made: Entry = { type, family, topics: new Map(), personal: undefined };
    this.#types.set(type.id, made);
    return made;
  }
}
