/**
 * The barriers of one price on one side, the least key first, in a binary heap on typed arrays. An entry is the key (see
 * `barrierKey`), a unit, and the version of the unit's judgement that set it; it is stale once the unit has another version.
 */
export class BarrierHeap {
  /** How many entries there are, stale ones included. */
  size = 0;
  #keys = new Float64Array(16);
  /** Unit and version of each entry, side by side. */
  #tags = new Int32Array(32);

  /** The first key; meaningless when the heap is empty, as are its unit and version. */
  get topKey(): number {
    return this.#keys[0];
  }

  get topUnit(): number {
    return this.#tags[0];
  }

  get topVersion(): number {
    return this.#tags[1];
  }

  push(key: number, unit: number, version: number): void {
    if (this.size === this.#keys.length) this.#resize(this.size * 2);
    const keys = this.#keys;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent] <= key) break;
      this.#copy(parent, at);
      at = parent;
    }
    this.#put(at, key, unit, version);
  }

  /** Removes the first entry. */
  pop(): void {
    const last = --this.size;
    if (last > 0) this.#siftDown(0, this.#keys[last], this.#tags[2 * last], this.#tags[2 * last + 1]);
  }

  /** Removes the stale entries, given the present version of every unit, and gives back memory that is not needed. */
  dropStale(versions: Int32Array): void {
    const tags = this.#tags;
    let kept = 0;
    for (let at = 0; at < this.size; at++) {
      if (versions[tags[2 * at]] === tags[2 * at + 1]) this.#copy(at, kept++);
    }
    this.size = kept;
    if (this.#keys.length > 4 * kept && this.#keys.length > 16) this.#resize(Math.max(16, 2 * kept));
    for (let at = (kept >> 1) - 1; at >= 0; at--) {
      this.#siftDown(at, this.#keys[at], this.#tags[2 * at], this.#tags[2 * at + 1]);
    }
  }

  #siftDown(start: number, key: number, unit: number, version: number): void {
    const keys = this.#keys;
    const size = this.size;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && keys[child + 1] < keys[child]) child++;
      if (key <= keys[child]) break;
      this.#copy(child, at);
      at = child;
    }
    this.#put(at, key, unit, version);
  }

  #copy(from: number, to: number): void {
    this.#keys[to] = this.#keys[from];
    this.#tags[2 * to] = this.#tags[2 * from];
    this.#tags[2 * to + 1] = this.#tags[2 * from + 1];
  }

  #put(at: number, key: number, unit: number, version: number): void {
    this.#keys[at] = key;
    this.#tags[2 * at] = unit;
    this.#tags[2 * at + 1] = version;
  }

  #resize(capacity: number): void {
    const keys = new Float64Array(capacity);
    const tags = new Int32Array(2 * capacity);
    keys.set(this.#keys.subarray(0, this.size));
    tags.set(this.#tags.subarray(0, 2 * this.size));
    this.#keys = keys;
    this.#tags = tags;
  }
}
