import { exp } from '@ebb/sdk';

/**
 * An exponential moving average over samples at uneven times: each counts for the time since the one before it, and fades
 * by 1/e in a time constant. Numerator and denominator fade alike (Hyperliquid, docs, "Robust price indices", 2025):
 * numerator → numerator × exp(−t ÷ τ) + sample × t, denominator → denominator × exp(−t ÷ τ) + t.
 */
export class ContinuousEma {
  readonly #timeConstantMs: number;
  #timeMs = NaN;
  #first = NaN;
  #numerator = 0;
  #denominator = 0;

  constructor(timeConstantMs: number) {
    this.#timeConstantMs = timeConstantMs;
  }

  /** Notes a sample; times never go back. */
  add(timeMs: number, sample: number): void {
    if (Number.isNaN(this.#timeMs)) this.#first = sample;
    else {
      const elapsedMs = timeMs - this.#timeMs;
      const fading = exp(-elapsedMs / this.#timeConstantMs);
      this.#numerator = this.#numerator * fading + sample * elapsedMs;
      this.#denominator = this.#denominator * fading + elapsedMs;
    }
    this.#timeMs = timeMs;
  }

  /** The average; the first sample while it is all there is, NaN before it. */
  get value(): number {
    return this.#denominator > 0 ? this.#numerator / this.#denominator : this.#first;
  }
}
