import { nearestName } from '@ebb/engine';

/** What was wrong in a design, in the parts that a problem is made of. */
export interface DesignMistake {
  readonly expected: string;
  readonly found: string;
  /** The sentence, where "expected …, found …" would read badly. */
  readonly sentence?: string;
  /** A name that was written and those that would have been known. */
  readonly name?: string;
  readonly known?: readonly string[];
}

/** A mistake in what a study varies; the message is the path below the study and a sentence. */
export class DesignError extends RangeError {
  /** Keys and indices from `vary` down, without `vary` itself; a dotted path of a scenario is one key. */
  readonly path: readonly (string | number)[];
  readonly mistake: DesignMistake;

  constructor(path: readonly (string | number)[], mistake: DesignMistake) {
    const { expected, found, name, known } = mistake;
    const nearest = name === undefined || known === undefined ? undefined : nearestName(name, known);
    const sentence = mistake.sentence ?? `expected ${expected}, found ${found}`;
    const near = nearest === undefined ? '' : ` (did you mean '${nearest}'?)`;
    super(`${['vary', ...path].join('.')}: ${sentence}${near}`);
    this.name = 'DesignError';
    this.path = path;
    this.mistake = mistake;
  }
}

/** A mistake that is best told in a sentence of its own. */
export function designMistake(path: readonly (string | number)[], expected: string, sentence: string): DesignError {
  return new DesignError(path, { expected, found: 'another', sentence });
}

/** Says what was found, for the end of a sentence. */
export function foundIn(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
