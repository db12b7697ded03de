import path from 'node:path';
import type { Columns, ColumnSink } from '@ebb/sdk';
import type { RecordedTable } from '../record.ts';
import { ParquetFile } from './parquet-file.ts';
import { storeError } from './store-error.ts';
import type { StoreError } from './store-error.ts';

/**
 * Writes the chunks of each table to `<table>.parquet` in a folder. A chunk is encoded and written before `write` returns,
 * so that nothing piles up when a run is faster than the disk. `write` never throws into the run that records: the first
 * error is kept in `error`, what comes after it is dropped, and `close` throws it.
 */
export class ParquetSink implements ColumnSink {
  readonly #files = new Map<string, ParquetFile>();
  #error: StoreError | null = null;

  constructor(
    /** An existing folder. */
    readonly folder: string,
  ) {}

  /** What went wrong first; a host that sees one may end the run early. */
  get error(): StoreError | null {
    return this.#error;
  }

  /** The tables written so far. */
  get tables(): readonly RecordedTable[] {
    return [...this.#files].map(([name, { rows }]) => ({ name, rows }));
  }

  write(chunk: Columns): void {
    if (this.#error !== null) return;
    const file = path.join(this.folder, `${chunk.table}.parquet`);
    try {
      let table = this.#files.get(chunk.table);
      if (table === undefined) {
        table = new ParquetFile(file, chunk);
        this.#files.set(chunk.table, table);
      }
      table.append(chunk);
    } catch (thrown) {
      this.#error = storeError(thrown, `write the table ${chunk.table}`, file);
    }
  }

  /** Ends every file. Throws a StoreError when anything could not be written. */
  close(): void {
    for (const [name, table] of this.#files) {
      if (this.#error !== null) break;
      try {
        table.close();
      } catch (thrown) {
        this.#error = storeError(thrown, `write the table ${name}`, path.join(this.folder, `${name}.parquet`));
      }
    }
    if (this.#error !== null) throw this.#error;
  }
}
