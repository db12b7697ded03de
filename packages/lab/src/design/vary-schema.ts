import { nearestName } from '@ebb/engine';
import { z } from 'zod';
import { DesignError, designMistake, foundIn } from './design-error.ts';
import type { AxisMap, DesignSpec, Vary } from './vary.ts';

/** The keys by which designs are told from axes. */
const DESIGN_KEYS = ['zip', 'list', 'latinHypercube', 'sobol', 'morris', 'saltelli'] as const;
const LISTED = 'a list of values, {grid: [..]} or {logRange: {from, to, count}}';
const RANGE = '{from, to, log?, integer?, step?}';

const axisValue = z.union([z.number(), z.string(), z.boolean()], {
  error: "a number, a text, a quantity such as '5 bp', or true or false",
});
const quantity = z.union([z.number(), z.string()], { error: "a number, or a quantity such as '5 bp'" });
const flag = z.boolean({ error: 'true or false' });
const count = (least: number) => {
  const error = `a whole number from ${least} on`;
  return z.int({ error }).min(least, { error });
};
const step = z.number({ error: 'a number above 0' }).gt(0, { error: 'a number above 0' }).optional();
const as = z.string({ error: 'the name of a column' }).optional();

const values = z.array(axisValue);
const AXES = {
  grid: z.strictObject({ grid: z.array(axisValue, { error: 'a list of values' }), as }),
  logRange: z.strictObject({
    logRange: z.strictObject({ from: quantity, to: quantity, count: count(2) }, { error: '{from, to, count}' }),
    as,
  }),
  derive: z.strictObject({ derive: z.string({ error: 'an expression such as 2 * drop' }), as }),
};
const range = z.strictObject({
  from: quantity,
  to: quantity,
  log: flag.optional(),
  integer: flag.optional(),
  step,
  as,
});

const axes = z.record(z.string(), z.unknown(), { error: 'a map of paths and their axes' });
const seed = count(0).optional();
const filling = { points: count(1), seed };
const listed = z.array(z.record(z.string(), axisValue, { error: 'a map of paths and their values' }), {
  error: 'a list of points',
});
const DESIGNS: Readonly<Record<(typeof DESIGN_KEYS)[number], z.ZodType>> = {
  zip: z.strictObject({ zip: axes }),
  list: z.strictObject({
    list: listed,
    as: z.record(z.string(), z.string(), { error: 'a map of paths and the names of their columns' }).optional(),
  }),
  latinHypercube: z.strictObject({ latinHypercube: axes, ...filling }),
  sobol: z.strictObject({ sobol: axes, ...filling }),
  morris: z.strictObject({ morris: axes, trajectories: count(1), levels: count(2), seed }),
  saltelli: z.strictObject({ saltelli: axes, ...filling, secondOrder: flag.optional() }),
};

/**
 * The plain form of what a study varies: its keys and the kinds of its values. What takes a sentence of its own, such as an empty axis,
 * is left to `makeDesign`, which finds all.
 */
export const varySchema: z.ZodType<Vary> = z.custom<Vary>().superRefine((value, context) => {
  try {
    readVary(value);
  } catch (error) {
    if (!(error instanceof DesignError)) throw error;
    const { expected, found, sentence, name, known } = error.mistake;
    if (name === undefined && sentence !== undefined) return;
    // A refusal in the form of parameters, of which documents make the sentence about an unknown key and its line.
    const reading = { ok: false, code: 'unknown-key', expected, found, foundName: name, candidates: known };
    const path = name === undefined ? [...error.path] : [...error.path, name];
    context.addIssue({
      code: 'custom',
      path,
      message: expected,
      ...(name === undefined ? {} : { params: { reading } }),
    });
  }
});

/** One member of a crossing, with the path that leads to it from `vary`. */
export interface VaryMember {
  readonly at: readonly (string | number)[];
  readonly member: AxisMap | DesignSpec;
}

/**
 * Checks the form of what a study varies, and gives the members of the crossing. Throws a DesignError with the path of a
 * part that has another form, an unknown key or no values.
 */
export function readVary(vary: unknown): readonly VaryMember[] {
  if (!Array.isArray(vary)) return [readMember(vary, [])];
  if (vary.length === 0) throw designMistake([], 'something that varies', 'the list of designs is empty');
  return vary.map((member, index) => readMember(member, [index]));
}

/** Which design a member of a crossing is, as in `morris`; undefined of axes by path. */
export function designKey(member: AxisMap | DesignSpec): (typeof DESIGN_KEYS)[number] | undefined {
  return DESIGN_KEYS.find((key) => Object.hasOwn(member, key));
}

