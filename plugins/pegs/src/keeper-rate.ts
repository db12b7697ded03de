import { exp, ln } from '@ebb/sdk';

/** What a rate depends on; fractions. */
export interface KeeperRateTerms {
  /** Rate, a year, with the coin at par and keepers without debt. */
  readonly rate: number;
  /** Distance from par that changes the rate by a factor of e. */
  readonly sigma: number;
  /** Keepers' part of all debt that does so. */
  readonly target: number;
}

/** The highest rate: 300 % a year. Curve, AggMonetaryPolicy.vy (2023): MAX_RATE. */
const MOST = 3;

/**
 * Interest on debts, as the logarithm of what 1 becomes in a year: ln(1 + rate) · e^((1 − price) ÷ sigma − keepersShare ÷ target),
 * at most ln 4. Debt is dear while the coin is cheap. Curve, AggMonetaryPolicy.vy (2023): calculate_rate.
 */
export function keeperRate(price: number, keepersShare: number, { rate, sigma, target }: KeeperRateTerms): number {
  const power = (1 - price) / sigma - keepersShare / target;
  return Math.min(ln(1 + rate) * exp(Math.min(power, 100)), ln(1 + MOST));
}
