import { foundText, readingOf } from '@ebb/sdk';
import { problemAt } from './problem.ts';
import type { z } from 'zod';
import type { Path } from './located-node.ts';
import type { Mistake, Problem } from './problem.ts';
import type { Sources } from './sources.ts';

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

/** Keys of a file that are gone once it has been merged. */
const FILE_KEYS = ['extends', 'patch'];

const KINDS: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/**
 * Turns the issues of a zod schema into problems with places and plain sentences. `base` leads from the root of the
 * document to what was checked; `checked` is that value as written; `fileKeys` are keys of its root besides the schema's.
 */
export function issuesToProblems(
  issues: readonly Issue[],
  schema: Schema,
  checked: unknown,
  base: Path,
  sources: Sources,
  fileKeys: readonly string[] = FILE_KEYS,
): readonly Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], { schema, checked, base, sources, fileKeys }));
}

interface Checked {
  readonly schema: Schema;
  readonly checked: unknown;
  readonly base: Path;
  readonly sources: Sources;
  readonly fileKeys: readonly string[];
}

function problemsOf(issue: Issue, around: Path, context: Checked): readonly Problem[] {
  const inner = [...around, ...(issue.path as Path)];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return branchOf(issue.errors).flatMap((below) => problemsOf(below, inner, context));
  }
  const at = [...context.base, ...inner];
  if (issue.code === 'unrecognized_keys') {
    const known = [...(at.length === 0 ? context.fileKeys : []), ...keysAt(context.schema, inner)];
    return issue.keys.map((key) => unknownKey([...at, key], key, known, context.sources));
  }
  if (issue.code === 'invalid_key') {
    const expected = issue.issues.map(expectedBy).join(', ');
    return [problemAt(context.sources.keyAt(at), at, { expected, found: foundText(at.at(-1)) })];
  }
  const reading = readingOf(issue);
  if (reading?.code === 'unknown-key' && reading.foundName !== undefined) {
    return [unknownKey(at, reading.foundName, reading.candidates ?? [], context.sources)];
  }
  const value = valueAt(context.checked, inner);
  const isSize = issue.code === 'too_small' || issue.code === 'too_big';
  const found = isSize && Array.isArray(value) ? `a list of ${value.length}` : foundText(value);
  const mistake: Mistake =
    reading === undefined
      ? { expected: expectedBy(issue), found }
      : {
          expected: reading.expected,
          found: reading.found,
          ...(reading.foundName === undefined ? {} : { name: reading.foundName }),
          ...(reading.candidates === undefined ? {} : { known: reading.candidates }),
        };
  return [problemAt(context.sources.at(at), at, mistake)];
}

function unknownKey(at: Path, key: string, known: readonly string[], sources: Sources): Problem {
  const expected = known.length === 0 ? 'no keys here' : `one of ${known.join(', ')}`;
  const sentence = `unknown key '${key}'; expected ${expected}`;
  const mistake = { expected, found: `unknown key '${key}'`, name: key, known, sentence };
  return problemAt(sources.keyAt(at), at.slice(0, -1), mistake);
}

/** Picks the branch of a union whose complaint lies deepest: the one the author most likely meant. */
function branchOf(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]): number => {
    const depths = issues.map((issue) => (issue.code === 'unrecognized_keys' ? 1 : 0) + issue.path.length);
    return Math.max(...depths);
  };
  let best = branches[0] ?? [];
  for (const branch of branches) if (depth(branch) > depth(best)) best = branch;
  return best;
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return sized(issue.origin, issue.inclusive === false ? 'more than' : 'at least', Number(issue.minimum));
    case 'too_big':
      return sized(issue.origin, issue.inclusive === false ? 'less than' : 'at most', Number(issue.maximum));
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'custom':
      return issue.message;
    case 'invalid_format':
      // Without words of its own, zod shows the pattern.
      return issue.message.startsWith('Invalid') ? 'another value' : issue.message;
    default:
      return 'another value';
  }
}

function sized(origin: string, bound: string, count: number): string {
  if (origin === 'array' || origin === 'tuple') return `a list of ${bound} ${count} ${count === 1 ? 'item' : 'items'}`;
  return origin === 'string' ? `a text of ${bound} ${count} letters` : `a number of ${bound} ${count}`;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[String(segment)];
  }
  return at;
}

/** Lists the keys a strict map knows at a path below a schema; of a union, those of its maps. */
export function keysAt(schema: Schema, path: Path): readonly string[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  const [head, ...rest] = path;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
      return keysAt(def.innerType, path);
    case 'pipe':
      return keysAt(def.in, path);
    case 'union':
      return [...new Set(def.options.flatMap((option) => keysAt(option, path)))];
    case 'object': {
      if (head === undefined) return Object.keys(def.shape);
      const below = def.shape[String(head)];
      return below === undefined ? [] : keysAt(below, rest);
    }
    case 'record':
      return head === undefined ? [] : keysAt(def.valueType, rest);
    case 'array':
      return head === undefined ? [] : keysAt(def.element, rest);
    case 'tuple': {
      const item = def.items[Number(head)];
      return item === undefined ? [] : keysAt(item, rest);
    }
    default:
      return [];
  }
}
