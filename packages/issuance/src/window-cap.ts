/** Counts what is dealt with in windows of equal length, the first of which begins with the run. */
export class WindowCap {
  readonly #most: number;
  readonly #perUs: number;
  readonly #startUs: number;
  #window = 0;
  #used = 0;

  /** At most so many units in so many microseconds. */
  constructor(most: number, perUs: number, startUs: number) {
    this.#most = most;
    this.#perUs = perUs;
    this.#startUs = startUs;
  }

  /** Units that are left in the window of this instant. */
  left(nowUs: number): number {
    this.#turn(nowUs);
    return Math.max(0, this.#most - this.#used);
  }

  /** Whether nothing has been used of it yet. */
  isFresh(nowUs: number): boolean {
    this.#turn(nowUs);
    return this.#used === 0;
  }

  use(units: number, nowUs: number): void {
    this.#turn(nowUs);
    this.#used += units;
  }

  /** When the next window begins. */
  nextUs(nowUs: number): number {
    return this.#startUs + (Math.floor((nowUs - this.#startUs) / this.#perUs) + 1) * this.#perUs;
  }

  #turn(nowUs: number): void {
    const window = Math.floor((nowUs - this.#startUs) / this.#perUs);
    if (window === this.#window) return;
    this.#window = window;
    this.#used = 0;
  }
}
