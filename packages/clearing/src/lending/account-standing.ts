import type { LendingAccount } from './lending-account.ts';
import type { LendingReserve } from './lending-reserve.ts';

/** What an account's collateral and debts are worth, in units of the asset that prices are in; NaN where a price is missing. */
export interface AccountStanding {
  readonly collateral: number;
  /** What may be borrowed against the collateral in all, and the debt at which it no longer suffices. */
  readonly borrowable: number;
  readonly sufficient: number;
  readonly debt: number;
  /** Infinity without debt. */
  readonly health: number;
}

/** The prices by the place of the asset; NaN before the first. */
export type Prices = ArrayLike<number>;

/**
 * Values an account: health = Σ collateral × threshold ÷ Σ debt (Aave, "Liquidations", aave.com/docs). Only what is pledged
 * counts as collateral.
 */
export function standingOf(own: LendingAccount, reserves: readonly LendingReserve[], prices: Prices): AccountStanding {
  let collateral = 0;
  let borrowable = 0;
  let sufficient = 0;
  let debt = 0;
  for (let at = 0; at < reserves.length; at++) {
    const { terms } = reserves[at];
    const price = prices[at] / terms.asset.atomsPerUnit;
    if (own.debts[at] > 0n) debt += reserves[at].debtAtoms(own.debts[at]) * price;
    if (!own.pledged[at] || terms.collateral === null || own.claims[at] === 0n) continue;
    const value = reserves[at].claimAtoms(own.claims[at]) * price;
    collateral += value;
    borrowable += value * terms.collateral.ltv;
    sufficient += value * terms.collateral.threshold;
  }
  return { collateral, borrowable, sufficient, debt, health: debt === 0 ? Infinity : sufficient / debt };
}
