import { accepted, refused } from './reading.ts';
import { readNumber } from './number-reader.ts';
import { expectedQuantity } from './quantity.ts';
import { foundText } from './found-text.ts';
import type { FailedReading, Reading } from './reading.ts';
import type { NumberForm } from './number-reader.ts';
import type { QuantityKind } from './quantity.ts';

/** The names of the inline distributions, in the order in which help lists them. */
export const DISTRIBUTION_NAMES = [
  'uniform',
  'normal',
  'lognormal',
  'exponential',
  'pareto',
  'poisson',
  'choice',
] as const;

/** The name of one inline distribution. */
export type DistributionName = (typeof DISTRIBUTION_NAMES)[number];

/** Limits of a draw, in base units: values past an edge become the edge; `whole` rounds to the nearest integer. */
export interface DrawLimits {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
}

/** A distribution of numbers with its figures in base units, ready to draw from. */
export type NumberDistribution = DrawLimits &
  (
    | { readonly distribution: 'uniform'; readonly lo: number; readonly hi: number }
    | { readonly distribution: 'normal'; readonly mean: number; readonly sd: number }
    | { readonly distribution: 'lognormal'; readonly median: number; readonly sigma: number }
    | { readonly distribution: 'exponential'; readonly mean: number }
    | { readonly distribution: 'pareto'; readonly scale: number; readonly alpha: number }
    | { readonly distribution: 'poisson'; readonly mean: number }
    | ChoiceDistribution<number>
  );

/** A draw among listed values, with equal weights unless `weights` (not negative, not all zero) says otherwise. */
export interface ChoiceDistribution<T> {
  readonly distribution: 'choice';
  readonly values: readonly T[];
  readonly weights?: readonly number[];
}

/** Anything a parameter may hold in place of a value until one is drawn. */
export type Distribution = NumberDistribution | (DrawLimits & ChoiceDistribution<string>);

const EXPECTED = `a distribution (${DISTRIBUTION_NAMES.join(', ')})`;

/** Tells whether a raw value is written as a distribution: a map with the name of one among its keys. */
export function isDistribution(input: unknown): input is Readonly<Record<string, unknown>> {
  return isMap(input) && DISTRIBUTION_NAMES.some((name) => Object.hasOwn(input, name));
}

/** Tells whether a checked parameter still waits for its draw. */
export function isDrawable(value: unknown): value is Distribution {
  return (
    isMap(value) &&
    typeof value['distribution'] === 'string' &&
    (DISTRIBUTION_NAMES as readonly string[]).includes(value['distribution'])
  );
}

/**
 * Reads an inline distribution such as `{lognormal: {median: 1%, sigma: 0.6}, max: 20%}`; its figures may carry the
 * units of the parameter. Edges and listed values must lie in the parameter's range, and every draw is held to it.
 */
export function parseDistribution(input: unknown, target: QuantityKind | NumberForm): Reading<NumberDistribution> {
  const form: NumberForm = typeof target === 'string' ? { kind: target } : target;
  const named = nameOf(input);
  if (!named.ok) return named;
  const { name, body, map } = named.value;
  const limits = readLimits(map, form);
  if (!limits.ok) return limits;
  const core = name === 'choice' ? readChoice(body, (value) => readNumber(value, form)) : readCore(name, body, form);
  return core.ok ? accepted({ ...core.value, ...limits.value } as NumberDistribution) : core;
}

/** Reads `{choice: [...]}` or `{choice: {values, weights}}` of a parameter that is not a number. */
export function parseChoice(
  input: unknown,
  read: (value: unknown) => Reading<string>,
): Reading<ChoiceDistribution<string>> {
  const named = nameOf(input);
  if (!named.ok) return named;
  if (named.value.name !== 'choice' || Object.keys(named.value.map).length > 1) {
    return refused('bad-distribution', 'a choice such as {choice: [a, b]}, as the parameter is not a number', input);
  }
  return readChoice(named.value.body, read);
}

interface Named {
  readonly name: DistributionName;
  readonly body: unknown;
  readonly map: Readonly<Record<string, unknown>>;
}

function nameOf(input: unknown): Reading<Named> {
  if (!isMap(input)) return refused('bad-distribution', EXPECTED, input);
  const names = DISTRIBUTION_NAMES.filter((name) => Object.hasOwn(input, name));
  const stranger = Object.keys(input).find(
    (key) => !(DISTRIBUTION_NAMES as readonly string[]).includes(key) && key !== 'min' && key !== 'max',
  );
  if (stranger !== undefined) return strangeKey(stranger, [...DISTRIBUTION_NAMES, 'min', 'max'], []);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    return refused('bad-distribution', `exactly one of ${DISTRIBUTION_NAMES.join(', ')}`, input, {
      found: names.length === 0 ? 'none of them' : names.join(' and '),
    });
  }
  return accepted({ name, body: input[name], map: input });
}

function readLimits(map: Readonly<Record<string, unknown>>, form: NumberForm): Reading<DrawLimits> {
  const limits: { min?: number; max?: number; whole?: boolean } = {};
  if (form.min !== undefined) limits.min = form.min;
  if (form.max !== undefined) limits.max = form.max;
  if (form.kind === 'integer') limits.whole = true;
  for (const edge of ['min', 'max'] as const) {
    if (map[edge] === undefined) continue;
    const reading = readNumber(map[edge], form);
    if (!reading.ok) return under(reading, [edge]);
    limits[edge] = reading.value;
  }
  if (limits.min !== undefined && limits.max !== undefined && limits.min > limits.max) {
    return refused('bad-distribution', 'a min no larger than max', map['min'], { path: ['min'] });
  }
  return accepted(limits);
}

