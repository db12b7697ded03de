import type { IssuerView } from './issuer-desk.ts';
import type { LenderView } from './lender-desk.ts';
import type { MarketView } from './market-view.ts';

/** What every agent may see without delay: markets, and the reference value of each asset in the outside world. */
export interface View {
  /** Simulated time, milliseconds since the Unix epoch. */
  readonly nowMs: number;
  /** The market of this name; throws, with the nearest name, when there is none. Keep what it returns. */
  market(id: string): MarketView;
  /** Every market, in the scenario's order. */
  readonly markets: readonly MarketView[];
  /** The outside value of an asset, in the scenario's unit of account; NaN when the scenario gives none. */
  value(asset: string): number;
  /**
   * The price at which a venue counts an asset as collateral, before haircuts, in units of the venue's settlement asset (which
   * is 1); NaN where the asset is none, or not priced yet.
   */
  collateral(venue: string, asset: string): number;
  /**
   * What everyone reckons one unit of an asset at, in the scenario's unit of account: its outside value; where it has none,
   * the middle, else the last price, of the first spot market that prices it; else 1.
   */
  price(asset: string): number;
  /** The issuer of a coin; throws for an asset that nobody issues. Keep what it returns. */
  issuer(coin: string): IssuerView;
  /** The lending market of this name; throws for one that is not there. Keep what it returns. */
  lender(name: string): LenderView;
  /** Every lending market, in the order of their names. */
  readonly lenders: readonly LenderView[];
}
