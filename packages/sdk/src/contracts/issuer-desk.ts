import type { DebtPosition } from '@ebb/issuance';

/** Names a request from the moment it is sent; 0 names none (nothing was offered, or no wallet there: nothing was sent). */
export type RequestId = number;

/** An issuer's counter, as one account deals with it; amounts in units, rounded down to atoms. */
export interface IssuerDesk {
  /**
   * Asks for coins against `amount` of an asset; of `coins`, when given, exactly so many are wanted, as by one who draws on
   * collateral. What is paid goes into escrow when the request arrives; `desk.issuances$` tells what becomes of it.
   * `at` is a venue where the issuer has a counter, its home when absent; throws for any other.
   */
  mint(asset: string, amount: number, options?: { readonly coins?: number; readonly at?: string }): RequestId;
  /** Asks for an asset against coins; of `amount`, when given, exactly so much is wanted. */
  redeem(coins: number, asset: string, options?: { readonly amount?: number; readonly at?: string }): RequestId;
  /** Asks for an action of the mechanism, by its word and up to three numbers; throws for a word that it does not have. */
  act(action: string, a?: number, b?: number, c?: number): RequestId;
}

/** An issuer as anyone sees it: what it promises, and what it last published. */
export interface IssuerView {
  readonly coin: string;
  /** What its par is reckoned in: an asset, or the scenario's unit of account (empty). */
  readonly reference: string;
  /** Venues with a counter, its home first. */
  readonly counters: readonly string[];
  /** What one coin is worth by the mechanism's own terms, in units of the reference; NaN before it is known. */
  readonly parity: number;
  /** The par of one coin in units of another asset: parity × price of the reference ÷ price of that asset. */
  parIn(asset: string): number;
  /** The latest report: assets ÷ liabilities, assets that could be paid out at once, coins out and coins waiting; NaN without one. */
  readonly backingRatio: number;
  readonly liquid: number;
  readonly circulating: number;
  readonly waiting: number;
  /** The debtors of a mechanism that lends its coin, as a chain shows them. */
  positions(): readonly DebtPosition[];
}
