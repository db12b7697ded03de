import { nameId } from './name-id.ts';

/** What every fact says of itself, whatever it is about. A fact is past tense and read-only. */
export interface FactHead {
  /** The name of the fact's type. */
  readonly type: string;
  /** Its place in the one order of facts and intents, from 1. */
  readonly seq: number;
  /** When it happened, in microseconds since the Unix epoch. */
  readonly timeUs: number;
  /** The sequence number of what led to it; 0 when nothing did. */
  readonly cause: number;
  /** The sequence number of the nearest origin upstream; 0 when there is none. */
  readonly origin: number;
}

/** The numbers that a fact or an intent may carry: twelve at most. */
export type Numbers = [
  a?: number,
  b?: number,
  c?: number,
  d?: number,
  e?: number,
  f?: number,
  g?: number,
  h?: number,
  i?: number,
  j?: number,
  k?: number,
  l?: number,
];

/** How many numbers a fact or an intent may carry. */
const MAX_FIELDS = 12;

/** The numbers that go with a list of names: one for each, and `never` when the names are too many. */
export type FieldValues<N extends readonly string[]> = number extends N['length']
  ? Numbers
  : { -readonly [K in keyof N]: number } extends infer A extends Numbers
    ? A
    : never;

/** Builds the object of a fact from its head, its subject and its numbers. */
export type MakeFact<S, A extends Numbers, F extends FactHead> = (
  seq: number,
  timeUs: number,
  cause: number,
  origin: number,
  subject: S,
  ...numbers: A
) => F;

/** A kind of fact about subjects of type S, told in the numbers A, and handed to listeners as an object F. */
export interface FactType<S, A extends Numbers, F extends FactHead> {
  readonly kind: 'fact';
  readonly name: string;
  /** A 32-bit number made from the name, the same in every process. */
  readonly id: number;
  readonly fields: readonly string[];
  readonly make: MakeFact<S, A, F>;
}

/** A kind of intent, told in the numbers A. An intent is recorded in the trace and heard by taps alone. */
export interface IntentType<A extends Numbers> {
  readonly kind: 'intent';
  readonly name: string;
  /** A 32-bit number made from the name, the same in every process. */
  readonly id: number;
  readonly fields: readonly string[];
  /** Carries the number of fields in the type alone; never set. */
  readonly numbers?: A;
}

/** The numbers that facts or intents of a type carry. */
export type NumbersOf<T> = T extends { readonly kind: 'fact'; readonly make: MakeFact<never, infer A, FactHead> }
  ? A
  : T extends IntentType<infer A>
    ? A
    : never;

/**
 * Declares a kind of fact. `fields` names its numbers, at most 12, in the order in which they are published; `make`
 * builds the object when somebody listens, always of one shape. Throws a RangeError for too many fields.
 */
export function defineFact<S, const N extends readonly string[], F extends FactHead>(
  name: string,
  fields: N,
  make: MakeFact<S, FieldValues<N>, F>,
): FactType<S, FieldValues<N>, F> {
  return { kind: 'fact', name, id: nameId(name), fields: checked(name, fields), make };
}

/** Declares a kind of intent by its name and the names of its numbers, at most 12. */
export function defineIntent<const N extends readonly string[]>(name: string, fields: N): IntentType<FieldValues<N>> {
  return { kind: 'intent', name, id: nameId(name), fields: checked(name, fields) };
}

function checked(name: string, fields: readonly string[]): readonly string[] {
  if (fields.length > MAX_FIELDS) {
    throw new RangeError(`"${name}" carries ${fields.length} numbers; the most is ${MAX_FIELDS}.`);
  }
  if (new Set(fields).size < fields.length) throw new RangeError(`"${name}" names two of its numbers alike.`);
  return Object.freeze([...fields]);
}
