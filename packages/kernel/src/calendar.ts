import type { Causality } from './causality.ts';
import { EndlessInstantError } from './endless-instant-error.ts';
import { EntryHeap } from './entry-heap.ts';
import { type Owner, UNCLAIMED } from './owner.ts';
import type { Phase } from './phase.ts';

/** Does the work of a calendar entry, given the two numbers that were stored with it. */
export type Handler = (a: number, b: number) => void;

/** Options of a calendar. */
export interface CalendarOptions {
  /** Entries to make room for at first; the calendar doubles when it is full. */
  readonly capacity?: number;
  /** How many dispatches one instant may hold before it is called endless. */
  readonly instantBudget?: number;
}

/** An order is phase × 2^48 + the number of the scheduling: exact in a double for 2^48 schedulings. */
const ORDERS_PER_PHASE = 281_474_976_710_656;
/** A handle is generation × 2^24 + slot. */
const MAX_SLOTS = 16_777_216;
const MAX_GENERATION = 536_870_911;

/**
 * What is kept of a slot, in eight doubles so that a slot is one cache line: with a million entries pending, the lines
 * touched are what a dispatch costs. The generation is odd while the slot is in the heap and even while it is free; a
 * free slot names its successor in the list of free slots, and −1 ends it.
 */
const STRIDE = 8;
const HANDLER = 0;
const A = 1;
const B = 2;
const CAUSE = 3;
const ORIGIN = 4;
const GENERATION = 5;
const NEXT_FREE = 6;

/**
 * Holds all that is still to happen, ordered by (time, phase, order of scheduling), and moves the present forward from
 * one entry to the next. Times are integers, microseconds since the Unix epoch. An entry is a handler's number and two
 * numbers for it; scheduling and dispatching allocate nothing.
 */
export class Calendar {
  /** The present, in microseconds since the Unix epoch: the time of the entry dispatched last. */
  nowUs: number;

  /** The phase of the entry dispatched last; 0 before the first. */
  phase = 0;

  /** How many entries have been dispatched. */
  dispatched = 0;

  /** The owner of the entry dispatched last. */
  acting: Owner = UNCLAIMED;

  readonly #causality: Causality;
  readonly #instantBudget: number;
  readonly #heap: EntryHeap;
  readonly #handlers: Handler[] = [];
  readonly #owners: Owner[] = [];
  #capacity: number;
  #slots: Float64Array;
  #firstFree = -1;
  #scheduled = 0;
  #dispatchedAtInstant = 0;

  constructor(startUs: number, causality: Causality, options: CalendarOptions = {}) {
    if (!Number.isSafeInteger(startUs)) throw new RangeError(`The start is not a whole number of us: ${startUs}.`);
    const { capacity = 1024, instantBudget = 1_000_000 } = options;
    this.nowUs = startUs;
    this.#causality = causality;
    this.#instantBudget = instantBudget;
    this.#capacity = capacity;
    this.#heap = new EntryHeap(capacity);
    this.#slots = new Float64Array(capacity * STRIDE);
    this.#freeSlots(0, capacity);
  }

  /** How many entries are still to be dispatched. */
  get pending(): number {
    return this.#heap.size;
  }

  /** Gives a handler the number by which entries name it; a fault in its work is laid at the owner's door. */
  register(handler: Handler, owner: Owner = UNCLAIMED): number {
    this.#owners.push(owner);
    return this.#handlers.push(handler) - 1;
  }

