import type { Asset } from '@ebb/ledger';
import type { LendingRatePolicy } from '../contracts/lending-rate.ts';

/** What holding an asset lets its owner borrow; fractions of its value. */
export interface CollateralTerms {
  /** The most that may be borrowed against it. */
  readonly ltv: number;
  /** The debt at which it no longer suffices; at least `ltv`. */
  readonly threshold: number;
  /** What a liquidator takes on top of the debt that he repays. */
  readonly bonus: number;
  /** Share of that bonus that the market keeps. */
  readonly fee: number;
}

/** One asset of a lending market. */
export interface LendingAssetTerms {
  readonly asset: Asset;
  /** Null where the asset cannot be borrowed. */
  readonly rate: LendingRatePolicy | null;
  /** Share of the interest that the market keeps, in parts per million. */
  readonly reservePpm: number;
  /** Null where it does not count as collateral. */
  readonly collateral: CollateralTerms | null;
  /** The most that is taken in, and lent out, in atoms; Infinity where there is no limit. */
  readonly supplyCapAtoms: number;
  readonly borrowCapAtoms: number;
}

/**
 * Who bears a debt that nothing secures any more, once the market's own reserve is used up: `suppliers` at once, each in
 * proportion; or nobody yet (`deficit`), so that those who withdraw first are paid in full and the last are not.
 */
export type BadDebtRule = 'deficit' | 'suppliers';

/** The rules of a lending market; values are in units of the asset that prices are in. */
export interface LendingTerms {
  readonly assets: readonly LendingAssetTerms[];
  /** The share of an account's whole debt that one liquidation repays at most. */
  readonly closeFactor: number;
  /** At this health and below one liquidation may repay all of it. */
  readonly fullBelow: number;
  /** Where debt or collateral is worth less than this all of it may go at once; less than half of it may not be left. */
  readonly dust: number;
  readonly badDebt: BadDebtRule;
}

/** A lending market as facts about it name it. */
export interface LendingPlace {
  /** Its place among the lending markets of the world. */
  readonly index: number;
  readonly lender: string;
  /** All assets, by index. */
  readonly assets: readonly Asset[];
}
