import type { Instrument } from '@ebb/ledger';

/** An instrument as one venue lists it: what a fact about a market names. */
export interface Market<I extends Instrument = Instrument> {
  /** `SYMBOL@venue`, as in `BTC/USDT:USDT@alpha`. */
  readonly id: string;
  /** Name of the venue. */
  readonly venue: string;
  readonly instrument: I;
  /** Symbols of the assets. */
  readonly base: string;
  readonly quote: string;
  /** Quote units of one quote atom are 1 / quoteScale. */
  readonly quoteScale: number;
}

/** A venue as a fact names it. */
export interface VenueName {
  readonly index: number;
  readonly venue: string;
  /** Atoms in one unit of the venue's settlement asset. */
  readonly settleScale: number;
}
