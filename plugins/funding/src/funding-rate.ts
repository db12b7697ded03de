const EIGHT_HOURS_MS = 8 * 3_600_000;

/**
 * Premium of a perpetual over its index, as a fraction: [max(0, impact bid − index) − max(0, index − impact ask)] ÷ index
 * (Binance, FAQ "Funding Rates", 360033525031). A side too thin for the impact notional (NaN) adds nothing.
 */
export function premium(index: number, impactBid: number, impactAsk: number): number {
  const above = Number.isNaN(impactBid) ? 0 : Math.max(0, impactBid - index);
  const below = Number.isNaN(impactAsk) ? 0 : Math.max(0, index - impactAsk);
  return (above - below) / index;
}

/** What a funding rate is made of besides the premium; fractions, each at least 0 but the interest. */
export interface FundingTerms {
  /** Interest for eight hours. */
  readonly interest: number;
  /** How far the premium may be from the interest before funding leaves the interest. */
  readonly dampener: number;
  /** Largest rate of one interval, in either direction. */
  readonly cap: number;
}

/**
 * Rate of one interval: [P + clamp(I − P, ± dampener)] ÷ (8 h ÷ interval), within ± cap (Binance, change of
 * 18 September 2025; FAQ "Funding Rates", 360033525031).
 */
export function fundingRate(
  averagePremium: number,
  intervalMs: number,
  { interest, dampener, cap }: FundingTerms,
): number {
  const eightHours = averagePremium + clamp(interest - averagePremium, dampener);
  return clamp(eightHours * (intervalMs / EIGHT_HOURS_MS), cap);
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(value, -size), size);
}
