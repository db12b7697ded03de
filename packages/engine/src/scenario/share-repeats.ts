import type { JsonSchema } from './json-schema.ts';

/** A part shorter than this as JSON is not worth a reference. */
const WORTH_SHARING = 120;

/** Writes every larger part that a schema holds more than once under `$defs`, once, and refers to it where it stood. */
export function shareRepeats(schema: JsonSchema): JsonSchema {
  const counts = new Map<string, number>();
  count(schema, counts);
  const names = new Map<string, string>();
  const shared: Record<string, unknown> = {};
  const share = (value: unknown, isRoot: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => share(item, false));
    if (!isMap(value)) return value;
    const text = JSON.stringify(value);
    const repeats = !isRoot && text.length >= WORTH_SHARING && (counts.get(text) ?? 0) > 1;
    const known = names.get(text);
    if (repeats && known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = `shared${names.size + 1}`;
    if (repeats) names.set(text, name);
    const inner = mapped(value, (item, key) =>
      holdsSchemas(key, item) ? mapped(item, (part) => share(part, false)) : share(item, false),
    );
    if (!repeats) return inner;
    shared[name] = inner;
    return { $ref: `#/$defs/${name}` };
  };
  const { $defs, ...rest } = share(schema, true) as JsonSchema;
  return { ...rest, $defs: { ...($defs as JsonSchema | undefined), ...shared } };
}

/** Counts the schemas in a schema by their JSON. */
function count(value: unknown, counts: Map<string, number>): void {
  if (Array.isArray(value)) value.forEach((item) => count(item, counts));
  if (!isMap(value)) return;
  const text = JSON.stringify(value);
  counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const [key, item] of Object.entries(value)) {
    if (holdsSchemas(key, item)) Object.values(item).forEach((inner) => count(inner, counts));
    else count(item, counts);
  }
}

/** Whether a key of a schema holds a map of schemas by name, which is no schema itself. */
function holdsSchemas(key: string, item: unknown): item is Readonly<Record<string, unknown>> {
  return (key === 'properties' || key === '$defs' || key === 'patternProperties') && isMap(item);
}

function mapped(
  map: Readonly<Record<string, unknown>>,
  convert: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, convert(item, key)]));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
