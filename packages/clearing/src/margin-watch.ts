/**
 * Finds the units that have to be liquidated, as a `WatchedBook` judges them. All watches of the same books give the same
 * answers; they differ in how many units they judge.
 */
export interface MarginWatch {
  /**
   * The units that have to be liquidated now, ascending, once each, when only these prices (by number) moved since the last
   * call. Units that were touched are asked of the books, and a unit that was named is judged again at the next call.
   */
  failing(moved: readonly number[]): readonly number[];
}
