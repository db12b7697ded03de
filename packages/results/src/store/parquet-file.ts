import type { Columns } from '@ebb/sdk';
import { ParquetWriter, fileWriter } from 'hyparquet-writer';
import { parquetData, parquetSchema, unitsOf } from './parquet-schema.ts';

/**
 * One Parquet file being written, a row group for each chunk. Row groups go to the disk as they come, about a megabyte at a
 * time, so that memory does not grow with the file. Throws what the file system throws.
 */
export class ParquetFile {
  readonly #writer: ParquetWriter;
  #rows = 0;

  /** Makes the file, with the columns of the first chunk, which is not written yet; `notes` are kept in it by their keys. */
  constructor(path: string, first: Columns, notes: Readonly<Record<string, string>> = {}) {
    this.#writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: parquetSchema(first.columns),
      kvMetadata: [...unitsOf(first), ...Object.entries(notes).map(([key, value]) => ({ key, value }))],
      statistics: false,
      createdBy: 'ebb',
    });
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Appends a chunk of the same columns. */
  append({ rows, columns }: Columns): void {
    if (rows === 0) return;
    // The writer answers with a promise only when its file does, and a local file is written at once.
    void this.#writer.write({ columnData: columns.map(parquetData), rowGroupSize: rows });
    this.#rows += rows;
  }

  /** Writes the end of the file, without which it cannot be read. */
  close(): void {
    void this.#writer.finish();
  }
}
