/** Writes a value of a scenario on one line as YAML has it, such as `{lognormal: {median: 1%, sigma: 0.6}}`. */
export function writtenValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writtenValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${writtenValue(each)}`);
  return `{${entries.join(', ')}}`;
}

/** The same as code in Markdown. */
export function writtenCode(value: unknown): string {
  return `\`${writtenValue(value).replaceAll('`', "'")}\``;
}

/** The part of a scenario at a path; undefined where there is none. */
export function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined;
  }, root);
}

/** The map at a path; an empty one where there is none. */
export function mapAt(root: unknown, path: readonly (string | number)[]): Readonly<Record<string, unknown>> {
  const found = valueAt(root, path);
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
}
