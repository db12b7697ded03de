import type { PerpInstrument } from '@ebb/ledger';

/** A position on the other side of a bankrupt one; settlement atoms, lots signed. */
export interface DeleveragingCandidate {
  readonly account: number;
  readonly sizeLots: number;
  readonly unrealisedAtoms: number;
  /** Wallet balance of the account, without unrealised results. */
  readonly walletAtoms: number;
  /** Wallet balance and the unrealised results of all its positions. */
  readonly equityAtoms: number;
  /** Maintenance margin of all its positions. */
  readonly maintenanceAtoms: number;
  /** Absolute value of all its positions at the mark prices. */
  readonly notionalAtoms: number;
}

/** So many lots (absolute, at least 1) of one candidate's position are closed. */
export interface DeleveragingShare {
  readonly account: number;
  readonly lots: number;
}

/**
 * Chooses whose opposite positions close a bankrupt one.
 *
 * Candidates come in ascending account number. Shares together must be the smaller of `lots` and what the candidates hold,
 * and none may exceed its candidate's position; the house checks this and stops the run otherwise.
 */
export interface DeleveragingPolicy {
  allot(
    instrument: PerpInstrument,
    lots: number,
    candidates: readonly DeleveragingCandidate[],
  ): readonly DeleveragingShare[];
}
