const FIRST = 64;

/** Numbers that are added one by one, kept in a typed array that doubles when it is full. */
export class NumberList {
  #data = new Float64Array(FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds a number behind the last. */
  push(value: number): void {
    if (this.#length === this.#data.length) {
      const wider = new Float64Array(this.#length * 2);
      wider.set(this.#data);
      this.#data = wider;
    }
    this.#data[this.#length++] = value;
  }

  at(index: number): number {
    return this.#data[index];
  }

  set(index: number, value: number): void {
    this.#data[index] = value;
  }

  /** The numbers so far, not copied. */
  values(): Float64Array {
    return this.#data.subarray(0, this.#length);
  }

  /** The place of a number in a list that rises; −1 when it is not there. */
  placeOf(value: number): number {
    let low = 0;
    let high = this.#length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (this.#data[middle] === value) return middle;
      if (this.#data[middle] < value) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
