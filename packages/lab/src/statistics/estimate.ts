/** A number and the interval that holds the true one with probability `level`, as far as the method's assumptions hold. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** As in 0.95. */
  readonly level: number;
  /** As in `t`, `BCa`, `Wilson`. */
  readonly method: string;
}

/** An estimate of a difference, and how surprising it would be if there were none. */
export interface TestedEstimate extends Estimate {
  /** Two-sided: the chance of a difference at least as far from zero when the true one is zero. */
  readonly pValue: number;
}
