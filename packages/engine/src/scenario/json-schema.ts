/** A JSON Schema as plain data. */
export interface JsonSchema {
  readonly [key: string]: unknown;
}
