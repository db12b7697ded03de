import { z } from 'zod';
import type { Plugin } from '@ebb/sdk';

/** A parameter of a plugin in words. */
export interface ParameterRow {
  /** Dotted for a parameter inside another. */
  readonly name: string;
  /** What its numbers are in, or what kind of word it is. */
  readonly unit: string;
  /** As in `from 0 to 1`; empty where anything goes. */
  readonly range: string;
  /** As an author would write it; undefined when it has to be given. */
  readonly default?: string;
  readonly summary: string;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** The range that a number's description ends in. */
const RANGE = /^(.*?) \(((?:from|of at least|of at most|above) [^()]*)\)(\.?)$/s;

/** Lists the parameters of a plugin in the order of their declaration, those inside others after them. */
export function parameterRows({ params }: Pick<Plugin, 'params'>): readonly ParameterRow[] {
  return rowsOf(z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) as JsonSchema, '');
}

function rowsOf(schema: JsonSchema, before: string): ParameterRow[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>).flatMap(([key, each]) => {
    const name = before + key;
    const inner = each['type'] === 'array' ? (each['items'] as JsonSchema | undefined) : each;
    const below = inner?.['properties'] === undefined ? [] : rowsOf(inner, each === inner ? `${name}.` : `${name}[].`);
    return [rowOf(name, each, required.includes(key)), ...below];
  });
}

function rowOf(name: string, schema: JsonSchema, required: boolean): ParameterRow {
  const told = typeof schema['description'] === 'string' ? schema['description'] : '';
  const [, text = told, range = '', stop = ''] = RANGE.exec(told) ?? [];
  const written = schema['default'];
  const fallback = written === undefined ? (required ? undefined : 'none') : writtenOf(written);
  return {
    name,
    unit: unitOf(schema),
    range: range === '' ? wordsOf(schema) : range,
    ...(fallback === undefined ? {} : { default: fallback }),
    summary: text + stop,
  };
}

function unitOf(schema: JsonSchema): string {
  const { unit, quantity, names, type } = schema;
  if (typeof unit === 'string') return unit;
  if (quantity === 'integer') return 'whole number';
  if (typeof quantity === 'string') return quantity;
  if (typeof names === 'string') return names;
  if (type === 'array') return 'list';
  if (type === 'object') return 'map';
  return type === 'boolean' ? 'true or false' : 'word';
}

/** The words that a choice may be. */
function wordsOf(schema: JsonSchema): string {
  const branches = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly JsonSchema[]) : [schema];
  const words = branches.find((branch) => Array.isArray(branch['enum']))?.['enum'];
  return Array.isArray(words) ? words.join(', ') : '';
}

/** A value as YAML has it on one line. */
function writtenOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writtenOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${writtenOf(each)}`);
  return `{${entries.join(', ')}}`;
}
