import { z } from 'zod';
import { POLICY_SLOTS, policyKindOf } from './scenario.ts';
import { shareRepeats } from './share-repeats.ts';
import type { JsonSchema } from './json-schema.ts';
import { scenarioSchema } from './scenario-schema.ts';

/** What the schema needs to know of a plugin to offer it and its parameters. */
export interface DescribedPlugin {
  readonly kind: 'agent' | 'peg' | 'policy' | 'shock' | 'metric';
  readonly name: string;
  readonly summary: string;
  readonly params: z.ZodType;
  /** Which rule of a venue it is; policies only. */
  readonly policy?: string;
}

/** Blocks of named plugins at the root, and the kind each takes. */
const BLOCKS = { agents: 'agent', shocks: 'shock', metrics: 'metric' } as const;

/**
 * Writes the JSON Schema (draft 2020-12) of a scenario file, for completion and checks in editors. With plugins given,
 * every `use` offers the names that fit there and `params` follow the plugin chosen; other names stay allowed, as a
 * scenario may bring plugins of its own. Blocks may be partial, since a file that extends another completes it.
 */
export function scenarioJsonSchema(plugins: readonly DescribedPlugin[] = []): JsonSchema {
  const full = partial(z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' }) as JsonSchema);
  const { $schema, required, properties, ...rest } = full;
  const root = new Map(Object.entries(properties as Readonly<Record<string, JsonSchema>>));
  for (const [block, kind] of Object.entries(BLOCKS)) {
    const of = plugins.filter((plugin) => plugin.kind === kind);
    change(root, block, (map) => mapOf(map, (item) => withPlugins(item, of)));
  }
  const pegs = plugins.filter(({ kind }) => kind === 'peg');
  change(root, 'assets', (map) => mapOf(map, (asset) => slot(asset, 'peg', (ref) => offered(ref, pegs))));
  change(root, 'venues', (map) => mapOf(map, (venue) => withPolicies(venue, plugins)));
  change(root, 'lenders', (map) => mapOf(map, (lender) => withLendingRules(lender, plugins)));
  const names = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
  return shareRepeats({
    $schema,
    title: 'Ebb scenario',
    ...rest,
    properties: {
      extends: { ...names, description: 'Scenarios that this one is laid over, relative to this file.' },
      patch: { type: 'object', description: 'Paths and the values they take, after everything else has merged.' },
      ...Object.fromEntries(root),
    },
    anyOf: [{ required: alwaysWritten(required) }, { required: ['extends'] }, { required: ['patch'] }],
    $defs: Object.fromEntries(plugins.map((plugin) => [defName(plugin), paramsOf(plugin)])),
  });
}

function alwaysWritten(required: unknown): readonly unknown[] {
  return Array.isArray(required) ? required : ['version', 'start', 'until', 'assets', 'venues', 'agents'];
}

function withPolicies(venue: JsonSchema, plugins: readonly DescribedPlugin[]): JsonSchema {
  const policies = plugins.filter(({ kind }) => kind === 'policy');
  const of = (name: string): readonly DescribedPlugin[] => policies.filter(({ policy }) => policy === name);
  let result = venue;
  for (const name of POLICY_SLOTS) result = slot(result, name, (ref) => offered(ref, of(policyKindOf(name))));
  return slot(result, 'circuitBreakers', (map) => mapOf(map, (ref) => offered(ref, of('circuitBreaker'))));
}

function withLendingRules(lender: JsonSchema, plugins: readonly DescribedPlugin[]): JsonSchema {
  const of = (policy: string): readonly DescribedPlugin[] => plugins.filter((plugin) => plugin.policy === policy);
  return slot(lender, 'assets', (map) =>
    mapOf(map, (asset) =>
      slot(
        slot(asset, 'rate', (ref) => offered(ref, of('lendingRate'))),
        'oracle',
        (ref) => offered(ref, of('index')),
      ),
    ),
  );
}

/** Changes what a key of a map holds. */
function slot(map: JsonSchema, key: string, convert: (held: JsonSchema) => JsonSchema): JsonSchema {
  const properties = new Map(Object.entries(map['properties'] as Readonly<Record<string, JsonSchema>>));
  change(properties, key, convert);
  return { ...map, properties: Object.fromEntries(properties) };
}

/** Offers plugins in what is a bare name or a map with `use`. */
function offered(ref: JsonSchema, plugins: readonly DescribedPlugin[]): JsonSchema {
  const branches = (ref['anyOf'] ?? []) as readonly JsonSchema[];
  const anyOf = branches.map((branch) =>
    branch['type'] === 'object' ? withPlugins(branch, plugins) : nameSchema(branch, plugins),
  );
  return { ...ref, anyOf };
}

/** Offers plugins in a map with `use`, and their parameters by the name chosen. */
function withPlugins(map: JsonSchema, plugins: readonly DescribedPlugin[]): JsonSchema {
  if (plugins.length === 0) return map;
  const properties = new Map(Object.entries(map['properties'] as Readonly<Record<string, JsonSchema>>));
  change(properties, 'use', (use) => nameSchema(use, plugins));
  const allOf = plugins.map((plugin) => ({
    if: { properties: { use: { const: plugin.name } }, required: ['use'] },
    then: { properties: { params: { $ref: `#/$defs/${defName(plugin)}` } } },
  }));
  return { ...map, properties: Object.fromEntries(properties), allOf };
}

function nameSchema(name: JsonSchema, plugins: readonly DescribedPlugin[]): JsonSchema {
  if (plugins.length === 0) return name;
  const { type, minLength, ...about } = name;
  const known = plugins.map((plugin) => ({ const: plugin.name, description: plugin.summary }));
  return { ...about, anyOf: [...known, { type, minLength }] };
}

function paramsOf(plugin: DescribedPlugin): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(plugin.params, { io: 'input', unrepresentable: 'any' });
  return { ...schema, required: [], description: plugin.summary };
}

function defName(plugin: DescribedPlugin): string {
  return `${plugin.kind}.${plugin.name}`;
}

/** Drops `required` from the root's blocks and what they hold by name, lists and parameters left as they are. */
function partial(schema: JsonSchema, root = true): JsonSchema {
  const { required, properties, additionalProperties, anyOf, ...rest } = schema;
  const below = (items: unknown): unknown =>
    Object.fromEntries(
      Object.entries(items as Readonly<Record<string, JsonSchema>>).map(([key, item]) => [key, partial(item, false)]),
    );
  const isRef = (branch: JsonSchema): boolean => Object.hasOwn((branch['properties'] ?? {}) as object, 'use');
  return {
    ...rest,
    ...(root ? { required } : {}),
    ...(properties === undefined ? {} : { properties: below(properties) }),
    ...(anyOf === undefined
      ? {}
      : { anyOf: (anyOf as readonly JsonSchema[]).map((branch) => (isRef(branch) ? partial(branch, false) : branch)) }),
    ...(typeof additionalProperties === 'object' && additionalProperties !== null
      ? { additionalProperties: partial(additionalProperties as JsonSchema, false) }
      : { ...(additionalProperties === undefined ? {} : { additionalProperties }) }),
  };
}

function mapOf(map: JsonSchema, convert: (item: JsonSchema) => JsonSchema): JsonSchema {
  return { ...map, additionalProperties: convert(map['additionalProperties'] as JsonSchema) };
}

function change(map: Map<string, JsonSchema>, key: string, convert: (schema: JsonSchema) => JsonSchema): void {
  const schema = map.get(key);
  if (schema !== undefined) map.set(key, convert(schema));
}
