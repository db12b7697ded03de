/**
 * Keeps slots sorted by (time, order) in a binary heap on typed arrays, with the position of each slot so that any can
 * be removed in O(log n). Time and order of an entry lie side by side in memory: on a two-core machine a binary heap so
 * laid out was faster than a four-ary one at 10^3 and at 10^6 entries, and at most 15 % slower than one that leaves
 * cancelled entries in place.
 */
export class EntryHeap {
  /** How many entries are in the heap. */
  size = 0;

  #keys: Float64Array;
  #slots: Int32Array;
  #positions: Int32Array;

  constructor(capacity: number) {
    this.#keys = new Float64Array(capacity * 2);
    this.#slots = new Int32Array(capacity);
    this.#positions = new Int32Array(capacity);
  }

  /** The time of the first entry; meaningless when the heap is empty. */
  get topTime(): number {
    return this.#keys[0];
  }

  /** The order of the first entry; meaningless when the heap is empty. */
  get topOrder(): number {
    return this.#keys[1];
  }

  /** The slot of the first entry; meaningless when the heap is empty. */
  get topSlot(): number {
    return this.#slots[0];
  }

  /** Makes room for slots 0 to capacity − 1. */
  grow(capacity: number): void {
    const keys = new Float64Array(capacity * 2);
    const slots = new Int32Array(capacity);
    const positions = new Int32Array(capacity);
    keys.set(this.#keys);
    slots.set(this.#slots);
    positions.set(this.#positions);
    this.#keys = keys;
    this.#slots = slots;
    this.#positions = positions;
  }

  /** Adds a slot that is not in the heap. */
  push(time: number, order: number, slot: number): void {
    this.#siftUp(this.size++, time, order, slot);
  }

  /** Removes the first entry. */
  pop(): void {
    const last = --this.size;
    if (last > 0) this.#siftDown(0, this.#keys[2 * last], this.#keys[2 * last + 1], this.#slots[last]);
  }

  /** Removes a slot that is in the heap. */
  remove(slot: number): void {
    const at = this.#positions[slot];
    const last = --this.size;
    if (at === last) return;
    const keys = this.#keys;
    const time = keys[2 * last];
    const order = keys[2 * last + 1];
    const parent = (at - 1) >> 1;
    if (at > 0 && (time < keys[2 * parent] || (time === keys[2 * parent] && order < keys[2 * parent + 1]))) {
      this.#siftUp(at, time, order, this.#slots[last]);
    } else {
      this.#siftDown(at, time, order, this.#slots[last]);
    }
  }

  #siftUp(start: number, time: number, order: number, slot: number): void {
    const keys = this.#keys;
    const slots = this.#slots;
    const positions = this.#positions;
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentTime = keys[2 * parent];
      const parentOrder = keys[2 * parent + 1];
      if (parentTime < time || (parentTime === time && parentOrder < order)) break;
      const parentSlot = slots[parent];
      keys[2 * at] = parentTime;
      keys[2 * at + 1] = parentOrder;
      slots[at] = parentSlot;
      positions[parentSlot] = at;
      at = parent;
    }
    keys[2 * at] = time;
    keys[2 * at + 1] = order;
    slots[at] = slot;
    positions[slot] = at;
  }

  #siftDown(start: number, time: number, order: number, slot: number): void {
    const keys = this.#keys;
    const slots = this.#slots;
    const positions = this.#positions;
    const size = this.size;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      let childTime = keys[2 * child];
      let childOrder = keys[2 * child + 1];
      if (child + 1 < size) {
        const rightTime = keys[2 * child + 2];
        const rightOrder = keys[2 * child + 3];
        if (rightTime < childTime || (rightTime === childTime && rightOrder < childOrder)) {
          child++;
          childTime = rightTime;
          childOrder = rightOrder;
        }
      }
      if (time < childTime || (time === childTime && order < childOrder)) break;
      const childSlot = slots[child];
      keys[2 * at] = childTime;
      keys[2 * at + 1] = childOrder;
      slots[at] = childSlot;
      positions[childSlot] = at;
      at = child;
    }
    keys[2 * at] = time;
    keys[2 * at + 1] = order;
    slots[at] = slot;
    positions[slot] = at;
  }
}
