import type { IssuerDesk } from './issuer-desk.ts';
import type { LenderDesk } from './lender-desk.ts';
import type { OrderId, OrderOptions, TransferId } from './desk.ts';
import type { Side } from './side.ts';
import type { MarketView } from './market-view.ts';
import type { Fill, Issuance, LendingChanged, Liquidation, Transfer } from '../facts.ts';

/**
 * Random numbers by counter: the k-th number of an account depends on nothing but the seed, the instance, the purpose, the
 * account and k, so that a larger cohort leaves the numbers of its first accounts as they were.
 */
export interface CohortDraws {
  uniform(account: number, k: number): number;
  normal(account: number, k: number): number;
  exponential(account: number, k: number, mean: number): number;
}

/** The desk of a cohort: very many alike accounts, steered by one object. Accounts are numbered 0 to size − 1. */
export interface CohortDesk {
  market(
    account: number,
    market: MarketView,
    side: Side,
    size: number,
    options?: Pick<OrderOptions, 'reduceOnly'>,
  ): OrderId;
  limit(account: number, market: MarketView, side: Side, price: number, size: number, options?: OrderOptions): OrderId;
  cancel(account: number, order: OrderId): void;
  setLeverage(account: number, market: MarketView, leverage: number): void;
  /** As for a desk: wallets are `alpha` (or `alpha/trading`), `alpha/spot`, `alpha/earn`. */
  transfer(account: number, asset: string, amount: number, from: string, to: string): TransferId;
  /** In one wallet (`alpha/trading`, `alpha/spot`, `alpha/earn`) or in all on a venue (`alpha`). */
  balance(account: number, asset: string, where: string): number;
  /** What no open order holds; of a venue only in the wallet that its spot orders pay from. */
  free(account: number, asset: string, where: string): number;
  position(account: number, market: MarketView): number;
  entryPrice(account: number, market: MarketView): number;
  equity(account: number, venue: string): number;
  available(account: number, venue: string): number;
  /** The counter of a coin's issuer, for one account; keep what it returns. */
  issuer(account: number, coin: string): IssuerDesk;
  /** A lending market, for one account; keep what it returns. */
  lender(account: number, name: string): LenderDesk;
}

/** What a plugin with `cohort: true` receives by the token COHORT. */
export interface Cohort {
  readonly name: string;
  /** How many accounts: the scenario's `count`. */
  readonly size: number;
  readonly desk: CohortDesk;
  /** The values of a numeric parameter, one per account: drawn where the scenario gives a distribution, else all alike. */
  param(name: string): Float64Array;
  /** A stream of draws for one purpose of this cohort. */
  draws(purpose: string): CohortDraws;
  onFill(reaction: (account: number, fill: Fill) => void): void;
  onLiquidation(reaction: (account: number, fact: Liquidation) => void): void;
  onTransfer(reaction: (account: number, fact: Transfer) => void): void;
  onIssuance(reaction: (account: number, fact: Issuance) => void): void;
  onLending(reaction: (account: number, fact: LendingChanged) => void): void;
}
