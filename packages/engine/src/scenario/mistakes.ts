import { listNames, problemAt } from './problem.ts';
import type { Path } from './located-node.ts';
import type { Mistake, Problem } from './problem.ts';
import type { Sources } from './sources.ts';

/** Gathers the mistakes in what a scenario means, each with the place where it was written. */
export class Mistakes {
  readonly problems: Problem[] = [];
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Notes that the value at a path is not what was expected. */
  value(path: Path, expected: string, found: string, more: Partial<Mistake> = {}): void {
    this.problems.push(problemAt(this.#sources.at(path), path, { expected, found, ...more }));
  }

  /** Notes that the key at a path is not what was expected. */
  key(path: Path, expected: string, found: string, more: Partial<Mistake> = {}): void {
    this.problems.push(problemAt(this.#sources.keyAt(path), path, { expected, found, ...more }));
  }

  /** Notes a name that should be one of the known ones, if it is not. */
  known(path: Path, what: string, name: string, known: readonly string[], where: 'key' | 'value' = 'value'): void {
    if (known.includes(name)) return;
    const sentence = `there is no ${what} '${name}'; known are ${listNames(known)}`;
    this[where](path, `one of ${listNames(known)}`, `'${name}'`, { name, known, sentence });
  }

  /** Notes a key that is not made as the names of its kind are. */
  named(path: Path, pattern: RegExp, expected: string): void {
    const name = String(path[path.length - 1]);
    if (!pattern.test(name)) this.key(path, expected, `'${name}'`);
  }
}
