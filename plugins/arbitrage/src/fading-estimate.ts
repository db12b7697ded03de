/** What was last experienced of something, which fades in a straight line into what was expected before; milliseconds. */
export class FadingEstimate {
  readonly #prior: number;
  readonly #memoryMs: number;
  #seen: number;
  #seenMs = -Infinity;

  constructor(prior: number, memoryMs: number) {
    this.#prior = prior;
    this.#memoryMs = memoryMs;
    this.#seen = prior;
  }

  see(value: number, nowMs: number): void {
    this.#seen = value;
    this.#seenMs = nowMs;
  }

  at(nowMs: number): number {
    const left = Math.max(0, 1 - (nowMs - this.#seenMs) / this.#memoryMs);
    return this.#prior + (this.#seen - this.#prior) * left;
  }
}
