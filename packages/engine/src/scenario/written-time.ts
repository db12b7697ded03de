import { accepted, foundText, parameterOf, parseQuantity, refused } from '@ebb/sdk';
import { nextClock, parseClock, parseInstant } from './instant.ts';
import type { Parameter, Reading } from '@ebb/sdk';

/** A time as written: an instant, a time of day, or a span after the start; all in microseconds. */
export type WrittenTime =
  | { readonly kind: 'instant'; readonly us: number }
  | { readonly kind: 'clock'; readonly us: number }
  | { readonly kind: 'after'; readonly us: number };

/** What a time may be written as. */
export const TIME_EXPECTED = 'a time such as 20:50, 2025-10-10T20:50:00Z or 15 min after the start';

const CLOCK_PATTERN = String.raw`^\d\d?:\d\d(:\d\d(\.\d{1,6})?)?$`;
const INSTANT_PATTERN = String.raw`^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z)?$`;
const SPAN_PATTERN = String.raw`^\d[\d_.eE+-]*\s*(us|ms|s|min|h|d)$|^=`;

/** A key that takes a time of day in UTC, an instant of ISO 8601, or a duration after the start. */
export function timeParameter(describe: string): Parameter<WrittenTime> {
  const forms = [CLOCK_PATTERN, INSTANT_PATTERN, SPAN_PATTERN].map((pattern) => ({ type: 'string', pattern }));
  const examples = ['20:50', '2025-10-10T20:50:00Z', '15 min'];
  return parameterOf<WrittenTime>(readTime, { description: describe, anyOf: [...forms, { const: 0 }], examples });
}

/** The start of a scenario: an instant of ISO 8601 in UTC, in microseconds since 1970. */
export function instantParameter(describe: string): Parameter<number> {
  const read = (input: unknown): Reading<number> => {
    const us = typeof input === 'string' ? parseInstant(input) : undefined;
    const expected = 'an instant in UTC such as 2025-10-10T20:30:00Z';
    return us === undefined ? refused(input === undefined ? 'missing' : 'wrong-unit', expected, input) : accepted(us);
  };
  const examples = ['2025-10-10T20:30:00Z'];
  return parameterOf<number>(read, { description: describe, type: 'string', pattern: INSTANT_PATTERN, examples });
}

/** Gives the instant a written time means: a time of day is the first such instant at or after the start. */
export function resolveTime(time: WrittenTime, startUs: number): number {
  if (time.kind === 'instant') return time.us;
  return time.kind === 'clock' ? nextClock(time.us, startUs) : startUs + time.us;
}

/** Reads a time as written. */
export function readTime(input: unknown): Reading<WrittenTime> {
  if (input === undefined) return refused('missing', TIME_EXPECTED, input);
  if (typeof input === 'string') {
    const clock = parseClock(input);
    if (clock !== undefined) return accepted({ kind: 'clock', us: clock });
    const instant = parseInstant(input);
    if (instant !== undefined) return accepted({ kind: 'instant', us: instant });
  }
  const span = parseQuantity(input, 'duration');
  if (!span.ok || span.value < 0) return refused('wrong-unit', TIME_EXPECTED, input, { found: foundText(input) });
  return accepted({ kind: 'after', us: Math.round(span.value * 1_000) });
}
