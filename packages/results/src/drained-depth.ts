/** How much of a market's depth was gone at its least: samples in the warm-up say what is calm, else the first one does. */
export class DrainedDepth {
  readonly #scoredFromUs: number;
  #sum = 0;
  #samples = 0;
  #least = NaN;
  #leastUs = NaN;

  constructor(scoredFromUs: number) {
    this.#scoredFromUs = scoredFromUs;
  }

  /** Takes the depth at a moment, in any unit. */
  sample(timeUs: number, depth: number): void {
    if (timeUs < this.#scoredFromUs || this.#samples === 0) {
      this.#sum += depth;
      this.#samples++;
    }
    if (timeUs < this.#scoredFromUs || depth >= this.#least) return;
    [this.#least, this.#leastUs] = [depth, timeUs];
  }

  /** 1 − least depth ÷ the mean of the calm, and its moment; NaN without either. */
  get share(): { readonly value: number; readonly atUs: number } {
    return { value: 1 - this.#least / (this.#sum / this.#samples), atUs: this.#leastUs };
  }
}
