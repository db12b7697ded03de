import { accepted, refused } from './reading.ts';
import { parseQuantity } from './quantity.ts';
import type { Reading } from './reading.ts';
import type { QuantityKind } from './quantity.ts';

/** The range of a numeric parameter in base units; `above` is a lower edge that is itself excluded. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
}

/** What one numeric parameter accepts. */
export interface NumberForm extends NumberRange {
  readonly kind: QuantityKind;
  readonly unit?: string;
}

const NOUNS: Readonly<Record<QuantityKind, string>> = {
  number: 'a number',
  integer: 'a whole number',
  fraction: 'a fraction',
  duration: 'a duration',
  rate: 'a rate',
};

/** Reads a written number of the form and refuses one outside its range. */
export function readNumber(input: unknown, form: NumberForm): Reading<number> {
  const reading = parseQuantity(input, form.kind, form.unit);
  if (!reading.ok) return reading;
  const { value } = reading;
  const inside =
    (form.min === undefined || value >= form.min) &&
    (form.max === undefined || value <= form.max) &&
    (form.above === undefined || value > form.above);
  return inside ? accepted(value) : refused('out-of-range', `${NOUNS[form.kind]} ${rangeText(form)}`, input);
}

/** Says the range in words, with the base unit: `from 0 to 1`, `of at least 1 ms`; empty when there is none. */
export function rangeText(form: NumberForm): string {
  const { min, max, above } = form;
  const written = (value: number): string => inBaseUnit(value, form);
  if (above !== undefined) {
    return max === undefined ? `above ${written(above)}` : `above ${written(above)} and at most ${written(max)}`;
  }
  if (min !== undefined && max !== undefined) return `from ${written(min)} to ${written(max)}`;
  if (min !== undefined) return `of at least ${written(min)}`;
  return max === undefined ? '' : `of at most ${written(max)}`;
}

/** Writes a number of base units as an author may write it back: `250 ms`, `3 /s`, `0.1`. */
export function inBaseUnit(value: number, form: Pick<NumberForm, 'kind'>): string {
  if (form.kind === 'duration') return `${value} ms`;
  return form.kind === 'rate' ? `${value} /s` : String(value);
}
