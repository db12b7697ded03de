import { exp, ln } from '@ebb/sdk';

/**
 * An exponentially weighted estimate of volatility from prices at uneven moments: the squared log return per second of
 * each gap enters with the weight 1 − e^(−gap/memory).
 */
export class EwmaVolatility {
  readonly #memoryMs: number;
  #variance: number;
  #price = NaN;
  #timeMs = 0;

  /** `initial` is the standard deviation of the log return of one second that it begins with. */
  constructor(memoryMs: number, initial: number) {
    this.#memoryMs = memoryMs;
    this.#variance = initial * initial;
  }

  /** Variance of the log return of one second. */
  get variance(): number {
    return this.#variance;
  }

  /** Takes a price above 0 in; times ascend, and a second price at one moment is left out. */
  take(price: number, timeMs: number): void {
    const gapMs = timeMs - this.#timeMs;
    if (!Number.isNaN(this.#price)) {
      if (gapMs <= 0) return;
      const move = ln(price / this.#price);
      const weight = 1 - exp(-gapMs / this.#memoryMs);
      this.#variance += weight * ((move * move * 1000) / gapMs - this.#variance);
    }
    this.#price = price;
    this.#timeMs = timeMs;
  }
}
