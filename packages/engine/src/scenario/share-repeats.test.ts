import { describe, expect, test } from '@jest/globals';
import { p, parameters } from '@ebb/sdk';
import { scenarioJsonSchema } from './scenario-json-schema.ts';
import { shareRepeats } from './share-repeats.ts';
import type { JsonSchema } from './json-schema.ts';

const long = { type: 'string', description: 'A text long enough to be worth writing once, '.repeat(3) };

/** Puts the shared parts back where they stood. */
function expanded(schema: JsonSchema): unknown {
  const defs = schema['$defs'] as JsonSchema;
  const expand = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(expand);
    if (typeof value !== 'object' || value === null) return value;
    const ref = (value as JsonSchema)['$ref'];
    if (typeof ref === 'string') return expand(defs[ref.slice('#/$defs/'.length)]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item)]));
  };
  const { $defs: _, ...rest } = schema;
  return expand(rest);
}

describe('shareRepeats', () => {
  test('writes what stands twice once, and says the same', () => {
    const schema = { type: 'object', properties: { a: long, b: { items: long }, c: { type: 'null' } } };
    const shared = shareRepeats(schema);
    expect(expanded(shared)).toEqual(schema);
    expect(shared['properties']).toMatchObject({ a: { $ref: '#/$defs/shared1' }, c: { type: 'null' } });
    expect(shared['$defs']).toEqual({ shared1: long });
  });

  test('leaves maps of properties whole, since they are no schemas', () => {
    const same = { properties: { x: long, y: long } };
    const shared = shareRepeats({
      anyOf: [
        { ...same, title: 'one' },
        { ...same, title: 'two' },
      ],
    });
    expect(expanded(shared)).toEqual({
      anyOf: [
        { ...same, title: 'one' },
        { ...same, title: 'two' },
      ],
    });
    expect(JSON.stringify(shared)).not.toContain('"properties":{"$ref"');
  });

  test('keeps parameters of many plugins to a fraction of their size', () => {
    const plugin = (name: string) => ({
      kind: 'agent' as const,
      name,
      summary: 'Does something or other.',
      params: parameters({ share: p.fraction({ describe: 'A share.' }), size: p.number({ describe: 'A size.' }) }),
    });
    const size = (count: number): number =>
      JSON.stringify(scenarioJsonSchema(Array.from({ length: count }, (_, i) => plugin(`p${i}`)))).length;
    expect(size(30) - size(10)).toBeLessThan(20 * 1000);
  });
});
