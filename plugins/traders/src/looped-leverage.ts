import { pow } from '@ebb/sdk';

/**
 * What `supplies` supplies make of 1, each but the first bought with `ltv` of the one before: (1 − ltv^n) ÷ (1 − ltv), the sum
 * of a geometric series; `ltv` from 0 to less than 1. So much of the asset stands on one unit of what one had.
 */
export function loopedLeverage(ltv: number, supplies: number): number {
  return (1 - pow(ltv, supplies)) / (1 - ltv);
}

/** What one has a year of each unit of one's own: the yield of all that is held less interest on what is borrowed for it. */
export function loopedCarry(leverage: number, yieldRate: number, borrowRate: number): number {
  return leverage * yieldRate - (leverage - 1) * borrowRate;
}

/**
 * Units of collateral that have to be sold, and the proceeds repaid, so that `threshold` · value ÷ debt becomes `target` again: none
 * when it is, Infinity where a sale takes more from the collateral than from the debt. `price` is what the lender
 * counts a unit for, `proceeds` what its sale brings; both, like the debt, in units of the lender's reference.
 */
export function unitsToSell(
  { debt, health }: { readonly debt: number; readonly health: number },
  target: number,
  threshold: number,
  price: number,
  proceeds: number,
): number {
  if (!(health < target)) return 0;
  const gain = target * proceeds - threshold * price;
  return gain > 0 ? (debt * (target - health)) / gain : Infinity;
}
