import type { PerpInstrument } from '@ebb/ledger';

/** What a margin policy says of an account's health. */
export type MarginVerdict = 'complies' | 'liquidate';

/**
 * Says how much margin a position needs and when an account has too little.
 *
 * All amounts are integer atoms of the settlement asset; notional is the absolute position value at the mark price.
 * The functions are pure: the same arguments give the same answer for the whole of a run.
 */
export interface MarginPolicy {
  /** Margin needed to open or keep open orders for this notional, rounded up. */
  initialAtoms(instrument: PerpInstrument, notionalAtoms: number): number;
  /** Margin below which a position of this notional is liquidated, rounded up. */
  maintenanceAtoms(instrument: PerpInstrument, notionalAtoms: number): number;
  /** Compares equity with the sum of maintenance margins; an account without positions is never asked about. */
  verdict(equityAtoms: number, maintenanceAtoms: number): MarginVerdict;
}
