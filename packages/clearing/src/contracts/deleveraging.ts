import type { PerpInstrument } from '@ebb/ledger';

/**
 * A position on the other side of a bankrupt one; lots signed, amounts in atoms of the asset that the instrument settles in
 * but for those of a unified account as a whole, which are in the venue's settlement asset.
 */
export interface DeleveragingCandidate {
  readonly account: number;
  readonly sizeLots: number;
  /** Average entry price in ticks, a fraction, and the mark price. */
  readonly entryTicks: number;
  readonly markTicks: number;
  /** Absolute value of the position at the mark, and its gain or loss. */
  readonly positionAtoms: number;
  readonly unrealisedAtoms: number;
  /** Wallet balance of its pool of margin (in unified mode all assets at their prices), without unrealised results. */
  readonly walletAtoms: number;
  /** The same with the unrealised results of all its positions. */
  readonly equityAtoms: number;
  /** Maintenance margin of all positions of the pool. */
  readonly maintenanceAtoms: number;
  /** Absolute value of all positions of the pool at the mark prices. */
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
  /** At which price positions are closed: the one that leaves the bankrupt nothing (when absent), the mark, or the mark before it. */
  readonly price?: 'bankruptcy' | 'mark' | 'previousMark';
  /**
   * When: once nobody takes a position over (`fund`, when absent), or besides at each mark at which a pool's equity is
   * below zero, before any order of a liquidation is sent (`accountValue`).
   */
  readonly trigger?: 'fund' | 'accountValue';
}
