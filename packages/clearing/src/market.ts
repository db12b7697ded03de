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
  /** Atoms in one unit of what it settles in: the quote asset, of an inverse perpetual the base asset. */
  readonly settleScale: number;
}

/** A venue as a fact names it. */
export interface VenueName {
  readonly index: number;
  readonly venue: string;
  /** Atoms in one unit of the venue's settlement asset. */
  readonly settleScale: number;
}
