import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
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
  static async open(folder: string, numberCount: number): Promise<RowSpill> {
    const rows = await Scratch.open(folder);
    try {
      return new RowSpill(numberCount, rows, await Scratch.open(folder));
    } catch (thrown) {
      await rows.close();
      throw thrown;
    }
  }

  /** Puts rows in, each at its rank; those of rank −1 are left out. A column that is undefined is absent in all of them. */
  async put(
    ranks: Int32Array,
    numbers: readonly (Float64Array | undefined)[],
    texts: readonly (readonly string[] | undefined)[],
  ): Promise<void> {
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
    await this.#texts.write(bytes, end - bytes.length);
    for (let from = 0; from < kept.length;) {
      let to = from + 1;
      while (to < kept.length && ranks[kept[to]!] === ranks[kept[to - 1]!]! + 1) to++;
      const piece = matrix.subarray(from * width, to * width);
      await this.#rows.write(bytesOf(piece), ranks[kept[from]!]! * width * 8);
      from = to;
    }
  }

  /** Takes out so many rows from a rank on. */
  async take(from: number, count: number): Promise<SpilledRows> {
    const width = this.#width;
    const matrix = new Float64Array(count * width);
    await this.#rows.read(bytesOf(matrix), from * width * 8);
    const numbers = Array.from({ length: this.#numberCount }, (_, column) => {
      const data = new Float64Array(count);
      for (let row = 0; row < count; row++) data[row] = matrix[row * width + column]!;
      return data;
    });
    const rows = await this.#textsOf(count, (row) => [
      matrix[row * width + width - 2]!,
      matrix[row * width + width - 1]!,
    ]);
    return { numbers, texts: Array.from(rows[0] ?? [], (_, column) => rows.map((row) => row[column]!)) };
  }

  /** Removes the files. */
  async close(): Promise<void> {
    await this.#rows.close();
    await this.#texts.close();
  }

  /** Texts that were put in one after another lie so, and are read at once. */
  async #textsOf(count: number, placeOf: (row: number) => readonly [at: number, length: number]): Promise<string[][]> {
    const rows: string[][] = [];
    for (let from = 0; from < count;) {
      const [start] = placeOf(from);
      let [to, end] = [from, start];
      while (to < count && placeOf(to)[0] === end) end += placeOf(to++)[1];
      const bytes = Buffer.alloc(end - start);
      await this.#texts.read(bytes, start);
      for (let at = 0; from < to; from++) {
        const [, length] = placeOf(from);
        rows.push(JSON.parse(bytes.toString('utf8', at, at + length)) as string[]);
        at += length;
      }
    }
    return rows;
  }
}

/** A file of this process alone, without a name that others know. */
class Scratch {
  readonly #path: string;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async open(folder: string): Promise<Scratch> {
    const file = workFile(folder);
    try {
      return new Scratch(file, await open(file, 'wx+'));
    } catch (thrown) {
      release(file);
      throw thrown;
    }
  }

  /** Writes all of the bytes; a disk that is nearly full takes a part of them first. */
  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      at += (await this.#handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
    }
  }

  async read(bytes: Uint8Array, position: number): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await this.#handle.read(bytes, at, bytes.length - at, position + at);
      if (bytesRead === 0) throw new RangeError('a row was never put in');
      at += bytesRead;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
    release(this.#path);
  }
}

function bytesOf(numbers: Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
