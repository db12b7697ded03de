import type { PerpInstrument } from '@ebb/ledger';

/** A position as the policies of default handling see it; sizes in lots (signed: long is positive), prices in ticks. */
export interface PositionView {
  readonly instrument: PerpInstrument;
  readonly sizeLots: number;
  readonly markTicks: number;
  /**
   * The price at which the account's equity is zero when this position is closed there and every other price stays; from
   * one tick to the highest price that a book takes.
   */
  readonly bankruptcyTicks: number;
  /** Absolute value at the mark price, in settlement atoms. */
  readonly notionalAtoms: number;
  /** Gain (positive) or loss at the mark price, in settlement atoms. */
  readonly unrealisedAtoms: number;
  /** Maintenance margin of this position alone, in settlement atoms. */
  readonly maintenanceAtoms: number;
}

/** An account that has broken its maintenance margin, after its open orders were cancelled. */
export interface AccountView {
  readonly account: number;
  readonly equityAtoms: number;
  readonly maintenanceAtoms: number;
  readonly positions: readonly PositionView[];
  /** How many steps this liquidation has taken already: 0 at the first. */
  readonly step: number;
}

/** An immediate-or-cancel order that a liquidation sends to the same book as everyone's. */
export interface LiquidationOrder {
  readonly instrument: PerpInstrument;
  /** Negative to sell; never larger than what the position is when the order's turn comes, and never of its sign. */
  readonly signedLots: number;
  /**
   * Worst acceptable price: so many ticks, none, or the account's bankruptcy price in this instrument when the order's turn
   * comes. That differs from the view's once an order before it was filled, as each view gives its position all equity.
   */
  readonly limit: number | 'none' | 'bankruptcy';
}

/** What the house does next with an account in liquidation. */
export interface LiquidationStep {
  readonly orders: readonly LiquidationOrder[];
  /** When the account still breaks its margin afterwards: try again at the next mark, or hand what is left to loss absorption. */
  readonly otherwise: 'wait' | 'absorb';
}

/** Chooses the orders that reduce a failing account; the house places them, and stops once the account complies. */
export interface LiquidationPolicy {
  /** Asked once a mark while the account fails; an order that is not what `LiquidationOrder` says stops the run. */
  step(account: AccountView): LiquidationStep;
  /** Fee on liquidated notional, in parts per million, paid to the insurance fund out of what equity is left. */
  readonly feePpm: number;
}
