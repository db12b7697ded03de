import { describe, expect, test } from '@jest/globals';
import { p, parameters } from '@ebb/sdk';
import { scenarioJsonSchema } from './scenario-json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import type { DescribedPlugin } from './scenario-json-schema.ts';

const plugins: readonly DescribedPlugin[] = [
  {
    kind: 'agent',
    name: 'panic-seller',
    summary: 'Sells all at once.',
    params: parameters({ trigger: p.fraction({ describe: 'Loss at which it sells.' }) }),
  },
  {
    kind: 'policy',
    policy: 'fees',
    name: 'flat',
    summary: 'Takes a flat fee.',
    params: parameters({ taker: p.fraction({ describe: 'Fee.', default: '5 bp' }) }),
  },
  {
    kind: 'policy',
    policy: 'circuitBreaker',
    name: 'collar',
    summary: 'Keeps prices together.',
    params: parameters({ width: p.fraction({ describe: 'Width.', default: '5%' }) }),
  },
];

const whole = scenarioJsonSchema(plugins);

/** Follows a path, and references to shared parts on the way. */
function at(schema: JsonSchema, ...path: readonly string[]): unknown {
  let found: unknown = schema;
  for (const key of path) found = followed((followed(found) as JsonSchema)[key]);
  return found;
}

function followed(part: unknown): unknown {
  const ref = (part as JsonSchema | undefined)?.['$ref'];
  return typeof ref === 'string' ? (whole['$defs'] as JsonSchema)[ref.slice('#/$defs/'.length)] : part;
}

const blocks = (schema: JsonSchema, name: string): JsonSchema =>
  at(schema, 'properties', name, 'additionalProperties') as JsonSchema;

describe('scenarioJsonSchema', () => {
  const schema = scenarioJsonSchema(plugins);

  test('describes every key and refuses others', () => {
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema['additionalProperties']).toBe(false);
    const properties = schema['properties'] as Readonly<Record<string, JsonSchema>>;
    for (const [key, property] of Object.entries(properties)) {
      expect([key, typeof property['description']]).toEqual([key, 'string']);
    }
    expect(properties['warmup']).toMatchObject({ default: 0, unit: 'ms' });
  });

  test('asks for the whole form only of a file that extends nothing', () => {
    expect(schema['anyOf']).toEqual([
      { required: ['version', 'start', 'until', 'assets', 'venues', 'agents'] },
      { required: ['extends'] },
      { required: ['patch'] },
    ]);
    expect(blocks(schema, 'agents')['required']).toBeUndefined();
  });

  test('offers the plugins of the right kind, with their parameters', () => {
    const agents = blocks(schema, 'agents');
    expect(at(agents, 'properties', 'use', 'anyOf')).toEqual([
      { const: 'panic-seller', description: 'Sells all at once.' },
      { type: 'string', minLength: 1 },
    ]);
    expect(agents['allOf']).toEqual([
      {
        if: { properties: { use: { const: 'panic-seller' } }, required: ['use'] },
        then: { properties: { params: { $ref: '#/$defs/agent.panic-seller' } } },
      },
    ]);
    const params = at(schema, '$defs', 'agent.panic-seller', 'properties') as JsonSchema;
    expect(params['trigger']).toMatchObject({ description: 'Loss at which it sells.' });
  });

  test('offers a policy in its own slot alone, by bare name or with parameters', () => {
    const fees = at(blocks(schema, 'venues'), 'properties', 'fees', 'anyOf') as readonly JsonSchema[];
    expect(at(followed(fees[0]) as JsonSchema, 'anyOf')).toContainEqual({
      const: 'flat',
      description: 'Takes a flat fee.',
    });
    expect(at(followed(fees[1]) as JsonSchema, 'allOf')).toHaveLength(1);
    const latency = at(blocks(schema, 'venues'), 'properties', 'latency', 'anyOf') as readonly JsonSchema[];
    expect(at(followed(latency[1]) as JsonSchema, 'allOf')).toBeUndefined();
  });

  test('offers circuit breakers under whatever names', () => {
    const breaker = at(blocks(schema, 'venues'), 'properties', 'circuitBreakers', 'additionalProperties');
    const text = JSON.stringify(breaker);
    expect(text).toContain('collar');
    expect(text).not.toContain('flat');
  });

  test('stands without plugins', () => {
    expect(blocks(scenarioJsonSchema(), 'agents')['allOf']).toBeUndefined();
  });
});
