/** A list of units that grows and forgets, without allocating each time; a unit may be in it more than once. */
export class UnitList {
  #units = new Int32Array(64);
  #count = 0;

  add(unit: number): void {
    if (this.#count === this.#units.length) {
      const longer = new Int32Array(this.#count * 2);
      longer.set(this.#units);
      this.#units = longer;
    }
    this.#units[this.#count++] = unit;
  }

  /** Empties the list; visits what it held, ascending, once each. The visitor may not touch the list. */
  drainSorted(visit: (unit: number) => void): void {
    const sorted = this.#units.subarray(0, this.#count).sort();
    let last = -1;
    for (let i = 0; i < sorted.length; i++) {
      if (sorted[i] === last) continue;
      last = sorted[i];
      visit(last);
    }
    this.#count = 0;
  }
}
