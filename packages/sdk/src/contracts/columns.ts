/** The numbers or words of one column; numbers are doubles, times are microseconds since the Unix epoch. */
export interface Column {
  readonly name: string;
  readonly kind: 'time' | 'integer' | 'number' | 'text';
  /** As in `USDT`, `ppm`, `BTC`; absent where the numbers count things. */
  readonly unit?: string;
  readonly data: Float64Array | readonly string[];
}

/** A piece of a table: columns of equal length. Columns cross boundaries, objects do not. */
export interface Columns {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Takes the chunks of every table in the order they fill; the last chunks come when the run ends, however it ends. */
export interface ColumnSink {
  write(chunk: Columns): void;
}
