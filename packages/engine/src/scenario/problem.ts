import { nearestName } from './nearest-name.ts';
import type { Path, Place } from './located-node.ts';

/** One mistake in what an author wrote, in parts for programs and as a sentence for people. */
export interface Problem extends Place {
  /** Where it stands in the merged scenario, such as `agents.makers.count`; empty for a whole file. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** The known name nearest to the one found, when one is near. */
  readonly nearest?: string;
  /** What is wrong, without the place. */
  readonly sentence: string;
}

/** Bad input, with every problem found in it; the message holds one line for each. */
export class BadInput extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'BadInput';
    this.problems = problems;
  }
}

/** Prints a problem on one line: `scenarios/x.yaml:12:5: agents.makers: unknown key …`. */
export function describeProblem(problem: Problem): string {
  const { file, line, column, path, sentence } = problem;
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return path === '' ? `${place}: ${sentence}` : `${place}: ${path}: ${sentence}`;
}

/** What was wrong, before it is known where. */
export interface Mistake {
  readonly expected: string;
  readonly found: string;
  /** A name that was written and the names that would have been known. */
  readonly name?: string;
  readonly known?: readonly string[];
  /** The sentence, where "expected …, found …" would read badly. */
  readonly sentence?: string;
}

/** Makes a problem of a mistake and its place; the nearest known name is added to the sentence. */
export function problemAt(place: Place, path: Path, mistake: Mistake): Problem {
  const { expected, found, name, known } = mistake;
  const nearest = name === undefined || known === undefined ? undefined : nearestName(name, known);
  const sentence = mistake.sentence ?? `expected ${expected}, found ${found}`;
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    path: path.join('.'),
    expected,
    found,
    ...(nearest === undefined ? {} : { nearest }),
    sentence: nearest === undefined ? sentence : `${sentence} (did you mean '${nearest}'?)`,
  };
}

/** Says which names exist: up to a dozen, then how many more. */
export function listNames(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`;
}
