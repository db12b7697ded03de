/** Stake on its way out: so much may begin to leave in an epoch, and each part arrives after a time of its own; milliseconds. */
export class ExitQueue {
  readonly #epochMs: number;
  readonly #churn: number;
  readonly #drawMs: () => number;
  readonly #leaving: { readonly amount: number; readonly dueMs: number }[] = [];
  #epochStartMs: number;
  /** Share of the stake that may still begin to leave in this epoch. */
  #share: number;

  /** Lets a share of the stake begin to leave in every epoch; the first begins now. */
  constructor(nowMs: number, epochMs: number, churn: number, drawMs: () => number) {
    this.#epochStartMs = nowMs;
    this.#epochMs = epochMs;
    this.#churn = churn;
    this.#share = Math.min(1, churn);
    this.#drawMs = drawMs;
  }

  /** Lets as much of what is wanted begin to leave as the epoch still allows, and says how much that is. */
  ask(wanted: number, staked: number, nowMs: number): number {
    this.#turn(nowMs);
    if (!(wanted > 0 && staked > 0)) return 0;
    const amount = Math.min(wanted, this.#share * staked);
    if (!(amount > 0)) return 0;
    this.#share -= amount / staked;
    this.#leaving.push({ amount, dueMs: nowMs + this.#drawMs() });
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
    const epochs = Math.floor((nowMs - this.#epochStartMs) / this.#epochMs);
    if (epochs === 0) return;
    this.#epochStartMs += epochs * this.#epochMs;
    // Where one looks less often than once an epoch, what all of them allowed is still there.
    this.#share = Math.min(1, this.#churn * epochs);
  }
}
