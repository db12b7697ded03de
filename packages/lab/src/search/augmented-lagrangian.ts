/** A generation's own mean: what is minimised, and the constraint, which is met at zero and below. */
export interface MeanValues {
  readonly cost: number;
  readonly constraint: number;
}

/**
 * Turns "the least cost with a constraint" into values without one, and learns the price of the constraint from the mean of each
 * generation: "Augmented Lagrangian Constraint Handling for CMA-ES: Case of a Single Linear Constraint" (A. Atamna, A. Auger and
 * N. Hansen, PPSN 2016), with the constants given there. Costs and constraint are scaled to a spread of about one by the caller.
 */
export class AugmentedLagrangian {
  readonly #dimension: number;
  #multiplier = 0;
  #penalty = 1;
  #before: MeanValues | undefined;

  constructor(dimension: number) {
    this.#dimension = dimension;
  }

  /** The price of a unit of the constraint, and how steeply its breach is punished. */
  get factors(): { readonly multiplier: number; readonly penalty: number } {
    return { multiplier: this.#multiplier, penalty: this.#penalty };
  }

  /** What is minimised instead of the cost. */
  value({ cost, constraint }: MeanValues): number {
    const [multiplier, penalty] = [this.#multiplier, this.#penalty];
    if (multiplier + penalty * constraint < 0) return cost - (multiplier * multiplier) / (2 * penalty);
    return cost + multiplier * constraint + (penalty / 2) * constraint * constraint;
  }

  /** Learns from the mean of a generation. */
  learn(mean: MeanValues): void {
    const before = this.#before;
    this.#before = mean;
    if (before !== undefined) {
      const step = Math.abs(this.value(mean) - this.value(before));
      const isWeak = this.#penalty * mean.constraint ** 2 < (3 * step) / this.#dimension;
      const isSlow = 5 * Math.abs(mean.constraint - before.constraint) < Math.abs(before.constraint);
      const growth = 2 ** (1 / this.#dimension);
      this.#penalty *= isWeak || isSlow ? growth ** 0.25 : 1 / growth;
    }
    this.#multiplier = Math.max(0, this.#multiplier + (this.#penalty * mean.constraint) / 5);
  }
}
