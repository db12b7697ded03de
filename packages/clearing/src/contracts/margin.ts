import type { PerpInstrument } from '@ebb/ledger';

/**
 * What answers for a position: its own margin alone, the settlement asset in its account's wallet, or everything in that
 * wallet at the venue's collateral prices.
 */
export type MarginMode = 'isolated' | 'cross' | 'unified';

/**
 * What a margin policy says of a pool of margin, from best to worst: nothing; that its owner should be told; that it may
 * only shrink; that the venue reduces it; that the venue reduces it and it may not cover its losses.
 */
export type MarginVerdict = 'free' | 'warn' | 'reduceOnly' | 'liquidate' | 'bankrupt';

/**
 * Says how much margin positions and loans need and when there is too little.
 *
 * Amounts are whole atoms. Notional and the margin of a position are in the asset it settles in; values of collateral and
 * loans are in the venue's settlement asset at the collateral price. `asset` is an index into `VenueTerms.assets`.
 * The functions are pure and never fall as their amount rises: the same arguments give the same answer for the whole of a run.
 */
export interface MarginPolicy {
  readonly mode: MarginMode;
  /** Margin needed to open or keep open orders for this notional, rounded up. */
  initialAtoms(instrument: PerpInstrument, notionalAtoms: number): number;
  /** Margin below which a position of this notional is liquidated, rounded up. */
  maintenanceAtoms(instrument: PerpInstrument, notionalAtoms: number): number;
  /** Compares the margin there is with the sum of maintenance margins; a pool that owes nothing is never asked about. */
  verdict(marginAtoms: number, maintenanceAtoms: number): MarginVerdict;
  /** What a holding of this value counts as margin, rounded down: value × rate. Unified mode; nothing when absent. */
  collateralAtoms?(asset: number, valueAtoms: number): number;
  /** Initial and maintenance margin of a loan of this value, rounded up. Unified mode; without them nothing may be owed. */
  loanInitialAtoms?(asset: number, valueAtoms: number): number;
  loanMaintenanceAtoms?(asset: number, valueAtoms: number): number;
  /** Interest on so many atoms of an asset owed for so long, in atoms of the asset, rounded up; none when absent. */
  interestAtoms?(asset: number, owedAtoms: number, elapsedMs: number): number;
  /** What an exact margin watch may rely on; a policy without it is re-evaluated at every price. */
  readonly bound?: MarginBound;
}

/**
 * How steep a margin policy is. A slope is the most by which the amount rises for each atom more, anywhere from 0 to the
 * value given; roundings of one atom are allowed for by the house.
 */
export interface MarginBound {
  /** No pool is liquidated while its margin is above `ratio` × its maintenance margin. */
  readonly ratio: number;
  maintenanceSlope(instrument: PerpInstrument, notionalAtoms: number): number;
  collateralSlope(asset: number): number;
  loanMaintenanceSlope(asset: number): number;
}