type NumberBody = Exclude<DistributionName, 'choice' | 'uniform'>;

/** The figures of each distribution: `same` has the parameter's unit, `bare` has none; the smallest figure allowed. */
const FIGURES: Readonly<Record<NumberBody, Readonly<Record<string, readonly ['same' | 'bare', NumberLimit]>>>> = {
  normal: { mean: ['same', 'any'], sd: ['same', 'not-negative'] },
  lognormal: { median: ['same', 'positive'], sigma: ['bare', 'not-negative'] },
  exponential: { mean: ['same', 'positive'] },
  pareto: { min: ['same', 'positive'], alpha: ['bare', 'positive'] },
  poisson: { mean: ['same', 'not-negative'] },
};

type NumberLimit = 'any' | 'positive' | 'not-negative';

function readCore(name: Exclude<DistributionName, 'choice'>, body: unknown, form: NumberForm): Reading<object> {
  if (name === 'uniform') return readUniform(body, form);
  if (name === 'poisson' && form.kind !== 'number' && form.kind !== 'integer') {
    return refused('bad-distribution', `a distribution of ${form.kind}s (poisson counts whole events)`, body, {
      found: "'poisson'",
    });
  }
  const figures = FIGURES[name];
  const keys = Object.keys(figures);
  if (!isMap(body)) {
    return refused('bad-distribution', `a map of ${keys.join(' and ')}`, body, { path: [name] });
  }
  const stranger = Object.keys(body).find((key) => !keys.includes(key));
  if (stranger !== undefined) return strangeKey(stranger, keys, [name]);
  const core: Record<string, unknown> = { distribution: name };
  for (const [key, [unit, limit]] of Object.entries(figures)) {
    const range = limit === 'positive' ? { above: 0 } : limit === 'not-negative' ? { min: 0 } : {};
    const kind: QuantityKind = unit === 'bare' || form.kind === 'integer' ? 'number' : form.kind;
    const reading = readNumber(body[key], { kind, ...(form.unit === undefined ? {} : { unit: form.unit }), ...range });
    if (!reading.ok) return under(reading, body[key] === undefined ? [name] : [name, key], key);
    core[name === 'pareto' && key === 'min' ? 'scale' : key] = reading.value;
  }
  return accepted(core);
}

function readUniform(body: unknown, form: NumberForm): Reading<object> {
  const expected = `a pair [lowest, highest], each ${expectedQuantity(form.kind, form.unit)}`;
  if (!Array.isArray(body) || body.length !== 2) {
    return refused('bad-distribution', expected, body, { path: ['uniform'] });
  }
  const lo = readNumber(body[0], form);
  if (!lo.ok) return under(lo, ['uniform', 0]);
  const hi = readNumber(body[1], form);
  if (!hi.ok) return under(hi, ['uniform', 1]);
  if (lo.value > hi.value) {
    return refused('bad-distribution', 'the lowest value first', body, {
      path: ['uniform'],
      found: `${foundText(body[0])} before ${foundText(body[1])}`,
    });
  }
  return accepted({ distribution: 'uniform', lo: lo.value, hi: hi.value });
}

function readChoice<T>(body: unknown, read: (value: unknown) => Reading<T>): Reading<ChoiceDistribution<T>> {
  const list = isMap(body) ? body['values'] : body;
  const at = isMap(body) ? ['choice', 'values'] : ['choice'];
  if (isMap(body)) {
    const stranger = Object.keys(body).find((key) => key !== 'values' && key !== 'weights');
    if (stranger !== undefined) return strangeKey(stranger, ['values', 'weights'], ['choice']);
  }
  if (!Array.isArray(list) || list.length === 0) {
    return refused('bad-distribution', 'a list of at least one value', list, { path: at });
  }
  const values: T[] = [];
  for (const [index, item] of list.entries()) {
    const reading = read(item);
    if (!reading.ok) return under(reading, [...at, index]);
    values.push(reading.value);
  }
  const written = isMap(body) ? body['weights'] : undefined;
  if (written === undefined) return accepted({ distribution: 'choice', values });
  const weights = readWeights(written, values.length);
  return weights.ok ? accepted({ distribution: 'choice', values, weights: weights.value }) : weights;
}

function readWeights(written: unknown, count: number): Reading<readonly number[]> {
  const path = ['choice', 'weights'];
  if (!Array.isArray(written) || written.length !== count) {
    const found = Array.isArray(written) ? `${written.length} weights` : foundText(written);
    return refused('bad-distribution', `one weight for each of the ${count} values`, written, { path, found });
  }
  const weights: number[] = [];
  for (const [index, item] of written.entries()) {
    const reading = readNumber(item, { kind: 'fraction', min: 0 });
    if (!reading.ok) return under(reading, [...path, index]);
    weights.push(reading.value);
  }
  return weights.some((weight) => weight > 0)
    ? accepted(weights)
    : refused('bad-distribution', 'at least one weight above 0', written, { path, found: 'zeros' });
}

function strangeKey(key: string, known: readonly string[], path: readonly (string | number)[]): FailedReading {
  const expected = `one of ${known.join(', ')}`;
  const found = `unknown key '${key}'`;
  return refused('unknown-key', expected, key, { path: [...path, key], found, foundName: key, candidates: known });
}

function under(reading: FailedReading, path: readonly (string | number)[], label?: string): FailedReading {
  const inner = { ...reading, path: [...path, ...(reading.path ?? [])] };
  if (label === undefined || reading.code !== 'missing') return inner;
  return {
    ...inner,
    expected: `'${label}', ${reading.expected}`,
    sentence: `expected '${label}', ${reading.expected}, found nothing`,
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
