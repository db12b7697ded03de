import { defineFact } from '@ebb/sdk';
import type { FactHead, Speaker } from '@ebb/sdk';

/** What a synthetic dollar holds and what it has sold against it, at an upkeep. */
export interface SyntheticHedged extends FactHead {
  readonly instance: string;
  /** What it holds, and its short, in units of the perpetual's base asset. */
  readonly spot: number;
  readonly short: number;
  /** |spot − short| × price ÷ backing. */
  readonly error: number;
  /** Margin at the venue ÷ notional of the short; 0 without one. */
  readonly marginShare: number;
  /** Coins behind one staked share, income since the start (losses are negative), and the reserve fund; coins and units of the reference. */
  readonly stakedRate: number;
  readonly income: number;
  readonly fund: number;
}

/** The fact that tells how well a synthetic dollar is hedged, and what it earned. */
export const syntheticHedged = defineFact(
  'synthetic-dollar/hedged',
  ['spot', 'short', 'error', 'marginShare', 'stakedRate', 'income', 'fund'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { instance }: Speaker,
    spot: number,
    short: number,
    error: number,
    marginShare: number,
    stakedRate: number,
    income: number,
    fund: number,
  ): SyntheticHedged => {
    const head = { type: 'synthetic-dollar/hedged', seq, timeUs, cause, origin, instance };
    return { ...head, spot, short, error, marginShare, stakedRate, income, fund };
  },
);
