import type { Instrument, PerpInstrument } from '@ebb/ledger';

/** What a forced order did on the book. */
export interface ForcedResult {
  /** Lots filled, absolute, and their value in atoms of the asset that the market is settled in. */
  readonly filledLots: number;
  readonly notionalAtoms: number;
  /** Whether a rule of the venue (a throttle, a halt) kept some of the order from the book. */
  readonly heldBack: boolean;
}

/** What clearing asks of a venue to reduce an account; implemented by exchange. */
export interface LiquidationVenue {
  /** Cancels every open order of the account on one market of this venue, or (−1) on all; returns how many there were. */
  cancelOrders(account: number, instrument: number): number;
  /** Sends an immediate-or-cancel order to the book as if from the account, free of margin checks and fees; 0 is no limit. */
  placeForced(account: number, instrument: Instrument, signedLots: number, limitTicks: number): ForcedResult;
  /** Lots resting on the side that an order of `side` (1 buys, −1 sells) would meet, within a fraction of its best price. */
  depthLots(instrument: Instrument, side: number, within: number): number;
}

/** Prices that clearing values accounts by; implemented by exchange. */
export interface PriceSources {
  /** The latest mark price in ticks; 0 before the first. */
  markTicks(instrument: PerpInstrument): number;
  /** The one before it. */
  previousMarkTicks(instrument: PerpInstrument): number;
  /** The latest collateral price of an asset: units of the venue's settlement asset for one unit; NaN before the first. */
  collateralPrice(asset: number): number;
}
