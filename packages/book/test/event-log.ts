import type { BookListener } from '../src/index.ts';

/** Writes down every event of a book as a line of numbers after its name, and hands over what it has. */
export class EventLog implements BookListener {
  #lines: (string | number)[][] = [];

  onFill(...told: Parameters<BookListener['onFill']>): void {
    this.#lines.push(['fill', ...told]);
  }

  onRest(...told: Parameters<BookListener['onRest']>): void {
    this.#lines.push(['rest', ...told]);
  }

  onCancel(...told: Parameters<BookListener['onCancel']>): void {
    this.#lines.push(['cancel', ...told]);
  }

  onReduce(...told: Parameters<BookListener['onReduce']>): void {
    this.#lines.push(['reduce', ...told]);
  }

  /** The events since the last call. */
  take(): (string | number)[][] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }
}
