const FIELDS = 4;

/** An amendment on its way. */
export interface Amendment {
  readonly account: number;
  readonly order: number;
  readonly priceTicks: number;
  readonly sizeLots: number;
}

/** Keeps the numbers of amendments while they travel, since a calendar entry carries only two. */
export class IntentPool {
  #numbers = new Float64Array(64 * FIELDS);
  readonly #free: number[] = [];
  #used = 0;

  /** Keeps an amendment and returns where. */
  put(account: number, order: number, priceTicks: number, sizeLots: number): number {
    const at = this.#free.pop() ?? this.#used++;
    if ((at + 1) * FIELDS > this.#numbers.length) {
      const grown = new Float64Array(this.#numbers.length * 2);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[at * FIELDS] = account;
    this.#numbers[at * FIELDS + 1] = order;
    this.#numbers[at * FIELDS + 2] = priceTicks;
    this.#numbers[at * FIELDS + 3] = sizeLots;
    return at;
  }

  /** Gives an amendment back and forgets it. */
  take(at: number): Amendment {
    this.#free.push(at);
    const numbers = this.#numbers;
    return {
      account: numbers[at * FIELDS],
      order: numbers[at * FIELDS + 1],
      priceTicks: numbers[at * FIELDS + 2],
      sizeLots: numbers[at * FIELDS + 3],
    };
  }
}
