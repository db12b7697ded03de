import type { Column } from '@ebb/sdk';

/** What a column holds besides words. */
export type NumberKind = 'time' | 'integer' | 'number';

const FIRST_ROWS = 256;

/** A column of numbers being filled: doubles, of which times and integers are safe integers; NaN where there is nothing. */
export class NumberBuffer {
  #data = new Float64Array(FIRST_ROWS);

  constructor(
    readonly name: string,
    readonly kind: NumberKind,
    readonly unit: string | undefined,
  ) {}

  /** Writes a row; rows come in order, and none is left out. */
  put(row: number, value: number): void {
    if (row >= this.#data.length) this.#grow();
    this.#data[row] = value;
  }

  /** Hands the first `rows` over, to keep, and begins anew with room for as many as there were. */
  take(rows: number): Column {
    const { name, kind, unit } = this;
    const full = rows === this.#data.length;
    const data = full ? this.#data : this.#data.slice(0, rows);
    if (full) this.#data = new Float64Array(rows);
    return unit === undefined ? { name, kind, data } : { name, kind, unit, data };
  }

  #grow(): void {
    const wider = new Float64Array(this.#data.length * 2);
    wider.set(this.#data);
    this.#data = wider;
  }
}

/** A column of words being filled; the words are shared, not copied. */
export class TextBuffer {
  #data: string[] = [];

  constructor(readonly name: string) {}

  /** Writes a row; rows come in order, and none is left out. */
  put(row: number, word: string): void {
    this.#data[row] = word;
  }

  /** Hands the words over, to keep, and begins anew. */
  take(): Column {
    const data = this.#data;
    this.#data = [];
    return { name: this.name, kind: 'text', data };
  }
}
