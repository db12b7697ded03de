import type { Balances } from './fake-accounts.ts';
import type { IssuerSetup } from './fake-issuer.ts';
import type { LenderSetup } from './lender-setup.ts';
import type { MarketSetup } from './fake-market.ts';
import type { PoolSetup } from './fake-pools.ts';

/** What a test of one agent begins with; all optional. */
export interface HarnessOptions {
  /** As a scenario writes them, units and distributions included; the plugin's own schema reads them. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** By name, as in `BTC/USDT@alpha`. */
  readonly markets?: Readonly<Record<string, MarketSetup>>;
  /** By wallet (`alpha`, `alpha/spot`, `alpha/earn`) and asset, in units; each account of a cohort begins with the same. */
  readonly balances?: Balances;
  /** Outside values by asset. */
  readonly values?: Readonly<Record<string, number>>;
  /** Issuers by their coin. */
  readonly issuers?: Readonly<Record<string, IssuerSetup>>;
  /** Lending markets by name. */
  readonly lenders?: Readonly<Record<string, LenderSetup>>;
  /** Pools by the name of their market, which is among `markets`. */
  readonly pools?: Readonly<Record<string, PoolSetup>>;
  readonly seed?: string | number;
  /** Accounts of a cohort; 1 when absent. */
  readonly accounts?: number;
  /**
   * `byHand` leaves every order to the test; `atTouch` fills what reaches the best opposite price, market and IOC orders
   * up to the size there and others in full; transfers and orders to lending markets arrive, and issuers pay, at once. The quote stays as the test set it.
   */
  readonly fills?: 'byHand' | 'atTouch';
}
