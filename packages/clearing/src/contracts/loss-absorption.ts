import type { PositionView } from './liquidation.ts';

/** A fund that stands behind bankrupt accounts, as policies see it; atoms of the venue's settlement asset. */
export interface FundView {
  readonly balanceAtoms: number;
  /** Balance and the unrealised result of positions taken over. */
  readonly equityAtoms: number;
  /** Maintenance margin that the positions taken over would need if the fund were a trader. */
  readonly maintenanceAtoms: number;
  readonly initialBalanceAtoms: number;
  /** The highest balance within the policy's `peakWindowMs`, now included; over the whole run when that is absent. */
  readonly peakBalanceAtoms: number;
}

/** Who may take over a bankrupt position besides the other side: the instrument's own fund or else the shared one, and the vault. */
export interface Backstops {
  readonly fund: FundView;
  /** Null on a venue without a backstop vault. */
  readonly vault: FundView | null;
}

/** An account that may have to bear a share of a deficit; atoms of the asset that the instrument settles in. */
export interface LossCandidate {
  readonly account: number;
  /** Unrealised gain of its position on the other side of the bankrupt one in the same instrument; 0 without one. */
  readonly gainAtoms: number;
  /** Results realised in the venue's perpetuals since the last multiple of the policy's `periodMs`, losses negative. */
  readonly realisedAtoms: number;
  /** Most that can be taken: what is free in its wallet and not needed as margin. */
  readonly availableAtoms: number;
}

/** So many atoms of a deficit are charged to an account. */
export interface LossShare {
  readonly account: number;
  readonly atoms: number;
}

/** Says who bears what a bankrupt account cannot. One instance a venue. */
export interface LossAbsorptionPolicy {
  /** Who takes over a bankrupt account's position at its bankruptcy price; `vault` is asked for only where there is one. */
  absorb(position: PositionView, backstops: Backstops): 'fund' | 'vault' | 'deleverage';
  /**
   * Who pays a deficit that the fund could not cover. Candidates come in ascending account number. Shares are whole atoms,
   * one an account, none above its `availableAtoms`, together at most the deficit; what is left is bad debt. All of it is
   * when the method is absent.
   */
  share?(deficitAtoms: number, candidates: readonly LossCandidate[]): readonly LossShare[];
  /** How far back the peak of a fund's balance is looked for. */
  readonly peakWindowMs?: number;
  /** Length of the periods over which realised results are summed; the whole run when absent. */
  readonly periodMs?: number;
}

/** Says how fast a fund or vault trades out of a position that it took over; asked once a mark interval. */
export interface DisposalPolicy {
  /** Lots (absolute) to offer now and the worst price in ticks, 0 for none; 0 lots to wait. */
  slice(position: PositionView, fund: FundView): { readonly lots: number; readonly limitTicks: number };
}
