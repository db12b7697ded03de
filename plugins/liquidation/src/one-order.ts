import { PARAMS, definePlugin, inject, injectable, isDrawable, p, parameters, isWholePpm, wholePpm } from '@ebb/sdk';
import type { AccountView, LiquidationOrder, LiquidationPolicy, LiquidationStep, PositionView, z } from '@ebb/sdk';

/** Limit and fee of the orders, and what comes after them. */
export const params = parameters({
  limit: p.choice(['bankruptcy', 'none'], {
    describe: 'Worst price of the order: the one that leaves the account nothing, or none.',
    default: 'bankruptcy',
  }),
  otherwise: p.choice(['absorb', 'wait'], {
    describe: 'What happens to what the book did not take: loss absorption, or another order at the next mark.',
    default: 'absorb',
  }),
  fee: p.fraction({
    describe: 'Share of the liquidated notional that goes to the insurance fund, out of what equity is left.',
    default: '0.5%',
    min: 0,
    max: '10%',
  }),
}).superRefine(({ fee }, context) => {
  if (isDrawable(fee) || isWholePpm(fee)) return;
  context.addIssue({ code: 'custom', message: 'a fee in whole parts per million (0.01 bp)', path: ['fee'] });
});

/**
 * One order for the whole of each position, the largest notional first, ties by rising instrument index. The house sends
 * them one after another and stops as soon as the account complies (Binance, FAQ "Liquidation Protocols", 360033525271).
 */
export function closingOrders(positions: readonly PositionView[], limit: 'bankruptcy' | 'none'): LiquidationOrder[] {
  const byNotional = [...positions].sort(
    (a, b) => b.notionalAtoms - a.notionalAtoms || a.instrument.index - b.instrument.index,
  );
  return byNotional.map(({ instrument, sizeLots }) => ({ instrument, signedLots: -sizeLots, limit }));
}

/** Sends each position of a failing account to the book in one immediate-or-cancel order. */
@injectable()
export class OneOrder implements LiquidationPolicy {
  readonly feePpm: number;
  readonly #params: z.infer<typeof params>;

  /** Throws a RangeError when the fee is not a whole number of parts per million. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.feePpm = wholePpm(given.fee, 'the liquidation fee');
  }

  step({ positions }: AccountView): LiquidationStep {
    const { limit, otherwise } = this.#params;
    return { orders: closingOrders(positions, limit), otherwise };
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidation',
  name: 'one-order',
  version: '1.0.0',
  summary: 'Sells or buys back each position of a failing account in one order, no worse than its bankruptcy price.',
  params,
  use: OneOrder,
});
