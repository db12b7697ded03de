/** What one coin is worth in staked units, as rewards and slashings reach the stake that stands behind all coins. */
export class ShareRate {
  #rate: number;
  #rewards = NaN;
  #slashed = NaN;

  constructor(rate: number) {
    this.#rate = rate;
  }

  /**
   * The rate, given what is still in the pot of rewards, what has been slashed so far, and the coins that share in both. What
   * counts is what has left the one and reached the other since the last call: so atoms that were rounded away are nobody's.
   */
  after(rewards: number, slashed: number, coins: number): number {
    const gained = this.#rewards - rewards - (slashed - this.#slashed);
    this.#rewards = rewards;
    this.#slashed = slashed;
    // The first call has nothing to compare with, and what comes in while there are no coins is nobody's.
    if (gained !== 0 && coins > 0 && !Number.isNaN(gained)) this.#rate = Math.max(0, this.#rate + gained / coins);
    return this.#rate;
  }
}
