import type { Instrument } from '@ebb/ledger';

/** A forced order that met the book, as a public feed may show it. */
export interface ForcedPrint {
  readonly instrument: Instrument;
  readonly nowMs: number;
  /** Base units (contracts when there is a multiplier), positive; side of the forced order. */
  readonly size: number;
  readonly side: 'buy' | 'sell';
  /** Value in quote units. */
  readonly notional: number;
}

/** Says which forced orders the public sees, and when; one instance a market, asked in time order. */
export interface ObservationPolicy {
  /** Takes note of a forced order; the prints to show at once (none, this one, or an earlier one that was kept back). */
  observe(print: ForcedPrint): readonly ForcedPrint[];
}
