import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';
import type { Calendar } from './calendar.ts';
import type { Owner } from './owner.ts';
import { Phase } from './phase.ts';
import type { Reactive } from './react.ts';

/** The clock of RxJS's time operators: milliseconds of simulated time, kept by the calendar, on one owner's account. */
export class SimScheduler implements SchedulerLike {
  readonly #timers: Timers;

  constructor(
    timers: Timers,
    /** Who answers for the work scheduled here. */
    readonly owner: Owner,
  ) {
    this.#timers = timers;
  }

  /** The present, in milliseconds since the Unix epoch, with fractions down to a microsecond. */
  now(): number {
    return this.#timers.calendar.nowUs / 1000;
  }

  /**
   * Does work after a delay in milliseconds, rounded to whole microseconds; in the order of scheduling when times are
   * equal. A delay above zero is at least a microsecond, or an operator that waits out the rest of a fraction would wait
   * for ever at one instant; one below zero is zero; one beyond the last safe integer of time never ends. Throws a
   * RangeError when the delay is not a number. Work that throws stops the run.
   */
  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
    return new SimAction(this.#timers, this.owner, work).schedule(state, delay);
  }
}

/** Ties the actions of all clocks of a run to the calendar. */
export class Timers {
  readonly #handlerId: number;
  readonly #armed: (Action | null)[] = [];
  readonly #free: number[] = [];

  constructor(
    readonly calendar: Calendar,
    readonly run: Reactive,
  ) {
    this.#handlerId = calendar.register((slot) => this.#fire(slot));
  }

  /** Has an action done after a delay in milliseconds; returns the calendar's handle, or 0 when that is never. */
  arm(action: Action, delayMs: number): number {
    const { calendar } = this;
    const timeUs = calendar.nowUs + toUs(delayMs);
    if (timeUs > Number.MAX_SAFE_INTEGER) return 0;
    const slot = this.#free.pop() ?? this.#armed.push(null) - 1;
    this.#armed[slot] = action;
    action.slot = slot;
    return calendar.schedule(timeUs, Phase.timer, this.#handlerId, slot);
  }

  /** Takes an armed action back. */
  disarm(handle: number, slot: number): void {
    if (!this.calendar.cancel(handle)) return;
    this.#armed[slot] = null;
    this.#free.push(slot);
  }

  #fire(slot: number): void {
    const action = this.#armed[slot];
    this.#armed[slot] = null;
    this.#free.push(slot);
    if (action !== null) action.fire();
  }
}

/** What `Timers` knows of an action. */
interface Action {
  slot: number;
  fire(): void;
}

/** One piece of work, which may schedule itself again. */
class SimAction<T> extends Subscription implements SchedulerAction<T>, Action {
  slot = 0;
  #handle = 0;
  #state: T | undefined;
  readonly #timers: Timers;
  readonly #owner: Owner;
  readonly #work: (this: SchedulerAction<T>, state?: T) => void;

  constructor(timers: Timers, owner: Owner, work: (this: SchedulerAction<T>, state?: T) => void) {
    super();
    this.#timers = timers;
    this.#owner = owner;
    this.#work = work;
  }

  schedule(state?: T, delay = 0): Subscription {
    if (this.closed) return this;
    this.#state = state;
    this.#disarm();
    this.#handle = this.#timers.arm(this, delay);
    return this;
  }

  fire(): void {
    this.#handle = 0;
    const { run } = this.#timers;
    run.acting = this.#owner;
    try {
      this.#work.call(this, this.#state);
    } catch (error) {
      this.unsubscribe();
      run.fail(error, this.#owner);
    }
  }

  override unsubscribe(): void {
    if (this.closed) return;
    this.#disarm();
    this.#state = undefined;
    super.unsubscribe();
  }

  #disarm(): void {
    if (this.#handle === 0) return;
    this.#timers.disarm(this.#handle, this.slot);
    this.#handle = 0;
  }
}

function toUs(delayMs: number): number {
  if (Number.isNaN(delayMs)) throw new RangeError('A delay is a number of milliseconds, not NaN.');
  if (delayMs <= 0) return 0;
  return Math.max(1, Math.round(delayMs * 1000));
}
