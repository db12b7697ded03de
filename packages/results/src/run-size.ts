const MINUTE_US = 60_000_000;

/** How large a share of a coin's supply was asked back within a window, minute by minute of the scored part. */
export class RunSize {
  readonly #scoredFromUs: number;
  /** Coins asked for in each minute, and those in other hands when it began. */
  readonly #asked: number[] = [];
  readonly #supply: number[] = [];
  #now = 0;

  constructor(scoredFromUs: number) {
    this.#scoredFromUs = scoredFromUs;
  }

  /** Takes how many coins are in other hands than the issuer's from now on. */
  supply(timeUs: number, coins: number): void {
    this.#open(timeUs);
    this.#now = coins;
    // The first that is known stands for the minute in which it was told.
    if (this.#supply.at(-1) === 0) this.#supply[this.#supply.length - 1] = coins;
  }

  /** Takes that so many were asked back. */
  ask(timeUs: number, coins: number): void {
    if (this.#open(timeUs)) this.#asked[this.#asked.length - 1] += coins;
  }

  /** The largest share of the supply at its beginning that was asked back in so many minutes on end, and when they began; NaN without supply. */
  worst(minutes: number): { readonly share: number; readonly atUs: number } {
    let [share, atUs, sum] = [NaN, NaN, 0];
    for (let first = this.#asked.length - 1; first >= 0; first--) {
      sum += this.#asked[first] - (this.#asked[first + minutes] ?? 0);
      const here = this.#supply[first] > 0 ? sum / this.#supply[first] : NaN;
      // From the last backwards, so that the first of equals stays.
      if (!(here < share || Number.isNaN(here))) [share, atUs] = [here, this.#scoredFromUs + first * MINUTE_US];
    }
    return { share, atUs };
  }

  #open(timeUs: number): boolean {
    if (timeUs < this.#scoredFromUs) return false;
    const minute = Math.floor((timeUs - this.#scoredFromUs) / MINUTE_US);
    while (this.#asked.length <= minute) {
      this.#asked.push(0);
      this.#supply.push(this.#now);
    }
    return true;
  }
}
