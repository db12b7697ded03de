import type { ColumnSink, Columns } from '@ebb/sdk';

/** A row of a table: numbers and words by column. */
export type Row = Readonly<Record<string, number | string>>;

/** Keeps every table of a run, for a test to read. */
export class MemorySink implements ColumnSink {
  readonly #chunks: Columns[] = [];

  write(chunk: Columns): void {
    this.#chunks.push(chunk);
  }

  /** The rows of a table, in order; none when the run has no such table. */
  rows(table: string): readonly Row[] {
    return this.#chunks
      .filter((chunk) => chunk.table === table)
      .flatMap(({ rows, columns }) =>
        Array.from({ length: rows }, (_, row) =>
          Object.fromEntries(columns.map(({ name, data }) => [name, data[row]])),
        ),
      );
  }
}
