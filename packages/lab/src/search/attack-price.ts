import type { Changes } from '../design/design.ts';
import type { Estimate } from '../statistics/estimate.ts';
import type { HeldRuns } from './held-runs.ts';
import type { StopReason } from './minimise.ts';

/** The least cost at which a condition breaks in a share of runs, as far as a search has found. */
export interface PriceOfAttack {
  readonly kind: 'price-of-attack';
  readonly condition: string;
  readonly share: number;
  /** `always` where the cheapest attack there is breaks it too, `never` where none was found within the ranges. */
  readonly outcome: 'found' | 'always' | 'never';
  /** The price; null where none was found. */
  readonly price: Estimate | null;
  /** Unit of the price; empty for plain numbers. */
  readonly unit: string;
  /** The parameters at that price, as a scenario takes them; where none was found, those that come nearest. */
  readonly values: Changes;
  /** What runs with yet other seeds say of these parameters. */
  readonly confirmed: HeldRuns;
  readonly trials: number;
  readonly runs: number;
  readonly reason: StopReason;
  /** Sentences on what should make a reader careful. */
  readonly warnings: readonly string[];
  readonly text: string;
}
