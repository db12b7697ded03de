import type { PositionView } from './liquidation.ts';

/** The insurance fund as a loss-absorption policy sees it; settlement atoms. */
export interface FundView {
  readonly balanceAtoms: number;
  /** Balance and the unrealised result of positions taken over. */
  readonly equityAtoms: number;
  /** Maintenance margin that the positions taken over would need if the fund were a trader. */
  readonly maintenanceAtoms: number;
  readonly initialBalanceAtoms: number;
}

/** Says who takes over a bankrupt account's position: the insurance fund, or the other side by auto-deleveraging. */
export interface LossAbsorptionPolicy {
  absorb(position: PositionView, fund: FundView): 'fund' | 'deleverage';
}

/** Says how fast the fund trades out of a position that it took over; asked once a mark interval. */
export interface DisposalPolicy {
  /** Lots (absolute) to offer now and the worst price in ticks, 0 for none; 0 lots to wait. */
  slice(position: PositionView, fund: FundView): { readonly lots: number; readonly limitTicks: number };
}