function readMember(value: unknown, at: VaryMember['at']): VaryMember {
  if (!isMap(value)) {
    const expected = `a map of paths and their axes, or a design (${DESIGN_KEYS.join(', ')})`;
    throw new DesignError(at, { expected, found: foundIn(value) });
  }
  const member = value as unknown as AxisMap | DesignSpec;
  const key = designKey(member);
  if (key === undefined) {
    readAxes(value, at, `${LISTED} or {derive: 'expression'}`, AXES);
    return { at, member };
  }
  check(DESIGNS[key], value, at);
  if (key === 'list') readPoints((value as { readonly list: readonly object[] }).list, at);
  else {
    const { grid, logRange } = AXES;
    const [expected, allowed] =
      key === 'zip'
        ? [LISTED, { grid, logRange }]
        : [`${RANGE}, ${LISTED}`, { grid, logRange, from: range, to: range }];
    readAxes(value[key] as Readonly<Record<string, unknown>>, [...at, key], expected, allowed);
  }
  return { at, member };
}

function readAxes(
  written: Readonly<Record<string, unknown>>,
  at: VaryMember['at'],
  expected: string,
  allowed: Readonly<Record<string, z.ZodType>>,
): void {
  if (Object.keys(written).length === 0) throw designMistake(at, 'at least one axis', 'there is no axis');
  for (const [path, axis] of Object.entries(written)) {
    const here = [...at, path];
    if (path.split('.').includes('')) {
      throw designMistake(here, 'a path', `'${path}' is no path of a scenario; its words stand between single dots`);
    }
    if (Array.isArray(axis)) check(values, axis, here);
    else {
      const key = isMap(axis) ? Object.keys(allowed).find((kind) => Object.hasOwn(axis, kind)) : undefined;
      if (key === undefined)
        throw meantKey(path, axis, at, allowed) ?? new DesignError(here, { expected, found: foundIn(axis) });
      check(allowed[key]!, axis, here);
    }
    const listedValues: unknown = Array.isArray(axis) ? axis : (axis as { readonly grid?: unknown }).grid;
    if (Array.isArray(listedValues) && listedValues.length === 0) {
      throw designMistake(here, 'at least one value', 'the axis is empty; it takes at least one value');
    }
  }
}

/** The complaint about a kind of axis or of design that was nearly written. */
function meantKey(
  path: string,
  axis: unknown,
  at: VaryMember['at'],
  allowed: Readonly<Record<string, z.ZodType>>,
): DesignError | undefined {
  const kinds = Object.keys(allowed);
  const kind = isMap(axis) ? Object.keys(axis).find((each) => nearestName(each, kinds) !== undefined) : undefined;
  if (kind !== undefined) return unknownKey(kind, kinds, [...at, path]);
  return nearestName(path, DESIGN_KEYS) === undefined ? undefined : unknownKey(path, DESIGN_KEYS, at);
}

function unknownKey(name: string, known: readonly string[], path: VaryMember['at']): DesignError {
  const expected = `one of ${known.join(', ')}`;
  const sentence = `unknown key '${name}'; expected ${expected}`;
  return new DesignError(path, { expected, found: `unknown key '${name}'`, sentence, name, known });
}

function readPoints(points: readonly object[], at: VaryMember['at']): void {
  const here = [...at, 'list'];
  const [first] = points;
  if (first === undefined) throw designMistake(here, 'at least one point', 'the list of points is empty');
  const known = Object.keys(first);
  if (known.length === 0)
    throw designMistake([...here, 0], 'at least one path', 'the point gives no value to any path');
  points.forEach((point, index) => {
    const paths = Object.keys(point);
    const [missing, other] = [known.find((path) => !paths.includes(path)), paths.find((path) => !known.includes(path))];
    if (missing === undefined && other === undefined) return;
    const what =
      missing === undefined
        ? `gives '${other}', which the first does not`
        : `does not give '${missing}', which the first does`;
    throw designMistake(
      [...here, index],
      `the paths ${known.join(', ')}`,
      `the point ${what}; all points of a list give the same paths`,
    );
  });
}

/** Throws the first complaint of a schema; an unknown key comes first, since what is missing is often what it was to be. */
function check(schema: z.ZodType, value: unknown, at: VaryMember['at']): void {
  const issues = schema.safeParse(value).error?.issues ?? [];
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return;
  const inner = issue.path as (string | number)[];
  const path = [...at, ...inner];
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const shape = inner.reduce((under: z.ZodType, word) => (under as z.ZodObject).shape[word] as z.ZodType, schema);
    throw unknownKey(key, Object.keys((shape as z.ZodObject).shape), path);
  }
  const found = inner.reduce((under: unknown, word) => (under as Readonly<Record<string, unknown>>)[word], value);
  throw new DesignError(path, { expected: issue.message, found: foundIn(found) });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
