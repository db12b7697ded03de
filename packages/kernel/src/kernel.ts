import type { Observable, Subscription } from 'rxjs';
import { Bus } from './bus.ts';
import { Calendar } from './calendar.ts';
import { Causality } from './causality.ts';
import { type Owner, UNCLAIMED } from './owner.ts';
import { Streams } from './random/streams.ts';
import { react, type Reactive } from './react.ts';
import { RunFault } from './run-fault.ts';
import { SimScheduler, Timers } from './sim-scheduler.ts';
import { Trace, type TraceLabels } from './trace.ts';
import { withUnhandled } from './unhandled.ts';

/** What a kernel starts from. */
export interface KernelOptions {
  /** The first instant, in whole microseconds since the Unix epoch. */
  readonly startUs: number;
  /** The seed of all randomness; a number and its decimal text are the same seed. */
  readonly seed: string | number;
  /** Freezes every fact before anyone sees it. */
  readonly audit?: boolean;
  /** How many dispatches, and how many facts in reaction to others, one instant may hold; 1,000,000 by default. */
  readonly instantBudget?: number;
  /** What places in growing lists stand for in the trace; the places themselves when absent. */
  readonly labels?: TraceLabels;
}

/** Simulated time, the event bus, named randomness and the trace of one run. It knows no market. */
export class Kernel implements Reactive {
  readonly seed: string;
  readonly causality = new Causality();
  readonly trace: Trace;
  readonly calendar: Calendar;
  readonly bus: Bus;
  readonly streams: Streams;
  readonly #timers: Timers;
  #fault: RunFault | null = null;
  #stepping = false;

  constructor(options: KernelOptions) {
    const { startUs, seed, audit, instantBudget, labels } = options;
    const { causality } = this;
    const trace = new Trace(labels);
    this.trace = trace;
    this.seed = String(seed);
    this.calendar = new Calendar(startUs, causality, { instantBudget });
    this.bus = new Bus({ calendar: this.calendar, causality, trace, brake: this, audit, instantBudget });
    this.streams = new Streams(seed);
    this.#timers = new Timers(this.calendar, this);
  }

  /** What broke the run; null while it is whole. */
  get fault(): RunFault | null {
    return this.#fault;
  }

  /** Whether the run has broken. */
  get stopped(): boolean {
    return this.#fault !== null;
  }

  /** How many facts and intents there were so far. */
  get events(): number {
    return this.trace.sequence;
  }

  /** Who is at work now. */
  get acting(): Owner {
    return this.calendar.acting;
  }

  set acting(owner: Owner) {
    this.calendar.acting = owner;
  }

  /** A clock for RxJS's time operators; work that it schedules is done on the owner's account. */
  clock(owner: Owner): SimScheduler {
    return new SimScheduler(this.#timers, owner);
  }

  /** Calls a function with each value of a stream, on an owner's account; see `react`. */
  react<T>(source$: Observable<T>, fn: (value: T) => void, owner: Owner): Subscription {
    return react(source$, fn, owner, this);
  }

  /**
   * Does what is scheduled up to and including an instant, at most so many dispatches of it, and hands out the facts of
   * each dispatch after it. 'done' when nothing is left up to that instant, 'more' when the dispatches ran out before.
   * Facts published before the step are handed out first. Throws the RunFault when the run breaks or has broken.
   */
  step(maxDispatches: number, untilUs: number): 'more' | 'done' {
    if (this.#stepping) throw new Error('A step cannot be taken from within a step.');
    this.#stepping = true;
    try {
      return this.guard(UNCLAIMED, () => this.#advance(maxDispatches, untilUs));
    } finally {
      this.#stepping = false;
    }
  }

  /**
   * Does work on an owner's account, such as building an agent: what it throws, and what RxJS would throw on its behalf
   * from a timer, breaks the run. Throws the RunFault when the run breaks or has broken.
   */
  guard<T>(owner: Owner, work: () => T): T {
    if (this.#fault !== null) throw this.#fault;
    this.acting = owner;
    try {
      const result = withUnhandled((error) => this.fail(error, this.acting), work);
      if (this.stopped) throw this.#fault;
      return result;
    } catch (error) {
      this.fail(error, this.acting);
      throw this.#fault;
    } finally {
      this.acting = UNCLAIMED;
    }
  }

  /** Breaks the run on account of an error in somebody's work; only the first error counts. */
  fail(error: unknown, owner: Owner): void {
    if (this.#fault !== null) return;
    const { plugin, instance } = owner;
    const place = { plugin, instance, seed: this.seed, timeUs: this.calendar.nowUs, seq: this.trace.sequence };
    this.#fault = error instanceof RunFault ? error : new RunFault(error, place);
  }

  #advance(maxDispatches: number, untilUs: number): 'more' | 'done' {
    const { bus, calendar } = this;
    bus.drain();
    for (let left = maxDispatches; !this.stopped; left--) {
      if (calendar.pending === 0 || calendar.peekUs() > untilUs) {
        this.causality.set(0, 0);
        return 'done';
      }
      if (left <= 0) break;
      calendar.dispatchNext();
      bus.drain();
    }
    this.causality.set(0, 0);
    return 'more';
  }
}
