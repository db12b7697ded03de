import { foundText } from './found-text.ts';

/** Why a written value was refused; stable words for programs, beside the sentence for people. */
export type ReadingCode =
  | 'missing'
  | 'not-a-quantity'
  | 'wrong-unit'
  | 'missing-unit'
  | 'not-whole'
  | 'not-finite'
  | 'too-large'
  | 'out-of-range'
  | 'unknown-word'
  | 'unknown-key'
  | 'bad-distribution';

/** A refused value: what was expected and found, and, where names were possible, the name found and the known ones. */
export interface FailedReading {
  readonly ok: false;
  readonly code: ReadingCode;
  readonly expected: string;
  readonly found: string;
  readonly sentence: string;
  /** Keys below the value's own place, for a mistake inside a distribution. */
  readonly path?: readonly (string | number)[];
  readonly foundName?: string;
  readonly candidates?: readonly string[];
}

/** What reading one written value gives: the value in base units, or a coded refusal. */
export type Reading<T> = { readonly ok: true; readonly value: T } | FailedReading;

/** Makes an accepted reading. */
export function accepted<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** Makes a refusal whose sentence is "expected …, found …". */
export function refused(
  code: ReadingCode,
  expected: string,
  input: unknown,
  more: Partial<Pick<FailedReading, 'path' | 'foundName' | 'candidates' | 'found'>> = {},
): FailedReading {
  const found = more.found ?? foundText(input);
  return { ...more, ok: false, code, expected, found, sentence: `expected ${expected}, found ${found}` };
}
