/** Says what borrowing an asset costs; one instance an asset of a lending market. */
export interface LendingRatePolicy {
  /**
   * Interest a year, as a fraction, while this share of the asset is lent out; `utilisation` is from 0 to 1. At least 0, and
   * pure: the same share gives the same rate for the whole of a run.
   */
  rate(utilisation: number): number;
}
