import { bestAttack } from './best-attack.ts';
import type { BestAttack } from './best-attack.ts';
import { priceOfAttack } from './price-of-attack.ts';
import type { PriceOfAttack } from './attack-price.ts';
import type { AttackOptions } from './attack-options.ts';

/**
 * Searches an attacker's parameters by CMA-ES: those with the largest gain after costs, or the cheapest ones that break a condition in
 * a share of runs (the price of attack). What is found is played anew with seeds that the search did not see. Throws a RangeError
 * for ranges, metrics or conditions of no sense.
 */
export async function attack({ goal, ...search }: AttackOptions): Promise<BestAttack | PriceOfAttack> {
  return 'gain' in goal ? bestAttack({ ...search, ...goal }) : priceOfAttack({ ...search, ...goal });
}
