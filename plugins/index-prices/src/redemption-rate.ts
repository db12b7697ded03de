import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';
import { redemptionValue } from './redemption-value.ts';

/** What redemption costs. */
export const params = parameters({
  fee: p.fraction({ describe: 'Share of the value that redemption keeps.', default: 0, min: 0, max: 1 }),
});

/** Prices an asset by what its issuer pays for it, whatever the books say. */
@injectable()
export class RedemptionRate implements IndexPricePolicy {
  readonly #fee: number;

  constructor(@inject(PARAMS) { fee }: z.infer<typeof params>) {
    this.#fee = fee;
  }

  price(target: IndexTarget, sources: readonly IndexSource[]): number {
    return redemptionValue(target, sources) * (1 - this.#fee);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'redemption-rate',
  version: '1.0.0',
  summary: 'Prices an asset by what primary redemption pays for it: its outside value in units of the quote.',
  formula: 'price = outside value of the base ÷ outside value of the quote × (1 − fee)',
  sources: [
    'LlamaRisk, "When Pricing Breaks" (18 October 2025): Aave priced USDe at the value of USDT and saw no cascade',
    'The outside value as what redemption pays is a choice of this laboratory',
  ],
  params,
  use: RedemptionRate,
});
