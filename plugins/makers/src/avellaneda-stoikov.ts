import { ln } from '@ebb/sdk';

/**
 * The price at which a dealer with exponential utility would as soon buy as sell: r = s − qγσ²(T − t), section 2.2 of
 * Avellaneda and Stoikov, High-frequency trading in a limit order book, Quantitative Finance 8(3), 2008. `variance` is
 * σ²(T − t), in squared units of price; `inventory` is q and `riskAversion` γ.
 */
export function reservationPrice(price: number, inventory: number, riskAversion: number, variance: number): number {
  return price - inventory * riskAversion * variance;
}

/**
 * Half of the spread around the reservation price: γσ²(T − t)/2 + ln(1 + γ/k)/γ, half of the spread of section 3.2 of the same paper.
 * `decay` is k: the rate of fills falls as e^(−kδ) with the distance δ from the mid. Without risk aversion it is 1/k, the
 * limit.
 */
export function halfSpread(riskAversion: number, variance: number, decay: number): number {
  if (riskAversion === 0) return 1 / decay;
  return (riskAversion * variance) / 2 + ln(1 + riskAversion / decay) / riskAversion;
}
