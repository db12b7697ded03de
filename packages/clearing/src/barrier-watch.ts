import { BarrierHeap } from './barrier-heap.ts';
import { barrierKey } from './barrier-key.ts';
import type { MarginWatch } from './margin-watch.ts';
import { UnitList } from './unit-list.ts';
import { hurts } from './watched-book.ts';
import type { WatchedBook } from './watched-book.ts';

/** So many stale barriers are never worth a clearing out. */
const FEW = 1024;

/**
 * Judges a unit only when a price crosses the barrier that its latest judgement set, when it was touched, or when it failed
 * before. Every price has a heap of barriers for its falls and one for its rises. A judgement makes the unit's earlier
 * barriers stale; they are skipped, and cleared out once they outnumber the others, so that memory is bounded by these.
 */
export class BarrierWatch implements MarginWatch {
  readonly #book: WatchedBook;
  /** Of price p: falls at 2p, rises at 2p + 1. */
  readonly #heaps: readonly BarrierHeap[];
  readonly #due = new UnitList();
  #failed: number[] = [];
  /** By unit: the number of its judgements, and how many barriers the latest set. */
  #versions = new Int32Array(64);
  #barriersOf = new Uint16Array(64);
  #live = 0;
  #entries = 0;
  #judgements = 0;

  constructor(book: WatchedBook) {
    this.#book = book;
    this.#heaps = Array.from({ length: 2 * book.priceCount }, () => new BarrierHeap());
  }

  /** How many times a unit was judged so far. */
  get judgements(): number {
    return this.#judgements;
  }

  /** How many barriers are kept, stale ones included. */
  get barriers(): number {
    return this.#entries;
  }

  failing(moved: readonly number[]): readonly number[] {
    this.#book.takeTouched(this.#expire);
    for (const price of moved) {
      const value = this.#book.priceAt(price);
      // A price that lost its value crosses everything: NaN is less than no key.
      const at = value > 0 ? value : NaN;
      this.#cross(this.#heaps[2 * price], -at);
      this.#cross(this.#heaps[2 * price + 1], at);
    }
    this.#failed = [];
    this.#due.drainSorted(this.#judge);
    for (const unit of this.#failed) this.#due.add(unit);
    if (this.#entries > 2 * this.#live + FEW) this.#dropStale();
    return this.#failed;
  }

  /** Takes off what a price has crossed. */
  #cross(heap: BarrierHeap, at: number): void {
    while (heap.size > 0 && !(at < heap.topKey)) {
      const unit = heap.topUnit;
      const isLive = this.#versions[unit] === heap.topVersion;
      heap.pop();
      this.#entries--;
      if (isLive) this.#expire(unit);
    }
  }

  /** Makes all barriers of a unit stale and has it judged. */
  readonly #expire = (unit: number): void => {
    if (unit >= this.#versions.length) this.#grow(unit);
    this.#versions[unit]++;
    this.#live -= this.#barriersOf[unit];
    this.#barriersOf[unit] = 0;
    this.#due.add(unit);
  };

  readonly #judge = (unit: number): void => {
    this.#judgements++;
    if (this.#book.judge(unit)) {
      this.#failed.push(unit);
      return;
    }
    const { reach, count, prices, hurts: directions } = this.#book.certificate;
    for (let i = 0; i < count; i++) {
      const direction = directions[i];
      if (direction !== hurts.rise) this.#push(unit, prices[i], reach, -1);
      if (direction !== hurts.fall) this.#push(unit, prices[i], reach, 1);
    }
  };

  #push(unit: number, price: number, reach: number, side: number): void {
    const at = this.#book.priceAt(price);
    // No move of a price that has a value can hurt; the first value of one that has none still may.
    if (reach === Infinity && at > 0) return;
    const key = barrierKey(at, reach, side);
    this.#heaps[side < 0 ? 2 * price : 2 * price + 1].push(key, unit, this.#versions[unit]);
    this.#barriersOf[unit]++;
    this.#live++;
    this.#entries++;
  }

  #dropStale(): void {
    this.#entries = 0;
    for (const heap of this.#heaps) {
      heap.dropStale(this.#versions);
      this.#entries += heap.size;
    }
  }

  #grow(unit: number): void {
    const length = Math.max(unit + 1, this.#versions.length * 2);
    const versions = new Int32Array(length);
    versions.set(this.#versions);
    this.#versions = versions;
    const barriersOf = new Uint16Array(length);
    barriersOf.set(this.#barriersOf);
    this.#barriersOf = barriersOf;
  }
}
