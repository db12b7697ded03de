import { z } from 'zod';
import { parseQuantity } from './quantity.ts';
import { accepted, refused } from './reading.ts';
import { finished, numericParameter, parameterOf, wordParameter } from './parameter.ts';
import type { NameKind, Parameter, ParameterOptions, WrittenDistribution } from './parameter.ts';
import type { Quantity, QuantityKind } from './quantity.ts';
import type { Reading } from './reading.ts';

/** How a numeric parameter is declared; edges may be written with units and bare ones are in base units. */
export interface NumericOptions extends ParameterOptions<Quantity | WrittenDistribution> {
  readonly min?: Quantity;
  readonly max?: Quantity;
}

/** How a plain number is declared; `unit` is a word authors may write after it, such as `USDT`. */
export interface PlainNumberOptions extends NumericOptions {
  readonly unit?: string;
}

/** How a list is declared; `min` and `max` are its lengths. */
export interface ListOptions {
  readonly describe: string;
  readonly min?: number;
  readonly max?: number;
  readonly default?: readonly unknown[];
}

/**
 * The kinds of parameters a plugin declares. Each helper returns a zod type whose output is a plain value: numbers as
 * they are, fractions of one, milliseconds for durations, events per second for rates. Numeric parameters also accept
 * an inline distribution, and words a `{choice: [...]}`: the engine draws one value per agent before the plugin sees it.
 */
export const p = {
  /** A number: `2.5`, `1.5 k`, `5 M USDT` where the unit is USDT. */
  number: (options: PlainNumberOptions): Parameter<number> => numeric('number', options),
  /** A whole number: `12`, `3 k`. */
  integer: (options: PlainNumberOptions): Parameter<number> => numeric('integer', options),
  /** A fraction of one: `0.1`, `10%`, `5 bp`. */
  fraction: (options: NumericOptions): Parameter<number> => numeric('fraction', options),
  /** A duration, in milliseconds: `250 ms`, `15 min`; not negative unless `min` says so. */
  duration: (options: NumericOptions): Parameter<number> => numeric('duration', { min: 0, ...options }),
  /** A rate, per second: `3 /s`, `10 /h`; not negative unless `min` says so. */
  rate: (options: NumericOptions): Parameter<number> => numeric('rate', { min: 0, ...options }),
  /** A market as `SYMBOL@venue`, such as `BTC/USDT:USDT@alpha`. */
  market: (options: ParameterOptions<string>): Parameter<string> =>
    named('market', 'a market such as BTC/USDT:USDT@alpha', /^[^\s@]+@[^\s@]+$/, options),
  /** The name of an asset of the scenario. */
  asset: (options: ParameterOptions<string>): Parameter<string> =>
    named('asset', 'the name of an asset such as USDT', /^[^\s@]+$/, options),
  /** The name of a venue of the scenario. */
  venue: (options: ParameterOptions<string>): Parameter<string> =>
    named('venue', 'the name of a venue such as alpha', /^[^\s@]+$/, options),
  /** The name of a lending market of the scenario. */
  lender: (options: ParameterOptions<string>): Parameter<string> =>
    named('lender', 'the name of a lending market such as aave', /^[^\s@]+$/, options),
  /** The name of a block of agents of the scenario. */
  agent: (options: ParameterOptions<string>): Parameter<string> =>
    named('agent', 'the name of a block of agents such as makers', /^[^\s@]+$/, options),
  /** `buy` or `sell`. */
  side: (options: ParameterOptions<'buy' | 'sell'>): Parameter<'buy' | 'sell'> => words(['buy', 'sell'], options),
  /** One word of a closed list. */
  choice: <const Word extends string>(
    list: readonly [Word, ...Word[]],
    options: ParameterOptions<NoInfer<Word>>,
  ): Parameter<Word> => words(list, options),
  /** `true` or `false`. */
  flag: (options: ParameterOptions<boolean>): Parameter<boolean> => {
    const read = (input: unknown): Reading<boolean> =>
      typeof input === 'boolean'
        ? accepted(input)
        : refused(input === undefined ? 'missing' : 'unknown-word', 'true or false', input);
    const parameter = parameterOf<boolean>(read, { description: options.describe, type: 'boolean' });
    return finished(parameter, options.default, read);
  },
  /** Any text, which may not be empty. */
  text: (options: ParameterOptions<string>): Parameter<string> =>
    wordParameter(
      (input) =>
        typeof input === 'string' && input.trim() !== ''
          ? accepted(input)
          : refused(input === undefined ? 'missing' : 'unknown-word', 'a text', input),
      options,
      { type: 'string', minLength: 1 },
      false,
    ),
  /** A list of parameters of one kind. */
  list: <Output>(item: Parameter<Output>, options: ListOptions): Parameter<Output[]> => {
    let list = z.array(item);
    if (options.min !== undefined) list = list.min(options.min);
    if (options.max !== undefined) list = list.max(options.max);
    const described = list.meta({ description: options.describe });
    return options.default === undefined ? described : described.prefault([...options.default]);
  },
  /** A map of declared parameters; unknown keys are refused. */
  object: <Shape extends z.core.$ZodLooseShape>(
    shape: Shape,
    options: { readonly describe?: string } = {},
  ): z.ZodObject<Shape, z.core.$strict> => {
    const object = z.strictObject(shape);
    return options.describe === undefined ? object : object.meta({ description: options.describe });
  },
} as const;

/** Declares the parameters of a plugin: a map of them by name, in which unknown keys are refused. */
export function parameters<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape);
}

function numeric(kind: QuantityKind, options: PlainNumberOptions): Parameter<number> {
  const { min, max, unit } = options;
  const form = {
    kind,
    ...(unit === undefined ? {} : { unit }),
    ...(min === undefined ? {} : { min: edge(min, kind, unit) }),
    ...(max === undefined ? {} : { max: edge(max, kind, unit) }),
  };
  return numericParameter(form, options);
}

function edge(written: Quantity, kind: QuantityKind, unit: string | undefined): number {
  if (typeof written === 'number') return written;
  const reading = parseQuantity(written, kind, unit);
  if (!reading.ok) throw new Error(`the range of a parameter is wrong: ${reading.sentence}`);
  return reading.value;
}

function named(
  kind: NameKind,
  expected: string,
  pattern: RegExp,
  options: ParameterOptions<string>,
): Parameter<string> {
  const read = (input: unknown): Reading<string> =>
    typeof input === 'string' && pattern.test(input)
      ? accepted(input)
      : refused(input === undefined ? 'missing' : 'unknown-word', expected, input);
  return wordParameter(read, options, { type: 'string', pattern: pattern.source, names: kind });
}

function words<Word extends string>(list: readonly Word[], options: ParameterOptions<Word>): Parameter<Word> {
  const read = (input: unknown): Reading<Word> => {
    const word = list.find((known) => known === input);
    if (word !== undefined) return accepted(word);
    const expected = list.length === 1 ? `'${list[0] ?? ''}'` : `one of ${list.join(', ')}`;
    return refused(input === undefined ? 'missing' : 'unknown-word', expected, input, {
      candidates: list,
      ...(typeof input === 'string' ? { foundName: input } : {}),
    });
  };
  return wordParameter(read, options, { enum: [...list] });
}
