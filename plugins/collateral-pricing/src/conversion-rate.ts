import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';
import { marketPrice, outsideValue } from './market-price.ts';

/** The market of the underlying, and how much of it a coin stands for. */
export const params = parameters({
  underlying: p.market({ describe: 'The market of the underlying against the quote, such as ETH/USDT@alpha.' }),
  rate: p
    .number({
      describe: 'Units of the underlying that one coin converts to; the ratio of the outside values when absent.',
      min: 0,
    })
    .optional(),
  price: p.choice(['mid', 'last'], { describe: 'Which price of the market counts.', default: 'mid' }),
});

/** Prices a staked coin by what it converts to, whatever its own books say. */
@injectable()
export class ConversionRate implements IndexPricePolicy {
  readonly #params: z.infer<typeof params>;
  /** Symbol of the underlying. */
  readonly #asset: string;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.#asset = given.underlying.split('/')[0];
  }

  price({ base }: IndexTarget, sources: readonly IndexSource[]): number {
    const { underlying, price } = this.#params;
    const rate = this.#params.rate ?? outsideValue(sources, base) / outsideValue(sources, this.#asset);
    return rate * marketPrice(sources, underlying, price);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'conversion-rate',
  version: '1.0.0',
  summary: 'Prices a staked coin by its conversion rate and the market of its underlying; its own books do not count.',
  formula: 'price = conversion rate × price of the underlying',
  sources: [
    'Binance, announcement of 6 October 2025 on the price index of WBETH and BNSOL: from 14 October 2025, 08:00 UTC, the staking conversion rate alone',
    'The ratio of outside values as the conversion rate is a choice of this laboratory',
  ],
  params,
  use: ConversionRate,
});