  /**
   * Adds an entry that follows from what is happening now, and returns its handle (never 0). The present instant is
   * allowed, with any phase: an earlier phase than the present one simply comes next. Throws a RangeError for the past.
   */
  schedule(timeUs: number, phase: Phase, handlerId: number, a = 0, b = 0): number {
    return this.scheduleCaused(this.#causality.cause, this.#causality.origin, timeUs, phase, handlerId, a, b);
  }

  /** Adds an entry as `schedule` does, with a cause and an origin of the caller's choice. */
  scheduleCaused(cause: number, origin: number, timeUs: number, phase: Phase, handlerId: number, a = 0, b = 0): number {
    if (!(timeUs >= this.nowUs) || !Number.isSafeInteger(timeUs)) this.#refuse(timeUs);
    if (this.#handlers[handlerId] === undefined) throw new RangeError(`No handler has the number ${handlerId}.`);
    if (this.#firstFree < 0) this.#grow();
    const slot = this.#firstFree;
    const slots = this.#slots;
    const at = slot * STRIDE;
    this.#firstFree = slots[at + NEXT_FREE];
    slots[at + HANDLER] = handlerId;
    slots[at + A] = a;
    slots[at + B] = b;
    slots[at + CAUSE] = cause;
    slots[at + ORIGIN] = origin;
    this.#heap.push(timeUs, phase * ORDERS_PER_PHASE + this.#scheduled++, slot);
    return ++slots[at + GENERATION] * MAX_SLOTS + slot;
  }

  /** Takes an entry out; false when it has been dispatched or cancelled already, or never was. */
  cancel(handle: number): boolean {
    const generation = Math.floor(handle / MAX_SLOTS);
    const slot = handle - generation * MAX_SLOTS;
    if (generation % 2 !== 1 || this.#slots[slot * STRIDE + GENERATION] !== generation) return false;
    this.#heap.remove(slot);
    this.#release(slot);
    return true;
  }

  /** The time of the next entry in microseconds; Infinity when there is none. */
  peekUs(): number {
    return this.#heap.size > 0 ? this.#heap.topTime : Infinity;
  }

  /**
   * Moves the present to the next entry and does its work; false when there is none. Throws an EndlessInstantError when
   * the present instant has used up its budget; the entry stays, and `acting` is who worked last at that instant.
   */
  dispatchNext(): boolean {
    const heap = this.#heap;
    if (heap.size === 0) return false;
    const slot = heap.topSlot;
    const slots = this.#slots;
    const at = slot * STRIDE;
    const handlerId = slots[at + HANDLER];
    this.#enter(heap.topTime);
    this.acting = this.#owners[handlerId];
    this.phase = Math.floor(heap.topOrder / ORDERS_PER_PHASE);
    heap.pop();
    const a = slots[at + A];
    const b = slots[at + B];
    this.#causality.cause = slots[at + CAUSE];
    this.#causality.origin = slots[at + ORIGIN];
    this.#release(slot);
    this.dispatched++;
    this.#handlers[handlerId](a, b);
    return true;
  }

  /** Moves the present forward over a stretch in which nothing is scheduled; throws a RangeError when something is. */
  advanceTo(timeUs: number): void {
    if (!(timeUs >= this.nowUs) || !Number.isSafeInteger(timeUs)) this.#refuse(timeUs);
    if (this.peekUs() < timeUs) {
      throw new RangeError(`Cannot pass over the entry at ${this.peekUs()} us on the way to ${timeUs} us.`);
    }
    if (timeUs !== this.nowUs) this.#dispatchedAtInstant = 0;
    this.nowUs = timeUs;
  }

  #enter(timeUs: number): void {
    if (timeUs !== this.nowUs) {
      this.nowUs = timeUs;
      this.#dispatchedAtInstant = 0;
    }
    if (this.#dispatchedAtInstant >= this.#instantBudget) {
      throw new EndlessInstantError(timeUs, this.#instantBudget, 'dispatches');
    }
    this.#dispatchedAtInstant++;
  }

  #refuse(timeUs: number): never {
    throw new RangeError(
      Number.isSafeInteger(timeUs)
        ? `Cannot go back to ${timeUs} us: it is ${this.nowUs} us already.`
        : `A time is a whole number of us, not ${timeUs}.`,
    );
  }

  /** Frees a slot; one whose generations are used up is retired, so that a stale handle can never come to life. */
  #release(slot: number): void {
    const at = slot * STRIDE;
    if (++this.#slots[at + GENERATION] >= MAX_GENERATION) return;
    this.#slots[at + NEXT_FREE] = this.#firstFree;
    this.#firstFree = slot;
  }

  #freeSlots(from: number, to: number): void {
    for (let slot = to - 1; slot >= from; slot--) {
      this.#slots[slot * STRIDE + NEXT_FREE] = this.#firstFree;
      this.#firstFree = slot;
    }
  }

  #grow(): void {
    const from = this.#capacity;
    const to = Math.min(Math.max(from * 2, 1), MAX_SLOTS);
    if (to === from) throw new RangeError(`The calendar holds ${MAX_SLOTS} entries and is full.`);
    const slots = new Float64Array(to * STRIDE);
    slots.set(this.#slots);
    this.#slots = slots;
    this.#heap.grow(to);
    this.#capacity = to;
    this.#freeSlots(from, to);
  }
}
