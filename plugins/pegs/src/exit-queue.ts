/** How fast stake may leave; milliseconds and units. */
export interface ExitTerms {
  readonly epochMs: number;
  /** What may begin to leave in an epoch: this share of a basis, and never less than `least`. */
  readonly churn: number;
  readonly least: number;
  /** Draws how long one exit takes. */
  readonly drawMs: () => number;
}

/** Stake on its way out: so much may begin to leave in an epoch, and each part arrives after a time of its own. */
export class ExitQueue {
  readonly #terms: ExitTerms;
  readonly #leaving: { readonly amount: number; readonly dueMs: number }[] = [];
  #epochStartMs: number;
  /** Epochs since the last look, the present one included: where one looks seldom, what all of them allowed is still there. */
  #epochs = 1;
  /** Units that have begun to leave in them. */
  #begun = 0;

  /** The first epoch begins now. */
  constructor(nowMs: number, terms: ExitTerms) {
    this.#epochStartMs = nowMs;
    this.#terms = terms;
  }

  /** Lets as much of what is wanted, and of what is staked, begin to leave as is still allowed, and says how much that is. */
  ask(wanted: number, staked: number, basis: number, nowMs: number): number {
    this.#turn(nowMs);
    const { churn, least, drawMs } = this.#terms;
    const allowed = this.#epochs * Math.max(least, churn * basis) - this.#begun;
    const amount = Math.min(wanted, staked, allowed);
    if (!(amount > 0)) return 0;
    this.#begun += amount;
    this.#leaving.push({ amount, dueMs: nowMs + drawMs() });
    return amount;
  }

  /** Takes out what has arrived by now; to be called at every look, whether or not something is wanted. */
  takeDue(nowMs: number): number {
    this.#turn(nowMs);
    let sum = 0;
    for (let place = this.#leaving.length - 1; place >= 0; place--) {
      if (this.#leaving[place].dueMs > nowMs) continue;
      sum += this.#leaving[place].amount;
      this.#leaving.splice(place, 1);
    }
    return sum;
  }

  #turn(nowMs: number): void {
    const { epochMs } = this.#terms;
    const epochs = Math.floor((nowMs - this.#epochStartMs) / epochMs);
    if (epochs === 0) return;
    this.#epochStartMs += epochs * epochMs;
    this.#epochs = epochs;
    this.#begun = 0;
  }
}
