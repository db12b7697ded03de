import type { BusinessHours } from './business-hours.ts';

/** How requests of one kind are dealt with. */
export interface RequestTerms {
  /** Share of what a request brings that the issuer keeps: of a mint in the asset, of a redemption in coins, which are unmade. */
  readonly fee: number;
  /** From the request's arrival to its turn at the earliest, and from its execution to the payout; microseconds. */
  readonly delayUs: number;
  readonly payoutUs: number;
  /** Most units of what requests bring in a window; more waits for the next. Null is without limit. */
  readonly cap: { readonly units: number; readonly perUs: number } | null;
  /** When requests have their turn; null is always. */
  readonly hours: BusinessHours | null;
}

/** The counter's rules of an issuer, whatever its mechanism. */
export interface IssuerTerms {
  /** Whether an account may mint and redeem; null is everyone. Actions are open to all. */
  readonly whitelisted: ((account: number) => boolean) | null;
  readonly mint: RequestTerms;
  readonly redeem: RequestTerms;
  /** Least time between two requests of one account, microseconds. */
  readonly cooldownUs: number;
  /** Most requests of a kind that wait; one on top is refused. */
  readonly queue: number;
  /** How often the mechanism is looked after, microseconds. */
  readonly upkeepUs: number;
  readonly report: ReportTerms;
}

/** How often an issuer tells of its backing, how late, and whether at all. */
export interface ReportTerms {
  readonly everyUs: number;
  readonly delayUs: number;
  readonly hidden: boolean;
}
