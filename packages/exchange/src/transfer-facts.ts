import { walletKindName, walletName } from '@ebb/clearing';
import type { VenueName } from '@ebb/clearing';
import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import type { Asset } from '@ebb/ledger';
import { transferRefusalName, transferStateName } from './transfer-codes.ts';
import type { TransferRefusal, TransferState } from './transfer-codes.ts';

/** A venue between whose wallets assets are moved. */
export interface TransferPlace {
  readonly venue: string;
  /** All assets, by index. */
  readonly assets: readonly Asset[];
}

/** An account's transfer between two of its wallets on a venue changed its state. */
export interface Transfer extends FactHead {
  readonly venue: string;
  readonly account: number;
  /** The number that the desk gave it: the sequence of the intent. */
  readonly transfer: number;
  readonly asset: string;
  /** In units of the asset. */
  readonly amount: number;
  /** Names of the wallets, as in `alpha`, `alpha/spot`, `alpha/earn`. */
  readonly from: string;
  readonly to: string;
  readonly state: TransferState;
  /** Why it was refused; else `none`. */
  readonly refusal: TransferRefusal;
  readonly amountAtoms: number;
}

export const transfer = defineFact(
  'transfer',
  ['account', 'transfer', 'asset', 'amountAtoms', 'from', 'to', 'state', 'refusal'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: TransferPlace,
    account: number,
    transfer: number,
    asset: number,
    amountAtoms: number,
    from: number,
    to: number,
    state: number,
    refusal: number,
  ): Transfer => ({
    type: 'transfer',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    account,
    transfer,
    asset: on.assets[asset].symbol,
    amount: amountAtoms / on.assets[asset].atomsPerUnit,
    from: walletName(on.venue, walletKindName(from)),
    to: walletName(on.venue, walletKindName(to)),
    state: transferStateName(state),
    refusal: transferRefusalName(refusal),
    amountAtoms,
  }),
);

/** A venue suspended all transfers between wallets, or took them up again. */
export interface TransferHalt extends FactHead {
  readonly venue: string;
  /** Whether transfers are taken from now on. */
  readonly open: boolean;
}

export const transferHalt = defineFact(
  'transferHalt',
  ['open'],
  (seq: number, timeUs: number, cause: number, origin: number, on: VenueName, open: number): TransferHalt => ({
    type: 'transferHalt',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    open: open === 1,
  }),
);
