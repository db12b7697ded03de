import type { PerpInstrument } from '@ebb/ledger';

/** What a forced order did on the book. */
export interface ForcedResult {
  /** Lots filled, absolute, and their value in settlement atoms. */
  readonly filledLots: number;
  readonly notionalAtoms: number;
}

/** What clearing asks of a venue to reduce an account; implemented by exchange. */
export interface LiquidationVenue {
  /** Cancels every open order of the account on this venue and returns how many there were. */
  cancelOrders(account: number): number;
  /** Sends an immediate-or-cancel order to the book as if from the account, free of margin checks and fees; 0 is no limit. */
  placeForced(account: number, instrument: PerpInstrument, signedLots: number, limitTicks: number): ForcedResult;
}

/** Prices that clearing values accounts by; implemented by exchange. */
export interface PriceSources {
  /** The latest mark price in ticks; 0 before the first. */
  markTicks(instrument: PerpInstrument): number;
}
