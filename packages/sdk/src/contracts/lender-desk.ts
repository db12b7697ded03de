import type { Observable } from 'rxjs';
import type { BorrowerHealth } from '@ebb/clearing';
import type { LendingChanged, LendingLiquidation } from '../facts.ts';
import type { MarketView } from './market-view.ts';

/** Names an order to a lending market from the moment it is sent; 0 names none (less than one atom: nothing was sent). */
export type LendingOrderId = number;

/** One asset of a lending market as anyone sees it; amounts in units of the asset, shares and rates as fractions. */
export interface LendingAssetView {
  readonly asset: string;
  /** In units of the market's reference; NaN before the first. */
  readonly price: number;
  /** The share that is lent out, and interest a year on debts and on what is supplied. */
  readonly utilisation: number;
  readonly borrowRate: number;
  readonly supplyRate: number;
  /** What lies there and can be lent or withdrawn, what all claim, and what all owe. */
  readonly cash: number;
  readonly supplied: number;
  readonly borrowed: number;
  /** Whether it can be borrowed, and whether it counts as collateral; the three below are 0 where it does not. */
  readonly borrowable: boolean;
  readonly collateral: boolean;
  /** The most that may be borrowed against it, the debt at which it no longer suffices, and what liquidators take on top. */
  readonly ltv: number;
  readonly threshold: number;
  readonly bonus: number;
}

/** What an account has in one asset of a lending market, in units of it. */
export interface LendingHolding {
  readonly asset: string;
  readonly supplied: number;
  readonly borrowed: number;
  /** Whether what is supplied counts as collateral. */
  readonly pledged: boolean;
}

/** What an account has in a lending market, in units of the market's reference. */
export interface LendingPosition {
  /** What is pledged, what may be borrowed against it in all, and what is owed; NaN while a price is missing. */
  readonly collateral: number;
  readonly borrowable: number;
  readonly debt: number;
  /** Pledged value × threshold ÷ debt; below 1 it may be liquidated; Infinity without debt. */
  readonly health: number;
  /** Assets of which it has supplied or owes something, in the market's order. */
  readonly holdings: readonly LendingHolding[];
}

/**
 * A lending market as anyone sees it, positions included, as a chain shows them. Interest and prices are those of its latest
 * look, which it takes at an interval and when an order arrives.
 */
export interface LenderView {
  readonly name: string;
  /** The venue where it sits. */
  readonly venue: string;
  /** The asset that prices and values are in. */
  readonly reference: string;
  /** The share of an account's whole debt that one liquidation repays at most; all of it at `fullBelow` and less. */
  readonly closeFactor: number;
  readonly fullBelow: number;
  /** Its assets, in its order. */
  readonly assets: readonly LendingAssetView[];
  /** One of them; throws for an asset that it does not have. Keep what it returns. */
  asset(symbol: string): LendingAssetView;
  position(account: number): LendingPosition;
  /** The borrowers whose health is below a limit (1 when absent), in the order in which they began to owe. */
  unhealthy(below?: number): readonly BorrowerHealth[];
}

/** How a liquidator wants what he takes; by default the asset is paid out to him. */
export interface LiquidateOptions {
  /** Takes over the claim on the collateral in place of the asset, for which there may be no cash. */
  readonly take?: 'asset' | 'claim';
  /**
   * Sells what is taken on this spot market `COLLATERAL/DEBT` of the lender's venue, and repays out of that, in the same instant:
   * no capital is needed. No lot is sold for less than what is repaid for it; what nobody buys stays where it was.
   */
  readonly sellOn?: string | MarketView;
}

/**
 * A lending market as one account deals with it. Every order is an intent: it travels with the latency of the lender's venue and
 * may be refused there; what becomes of it comes back in `changes$`. Assets come from and go to the account's wallet on that
 * venue that spot orders settle in. Amounts are in units, rounded down to atoms; Infinity is as much as is possible when the
 * order arrives. Throws for an asset that the market does not have.
 */
export interface LenderDesk {
  readonly view: LenderView;
  supply(asset: string, amount: number): LendingOrderId;
  withdraw(asset: string, amount: number): LendingOrderId;
  borrow(asset: string, amount: number): LendingOrderId;
  /** Repays at most what is owed. */
  repay(asset: string, amount: number): LendingOrderId;
  /** Lets what is supplied of an asset count as collateral, as it does at first, or no longer. */
  pledge(asset: string, pledged: boolean): LendingOrderId;
  /**
   * Repays at most so much of another account's debt and takes collateral of it worth that and the bonus; the market repays less
   * where the close factor, the collateral or dust allow no more.
   */
  liquidate(
    account: number,
    debt: string,
    collateral: string,
    amount: number,
    options?: LiquidateOptions,
  ): LendingOrderId;

  /** What this account has here. */
  position(): LendingPosition;
  /** Units of an asset that it has supplied, with interest, and that it owes. */
  supplied(asset: string): number;
  borrowed(asset: string): number;
  /** The most that it could borrow and withdraw of an asset now, an atom on the safe side. */
  borrowable(asset: string): number;
  withdrawable(asset: string): number;

  /** What became of this account's orders here, and liquidations of this account by others. */
  readonly changes$: Observable<LendingChanged>;
  readonly liquidations$: Observable<LendingLiquidation>;
}
