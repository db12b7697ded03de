import type { VenueName } from '@ebb/clearing';
import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';

/** A venue counts an asset as collateral at a new price. */
export interface CollateralPrice extends FactHead {
  readonly venue: string;
  /** Index of the asset. */
  readonly asset: number;
  /** Units of the venue's settlement asset for one unit. */
  readonly price: number;
}

export const collateralPrice = defineFact(
  'collateralPrice',
  ['asset', 'price'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: VenueName,
    asset: number,
    price: number,
  ): CollateralPrice => ({ type: 'collateralPrice', seq, timeUs, cause, origin, venue: on.venue, asset, price }),
);

/** A unified account paid interest on what it owes. */
export interface InterestPaid extends FactHead {
  readonly venue: string;
  readonly account: number;
  /** Index of the asset that is owed, and paid in; atoms of it. */
  readonly asset: number;
  readonly atoms: number;
}

export const interestPaid = defineFact(
  'interestPaid',
  ['account', 'asset', 'atoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: VenueName,
    account: number,
    asset: number,
    atoms: number,
  ): InterestPaid => ({ type: 'interestPaid', seq, timeUs, cause, origin, venue: on.venue, account, asset, atoms }),
);
