import { z } from 'zod';
import { isDrawable } from './distribution.ts';
import type { NameKind } from './parameter.ts';

/** A name that a parameter holds, with where it stands below the parameters. */
export interface NameInParams {
  readonly kind: NameKind;
  readonly name: string;
  readonly path: readonly (string | number)[];
}

interface SchemaNode {
  readonly names?: NameKind;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

/**
 * Lists every market, asset, venue and agent named in checked parameters, in the order of the declaration, so that
 * the engine can tell which do not exist; each value of a choice counts.
 */
export function namesIn(schema: z.ZodType, params: unknown): readonly NameInParams[] {
  const found: NameInParams[] = [];
  collect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode, params, [], found);
  return found;
}

function collect(node: SchemaNode, value: unknown, path: readonly (string | number)[], found: NameInParams[]): void {
  if (node.names !== undefined) {
    const kind = node.names;
    if (typeof value === 'string') found.push({ kind, name: value, path });
    if (isDrawable(value) && value.distribution === 'choice') {
      for (const name of value.values) if (typeof name === 'string') found.push({ kind, name, path });
    }
    return;
  }
  if (Array.isArray(value)) {
    const { items } = node;
    if (items !== undefined) value.forEach((item, index) => collect(items, item, [...path, index], found));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(node.properties ?? {})) {
    collect(below, (value as Readonly<Record<string, unknown>>)[key], [...path, key], found);
  }
}
