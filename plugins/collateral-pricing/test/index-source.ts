import type { IndexSource, IndexTarget } from '@ebb/sdk';

/** A spot market as an index reads it: fresh, open and last traded at its middle unless told otherwise. */
export function market(name: string, mid: number, more: Partial<IndexSource> = {}): IndexSource {
  const [base, quote] = name.split('@')[0].split('/');
  return { kind: 'market', name, base, quote, mid, last: mid, ageMs: 0, open: true, ...more };
}

/** The outside value of an asset as an index reads it. */
export function outside(base: string, value: number): IndexSource {
  return { kind: 'outside', name: `outside:${base}`, base, quote: '', mid: value, last: value, ageMs: 0, open: true };
}

/** What is priced: one unit of the base in the quote, on the venue alpha. */
export function target(pair: string, nowMs = 0): IndexTarget {
  const [base, quote] = pair.split('/');
  return { base, quote, venue: 'alpha', nowMs };
}
