import type { ColumnSink } from '@ebb/sdk';
import { NumberBuffer, TextBuffer } from './column-buffer.ts';

/** Rows in a full chunk. */
export const CHUNK_ROWS = 16_384;

/**
 * Fills one table, column by column, and hands it to a sink in chunks of `chunkRows`. A row is written by taking its number
 * from `row()` and putting a value in every column; nothing is allocated for it. The chunks belong to the sink.
 */
export class TableRecorder {
  readonly #sink: ColumnSink;
  readonly #chunkRows: number;
  readonly #columns: (NumberBuffer | TextBuffer)[] = [];
  #filled = 0;
  #written = 0;

  constructor(
    sink: ColumnSink,
    readonly name: string,
    chunkRows: number = CHUNK_ROWS,
  ) {
    this.#sink = sink;
    this.#chunkRows = chunkRows;
  }

  /** Rows so far. */
  get rows(): number {
    return this.#written + this.#filled;
  }

  /** Adds a column of times, in microseconds since the epoch. */
  time(name: string): NumberBuffer {
    return this.#add(new NumberBuffer(name, 'time', 'us'));
  }

  /** Adds a column of safe integers; NaN where there is none. */
  integer(name: string, unit?: string): NumberBuffer {
    return this.#add(new NumberBuffer(name, 'integer', unit));
  }

  /** Adds a column of doubles; NaN where there is none. */
  number(name: string, unit?: string): NumberBuffer {
    return this.#add(new NumberBuffer(name, 'number', unit));
  }

  /** Adds a column of words. */
  text(name: string): TextBuffer {
    return this.#add(new TextBuffer(name));
  }

  /** Begins a row and returns its place in the chunk; hands the chunk over first when it is full. */
  row(): number {
    if (this.#filled === this.#chunkRows) this.#flush();
    return this.#filled++;
  }

  /** Hands over what is left; a table without a row is handed over once, empty, so that its columns are known. */
  finish(): void {
    if (this.#filled > 0 || this.#written === 0) this.#flush();
  }

  #flush(): void {
    const rows = this.#filled;
    this.#filled = 0;
    this.#written += rows;
    this.#sink.write({ table: this.name, rows, columns: this.#columns.map((column) => column.take(rows)) });
  }

  #add<C extends NumberBuffer | TextBuffer>(column: C): C {
    this.#columns.push(column);
    return column;
  }
}
