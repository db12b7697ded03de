import type { Instrument } from '@ebb/ledger';

/** What a policy may know of the venue it serves; fixed for the run. */
export interface VenueTerms {
  readonly name: string;
  /** Symbol of the settlement asset, and atoms in one unit of it. */
  readonly settle: string;
  readonly settleScale: number;
  readonly instruments: readonly Instrument[];
}
