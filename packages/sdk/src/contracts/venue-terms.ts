import type { Instrument } from '@ebb/ledger';

/** What a policy may know of the venue it serves; fixed for the run. */
export interface VenueTerms {
  readonly name: string;
  /** Symbol of the settlement asset, and atoms in one unit of it. */
  readonly settle: string;
  readonly settleScale: number;
  /** The markets of this venue. */
  readonly instruments: readonly Instrument[];
  /** Symbols of all assets, by index, and the atoms in one unit of each. */
  readonly assets: readonly string[];
  readonly assetScales: readonly number[];
}
