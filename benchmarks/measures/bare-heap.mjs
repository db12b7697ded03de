/**
 * The yardstick of the calendar: a binary heap of times and numbers on typed arrays. It keeps no order among equal times, takes
 * nothing out of its middle, and grows no further than it is made.
 */
export class BareHeap {
  size = 0;

  constructor(capacity) {
    this.times = new Float64Array(capacity);
    this.items = new Int32Array(capacity);
  }

  push(time, item) {
    const { times, items } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (times[parent] <= time) break;
      times[at] = times[parent];
      items[at] = items[parent];
      at = parent;
    }
    times[at] = time;
    items[at] = item;
  }

  /** Takes the item of the earliest time out. */
  pop() {
    const { times, items } = this;
    const first = items[0];
    const size = --this.size;
    const time = times[size];
    const item = items[size];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && times[child + 1] < times[child]) child++;
      if (times[child] >= time) break;
      times[at] = times[child];
      items[at] = items[child];
      at = child;
    }
    times[at] = time;
    items[at] = item;
    return first;
  }
}
