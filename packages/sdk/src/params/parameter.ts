import { z } from 'zod';
import { isDistribution, parseChoice, parseDistribution } from './distribution.ts';
import { choiceJsonSchema, numberJsonSchema } from './distribution-json-schema.ts';
import { inBaseUnit, rangeText, readNumber } from './number-reader.ts';
import type { NumberForm } from './number-reader.ts';
import type { FailedReading, Reading } from './reading.ts';

/** The kinds of names a parameter may hold, whose existence the engine checks against the scenario. */
export type NameKind = 'market' | 'asset' | 'venue' | 'lender' | 'agent';

/** A parameter: a zod type whose output is a plain value in base units, and whose input is what an author may write. */
export type Parameter<Output> = z.ZodType<Output, unknown>;

/** What every parameter's declaration says of itself. */
export interface ParameterOptions<Default> {
  /** What the parameter does, in plain words, as a sentence or the start of one. */
  readonly describe: string;
  /** The value when the scenario leaves the parameter out; without one the parameter is required. */
  readonly default?: Default;
}

/** A distribution as it is written; checked when the parameter is read. */
export type WrittenDistribution = Readonly<Record<string, unknown>>;

/** Makes a parameter of a numeric form; a distribution is accepted in place of a number unless `draws` is false. */
export function numericParameter(
  form: NumberForm,
  options: ParameterOptions<number | string | WrittenDistribution>,
  draws = true,
): Parameter<number> {
  const read = (input: unknown): Reading<unknown> =>
    draws && isDistributionLike(input) ? parseDistribution(input, form) : readNumber(input, form);
  const range = rangeText(form);
  const meta = {
    description: range === '' ? options.describe : `${options.describe.replace(/\.$/, '')} (${range}).`,
    quantity: form.kind,
    ...(unitOf(form) === undefined ? {} : { unit: unitOf(form) }),
    ...numberJsonSchema(form, draws),
  };
  const written = options.default;
  const fallback = typeof written === 'number' && written !== 0 ? writable(written, form) : written;
  return finished(parameterOf<number>(read, meta), fallback, read);
}

/** Makes a parameter that is a word or a text; a listed choice is accepted in its place unless `draws` is false. */
export function wordParameter<Word extends string>(
  readWord: (input: unknown) => Reading<Word>,
  options: ParameterOptions<Word>,
  jsonSchema: Readonly<Record<string, unknown>>,
  draws = true,
): Parameter<Word> {
  const read = (input: unknown): Reading<unknown> =>
    draws && isDistribution(input) ? parseChoice(input, readWord) : readWord(input);
  const { names, ...form } = jsonSchema;
  const meta = {
    description: options.describe,
    ...(names === undefined ? {} : { names }),
    ...(draws ? { anyOf: [form, choiceJsonSchema(form)] } : form),
  };
  return finished(parameterOf<Word>(read, meta), options.default, read);
}

/** Makes a zod type of a reader; a refusal becomes one issue that carries its sentence, code and candidates. */
export function parameterOf<Output>(
  read: (input: unknown) => Reading<unknown>,
  meta: Readonly<Record<string, unknown>>,
): Parameter<Output> {
  return z
    .any()
    .transform((input, context): Output => {
      const reading = read(input);
      if (reading.ok) return reading.value as Output;
      const { sentence, path } = reading;
      context.issues.push({ code: 'custom', message: sentence, input, path: [...(path ?? [])], params: { reading } });
      return z.NEVER;
    })
    .meta(meta);
}

/** Finds the coded refusal that one of this folder's zod types left in an issue, if it was one of them. */
export function readingOf(issue: { readonly code?: string; readonly params?: unknown }): FailedReading | undefined {
  if (issue.code !== 'custom' || typeof issue.params !== 'object' || issue.params === null) return undefined;
  const { reading } = issue.params as { readonly reading?: FailedReading };
  return reading?.ok === false ? reading : undefined;
}

/** Gives a parameter its default, which must itself be readable: a wrong one throws where the plugin declares it. */
export function finished<Output>(
  parameter: Parameter<Output>,
  fallback: unknown,
  read: (input: unknown) => Reading<unknown>,
): Parameter<Output> {
  if (fallback === undefined) return parameter;
  const reading = read(fallback);
  if (!reading.ok) throw new Error(`the default of a parameter is wrong: ${reading.sentence}`);
  return parameter.prefault(fallback) as Parameter<Output>;
}

function isDistributionLike(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function unitOf(form: NumberForm): string | undefined {
  if (form.kind === 'duration') return 'ms';
  return form.kind === 'rate' ? '/s' : form.unit;
}

function writable(value: number, form: NumberForm): number | string {
  return form.kind === 'duration' || form.kind === 'rate' ? inBaseUnit(value, form) : value;
}
