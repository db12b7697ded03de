import { accepted, parameterOf, parseQuantity, refused } from '@ebb/sdk';
import { spanUs } from './span-us.ts';
import { readTime } from './written-time.ts';
import type { Parameter, Reading } from '@ebb/sdk';
import type { WrittenTime } from './written-time.ts';

/** The edge of a band as written: a number, a fraction of one, a span in microseconds, or a time that is no span. */
export type WrittenBound =
  | { readonly kind: 'number' | 'fraction' | 'span'; readonly value: number }
  | { readonly kind: 'time'; readonly time: WrittenTime };

/** What the edge of a band may be, when it is no time. */
export const BOUND_EXPECTED = 'a number such as 2.5 or 1.2 M, a fraction such as 0.2%, or a duration such as 90 min';

/** A key that takes the edge of a band, whose unit is known only when the metric is. */
export function boundParameter(describe: string): Parameter<WrittenBound> {
  const examples = [2.5, '1.2 M', '0.2%', '90 min', '20:50'];
  return parameterOf<WrittenBound>(readBound, {
    description: describe,
    anyOf: [{ type: 'number' }, { type: 'string' }],
    examples,
  });
}

/** Reads the edge of a band as written. */
export function readBound(input: unknown): Reading<WrittenBound> {
  const plain = parseQuantity(input, 'number');
  if (plain.ok) return accepted({ kind: 'number', value: plain.value });
  const fraction = parseQuantity(input, 'fraction');
  if (fraction.ok) return accepted({ kind: 'fraction', value: fraction.value });
  const span = parseQuantity(input, 'duration');
  if (span.ok) return accepted({ kind: 'span', value: spanUs(span.value) });
  const time = readTime(input);
  return time.ok ? accepted({ kind: 'time', time: time.value }) : refused('not-a-quantity', BOUND_EXPECTED, input);
}
