import type { MarginWatch } from './margin-watch.ts';
import { UnitList } from './unit-list.ts';
import type { WatchedBook } from './watched-book.ts';

/**
 * Judges every unit that a moved price matters to, every unit that was touched, and those that failed before: obviously
 * right, and the yardstick of anything faster.
 */
export class RescanWatch implements MarginWatch {
  readonly #book: WatchedBook;
  readonly #due = new UnitList();
  readonly #add = (unit: number): void => this.#due.add(unit);
  #judgements = 0;

  constructor(book: WatchedBook) {
    this.#book = book;
  }

  /** How many times a unit was judged so far. */
  get judgements(): number {
    return this.#judgements;
  }

  failing(moved: readonly number[]): readonly number[] {
    const book = this.#book;
    const failed: number[] = [];
    book.takeTouched(this.#add);
    for (const price of moved) book.forEachHolder(price, this.#add);
    this.#due.drainSorted((unit) => {
      this.#judgements++;
      if (book.judge(unit)) failed.push(unit);
    });
    for (const unit of failed) this.#due.add(unit);
    return failed;
  }
}
