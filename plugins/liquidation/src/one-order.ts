import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { AccountView, LiquidationPolicy, LiquidationStep, z } from '@ebb/sdk';
import { closingOrders } from './closing-order.ts';
import { feeParameter, feePpmOf, refuseSplitPpm } from './liquidation-fee.ts';

/** Limit and fee of the orders, and what comes after them. */
export const params = parameters({
  limit: p.choice(['bankruptcy', 'none'], {
    describe:
      'Worst price of the order: the one that leaves the account nothing, or none; assets are sold at any price.',
    default: 'bankruptcy',
  }),
  otherwise: p.choice(['absorb', 'wait'], {
    describe: 'What happens to what the book did not take: loss absorption, or another order at the next mark.',
    default: 'absorb',
  }),
  fee: feeParameter('0.5%'),
}).superRefine(refuseSplitPpm);

/**
 * Sends each position of a failing account, and each asset that has a market, to the book in one immediate-or-cancel order,
 * in the order of the venue's priority. The house stops as soon as the account complies (Binance, FAQ "Liquidation
 * Protocols", 360033525271).
 */
@injectable()
export class OneOrder implements LiquidationPolicy {
  readonly feePpm: number;
  readonly #params: z.infer<typeof params>;

  /** Throws a RangeError when the fee is not a whole number of parts per million. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.feePpm = feePpmOf(given);
  }

  step({ ranked }: AccountView): LiquidationStep {
    const { limit, otherwise } = this.#params;
    return { orders: closingOrders(ranked, limit), otherwise };
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidation',
  name: 'one-order',
  version: '1.0.0',
  summary: 'Sells or buys back each position of a failing account in one order, no worse than its bankruptcy price.',
  formula:
    'order = − all lots, immediate-or-cancel, for each position and asset with a market by priority, until the account complies',
  sources: [
    'Binance, FAQ "Liquidation Protocols" (360033525271), fee of 2020',
    'Binance, FAQ "How Does Liquidation Work in the Binance Portfolio Margin Account" (ff4b1ab6…), 22 May 2024: assets are sold too',
  ],
  params,
  use: OneOrder,
});
