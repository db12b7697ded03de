import { proportionSequence, type SequenceOptions, sequenceReach } from './confidence-sequence.ts';
import type { Estimate } from './estimate.ts';

/** What is measured until it is known well enough. */
export interface SequentialStopOptions extends SequenceOptions {
  /** The interval may reach so far to either side, in the unit of the values. */
  readonly halfWidth: number;
  /** An event's values are 0 and 1. */
  readonly of: 'mean' | 'event';
}

/**
 * Takes values one after another and says when their mean, or the probability of an event, is known to a half-width; looking after
 * each value costs no error, as the interval is a confidence sequence. Values all alike never stop a mean, so a caller sets
 * a most.
 */
export class SequentialStop {
  readonly #options: SequentialStopOptions;
  #n = 0;
  #mean = 0;
  #squares = 0;

  constructor(options: SequentialStopOptions) {
    if (!(options.halfWidth > 0)) throw new RangeError(`a half-width is above 0, not ${options.halfWidth}`);
    this.#options = options;
  }

  /** Takes the next value; the running moments are Welford's (Technometrics 4, 1962). Throws a RangeError for an event that is neither 0 nor 1. */
  add(value: number): void {
    if (this.#options.of === 'event' && value !== 0 && value !== 1) {
      throw new RangeError(`an event's value is 0 or 1, not ${value}`);
    }
    this.#n += 1;
    const off = value - this.#mean;
    this.#mean += off / this.#n;
    this.#squares += off * (value - this.#mean);
  }

  /** What is known so far; 0 to 1 or the whole line about NaN before the first value. */
  get estimate(): Estimate {
    const { of, level } = this.#options;
    const n = this.#n;
    if (of === 'event' && n > 0) return proportionSequence(Math.round(this.#mean * n), n, level);
    const reach = sequenceReach(n, Math.sqrt(this.#squares / (n - 1)), this.#options);
    const method = 'confidence sequence';
    if (n === 0)
      return { value: NaN, low: of === 'event' ? 0 : -Infinity, high: of === 'event' ? 1 : Infinity, level, method };
    return { value: this.#mean, low: this.#mean - reach, high: this.#mean + reach, level, method };
  }

  /** True once the interval reaches no further than the half-width to either side; the interval of an event may be lopsided, and half its length counts. */
  get mayStop(): boolean {
    const { low, high } = this.estimate;
    return high - low <= 2 * this.#options.halfWidth;
  }
}
