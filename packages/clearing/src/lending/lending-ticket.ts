import type { LendingRefusalCode } from './lending-codes.ts';

/** As much as is possible when the order arrives. */
export const MOST = -1;

/** An order to a lending market as it leaves a desk. */
export interface LendingTicket {
  readonly account: number;
  /** By `lendingKinds`. */
  readonly kind: number;
  /** Index of the asset: of the debt, in a liquidation. */
  readonly asset: number;
  /** Above 0, or MOST. */
  readonly atoms: number;
  /** Of a liquidation: whose debt, the index of the collateral, and the instrument that a flash one sells on; else −1. */
  readonly debtor: number;
  readonly collateral: number;
  readonly instrument: number;
}

/** What became of an order: what was moved, or why not. */
export interface LendingOutcome {
  readonly refusal: LendingRefusalCode;
  readonly atoms: number;
}

/** An order that was done. */
export function done(atoms: number): LendingOutcome {
  return { refusal: 0, atoms };
}

/** An order that was not. */
export function refuse(refusal: LendingRefusalCode): LendingOutcome {
  return { refusal, atoms: 0 };
}
