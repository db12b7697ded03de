import type { NumberForm } from './number-reader.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const DIGITS = String.raw`[+-]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][+-]?\d+)?`;

/** An expression in place of a number, such as `= 2 * scale`. */
const EXPRESSION = String.raw`^=`;

/** The JSON Schema of what may be written for a number: a number, text with units, an expression, a distribution. */
export function numberJsonSchema(form: NumberForm, draws: boolean): JsonSchema {
  const scalar = scalarJsonSchema(form);
  if (!draws) return scalar;
  return { anyOf: [...scalar.anyOf, ...distributionsJsonSchema(form, scalar)] };
}

/** The JSON Schema of a draw among words, as a list or with weights. */
export function choiceJsonSchema(item: JsonSchema): JsonSchema {
  const values = { type: 'array', minItems: 1, items: item };
  const weights = { type: 'array', items: { type: 'number', minimum: 0 } };
  return {
    type: 'object',
    description: 'A draw among listed values.',
    properties: { choice: { anyOf: [values, strict({ values, weights }, ['values'])] } },
    required: ['choice'],
    additionalProperties: false,
  };
}

function scalarJsonSchema(form: NumberForm): { readonly anyOf: readonly JsonSchema[] } {
  const text = {
    type: 'string',
    pattern: `${textPattern(form)}|${EXPRESSION}`,
    examples: examples(form),
  };
  const range = {
    ...(form.min === undefined ? {} : { minimum: form.min }),
    ...(form.max === undefined ? {} : { maximum: form.max }),
    ...(form.above === undefined ? {} : { exclusiveMinimum: form.above }),
  };
  if (form.kind === 'duration' || form.kind === 'rate') return { anyOf: [{ const: 0 }, text] };
  return { anyOf: [{ type: form.kind === 'integer' ? 'integer' : 'number', ...range }, text] };
}

function textPattern(form: NumberForm): string {
  switch (form.kind) {
    case 'duration':
      return String.raw`^${DIGITS}\s*(us|ms|s|min|h|d)$`;
    case 'rate':
      return String.raw`^${DIGITS}\s*(k|M|bn)?\s*/\s*(us|ms|s|min|h|d)$`;
    case 'fraction':
      return String.raw`^${DIGITS}\s*(%|bp)?$`;
    case 'number':
    case 'integer':
      return form.unit === undefined
        ? String.raw`^${DIGITS}\s*(k|M|bn)?$`
        : String.raw`^${DIGITS}\s*(k|M|bn)?\s*(${form.unit.replaceAll(/[^\w\s]/g, String.raw`\$&`)})?$`;
  }
}

function examples(form: NumberForm): readonly string[] {
  switch (form.kind) {
    case 'duration':
      return ['250 ms', '15 min'];
    case 'rate':
      return ['3 /s', '10 /h'];
    case 'fraction':
      return ['10%', '5 bp'];
    case 'number':
    case 'integer':
      return form.unit === undefined ? ['3 k', '2 M'] : ['3 k', `2 M ${form.unit}`];
  }
}

function distributionsJsonSchema(form: NumberForm, value: JsonSchema): readonly JsonSchema[] {
  const bare = { anyOf: [{ type: 'number' }, { type: 'string', pattern: EXPRESSION }] };
  const bodies: Readonly<Record<string, JsonSchema>> = {
    uniform: { type: 'array', minItems: 2, maxItems: 2, items: value },
    normal: strict({ mean: value, sd: value }),
    lognormal: strict({ median: value, sigma: bare }),
    exponential: strict({ mean: value }),
    pareto: strict({ min: value, alpha: bare }),
    ...(form.kind === 'number' || form.kind === 'integer' ? { poisson: strict({ mean: value }) } : {}),
    choice: choiceJsonSchema(value)['properties'] as JsonSchema,
  };
  return Object.entries(bodies).map(([name, body]) => ({
    ...strict({ [name]: name === 'choice' ? (body['choice'] as JsonSchema) : body, min: value, max: value }, [name]),
    title: `${name} distribution`,
  }));
}

function strict(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = Object.keys(properties),
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
