import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { release } from './sibling.ts';
import { workFile } from './whole-file.ts';

/** Numbers and texts of some rows, by column. */
export interface SpilledRows {
  readonly numbers: readonly Float64Array[];
  readonly texts: readonly (readonly string[])[];
}

/**
 * Brings rows into order on the disk, so that not all need to be in memory: rows are put in as they come, each with its rank, and
 * taken out in the order of ranks. Numbers lie in a file at the place of their rank, with where the row's texts lie in another.
 */
export class RowSpill {
  readonly #numberCount: number;
  readonly #width: number;
  readonly #rows: Scratch;
  readonly #texts: Scratch;
  #textEnd = 0;

  private constructor(numberCount: number, rows: Scratch, texts: Scratch) {
    this.#numberCount = numberCount;
    this.#width = numberCount + 2;
    this.#rows = rows;
    this.#texts = texts;
  }

  /** Makes the files in a folder, for rows of so many numbers. */
  static open(folder: string, numberCount: number): RowSpill {
    const rows = Scratch.open(folder);
    try {
      return new RowSpill(numberCount, rows, Scratch.open(folder));
    } catch (thrown) {
      rows.close();
      throw thrown;
    }
  }

  /** Puts rows in, each at its rank; those of rank −1 are left out. A column that is undefined is absent in all of them. */
  put(
    ranks: Int32Array,
    numbers: readonly (Float64Array | undefined)[],
    texts: readonly (readonly string[] | undefined)[],
  ): void {
    const kept = Array.from(ranks.keys()).filter((row) => ranks[row]! >= 0);
    if (kept.length === 0) return;
    const width = this.#width;
    const matrix = new Float64Array(kept.length * width);
    for (let column = 0; column < this.#numberCount; column++) {
      const data = numbers[column];
      for (let at = 0; at < kept.length; at++)
        matrix[at * width + column] = data === undefined ? NaN : data[kept[at]!]!;
    }
    const lines = kept.map((row) => Buffer.from(JSON.stringify(texts.map((column) => column?.[row] ?? ''))));
    for (const [at, line] of lines.entries()) {
      matrix[at * width + width - 2] = this.#textEnd;
      matrix[at * width + width - 1] = line.length;
      this.#textEnd += line.length;
    }
    const end = this.#textEnd;
    const bytes = Buffer.concat(lines);
    this.#texts.write(bytes, end - bytes.length);
    for (let from = 0; from < kept.length;) {
      let to = from + 1;
      while (to < kept.length && ranks[kept[to]!] === ranks[kept[to - 1]!]! + 1) to++;
      const piece = matrix.subarray(from * width, to * width);
      this.#rows.write(bytesOf(piece), ranks[kept[from]!]! * width * 8);
      from = to;
    }
  }

  /** Takes out so many rows from a rank on. */
  take(from: number, count: number): SpilledRows {
    const width = this.#width;
    const matrix = new Float64Array(count * width);
    this.#rows.read(bytesOf(matrix), from * width * 8);
    const numbers = Array.from({ length: this.#numberCount }, (_, column) => {
      const data = new Float64Array(count);
      for (let row = 0; row < count; row++) data[row] = matrix[row * width + column]!;
      return data;
    });
    const rows = this.#textsOf(count, (row) => [matrix[row * width + width - 2]!, matrix[row * width + width - 1]!]);
    return { numbers, texts: Array.from(rows[0] ?? [], (_, column) => rows.map((row) => row[column]!)) };
  }

  /** Removes the files. */
  close(): void {
    this.#rows.close();
    this.#texts.close();
  }

  /** Texts that were put in one after another lie so, and are read at once. */
  #textsOf(count: number, placeOf: (row: number) => readonly [at: number, length: number]): string[][] {
    const rows: string[][] = [];
    for (let from = 0; from < count;) {
      const [start] = placeOf(from);
      let [to, end] = [from, start];
      while (to < count && placeOf(to)[0] === end) end += placeOf(to++)[1];
      const bytes = Buffer.alloc(end - start);
      this.#texts.read(bytes, start);
      for (let at = 0; from < to; from++) {
        const [, length] = placeOf(from);
        rows.push(JSON.parse(bytes.toString('utf8', at, at + length)) as string[]);
        at += length;
      }
    }
    return rows;
  }
}

/** A file of this process alone. Its pieces may be as small as a row, for which waiting would take longer than writing. */
class Scratch {
  readonly #path: string;
  readonly #file: number;

  private constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  static open(folder: string): Scratch {
    const file = workFile(folder);
    try {
      return new Scratch(file, openSync(file, 'wx+'));
    } catch (thrown) {
      release(file);
      throw thrown;
    }
  }

  /** Writes all of the bytes; a disk that is nearly full takes a part of them first. */
  write(bytes: Uint8Array, position: number): void {
    for (let at = 0; at < bytes.length;) {
      at += writeSync(this.#file, bytes, at, bytes.length - at, position + at);
    }
  }

  read(bytes: Uint8Array, position: number): void {
    for (let at = 0; at < bytes.length;) {
      const count = readSync(this.#file, bytes, at, bytes.length - at, position + at);
      if (count === 0) throw new RangeError('a row was never put in');
      at += count;
    }
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
    release(this.#path);
  }
}

function bytesOf(numbers: Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
