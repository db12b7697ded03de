import { walletKindName, walletName } from '@ebb/clearing';
import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import type { Asset } from '@ebb/ledger';
import { transferRefusalName, transferStateName, transferWayName } from './transfer-codes.ts';
import type { TransferRefusal, TransferState, TransferWay } from './transfer-codes.ts';

/** A venue between whose wallets, from which and to which assets are moved. */
export interface TransferPlace {
  readonly venue: string;
  /** The names of all venues, by index. */
  readonly venues: readonly string[];
  /** All assets, by index. */
  readonly assets: readonly Asset[];
}

/** An account's transfer between two of its wallets, on one venue or two, changed its state. */
export interface Transfer extends FactHead {
  /** The venue that it leaves, and the one that it goes to; the same for one between wallets of a venue. */
  readonly venue: string;
  readonly toVenue: string;
  readonly account: number;
  /** The number that the desk gave it: the sequence of the intent. */
  readonly transfer: number;
  readonly asset: string;
  /** In units of the asset: what leaves the first wallet, and what of it the rules on its way have charged so far. */
  readonly amount: number;
  readonly fee: number;
  /** Names of the wallets, as in `alpha`, `alpha/spot`, `alpha/earn`. */
  readonly from: string;
  readonly to: string;
  readonly state: TransferState;
  /** Why it was refused; else `none`. */
  readonly refusal: TransferRefusal;
  readonly amountAtoms: number;
  readonly feeAtoms: number;
}

export const transfer = defineFact(
  'transfer',
  ['account', 'transfer', 'asset', 'amountAtoms', 'from', 'to', 'state', 'refusal', 'toVenue', 'feeAtoms'],
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
    toVenue: number,
    feeAtoms: number,
  ): Transfer => ({
    type: 'transfer',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    toVenue: on.venues[toVenue],
    account,
    transfer,
    asset: on.assets[asset].symbol,
    amount: amountAtoms / on.assets[asset].atomsPerUnit,
    fee: feeAtoms / on.assets[asset].atomsPerUnit,
    from: walletName(on.venue, walletKindName(from)),
    to: walletName(on.venues[toVenue], walletKindName(to)),
    state: transferStateName(state),
    refusal: transferRefusalName(refusal),
    amountAtoms,
    feeAtoms,
  }),
);

/** A venue suspended the transfers of one way, or took them up again. */
export interface TransferHalt extends FactHead {
  readonly venue: string;
  /** Whether they are taken from now on; with an asset, whether its own suspension is over. */
  readonly open: boolean;
  /** Between wallets of the venue, out of it, or into it: what comes in waits, and is credited when they reopen. */
  readonly kind: TransferWay;
  /** The one asset that it is about; empty for all. */
  readonly asset: string;
}

export const transferHalt = defineFact(
  'transferHalt',
  ['open', 'kind', 'asset'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: TransferPlace,
    open: number,
    kind: number,
    asset: number,
  ): TransferHalt => ({
    type: 'transferHalt',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    open: open === 1,
    kind: transferWayName(kind),
    asset: asset < 0 ? '' : on.assets[asset].symbol,
  }),
);
