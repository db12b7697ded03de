/** A column of a table for people. */
export interface SummaryColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A titled table of strings, ready to be drawn; every row has as many cells as there are columns. */
export interface SummaryTable {
  readonly title: string;
  readonly columns: readonly SummaryColumn[];
  readonly rows: readonly (readonly string[])[];
}
