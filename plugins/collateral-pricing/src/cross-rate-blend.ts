import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';
import { marketPrice } from './market-price.ts';

/** The two ways to the price, and the weight of the first. */
export const params = parameters({
  direct: p.market({ describe: 'The market of the coin against the quote, such as WBETH/USDT@alpha.' }),
  cross: p.market({ describe: 'The market of the coin against its underlying, such as WBETH/ETH@alpha.' }),
  underlying: p.market({ describe: 'The market of the underlying against the quote, such as ETH/USDT@alpha.' }),
  directWeight: p.fraction({ describe: 'Weight of the direct market.', default: '20%', min: 0, max: 1 }),
  price: p.choice(['mid', 'last'], { describe: 'Which price of a market counts.', default: 'mid' }),
});

/**
 * The mean by weight of a direct price and one by way of the underlying; the other alone when one of them is missing (NaN).
 * Binance, announcement of 6 October 2025: wBETH = 0.2 × WBETHUSDT + 0.8 × WBETHETH × ETHUSDT, BNSOL likewise with 0.3
 * and 0.7.
 */
export function blendedPrice(direct: number, crossed: number, directWeight: number): number {
  if (Number.isNaN(direct)) return crossed;
  if (Number.isNaN(crossed)) return direct;
  return directWeight * direct + (1 - directWeight) * crossed;
}

/** Prices a staked coin by two of its own books, one against money and one against its underlying. */
@injectable()
export class CrossRateBlend implements IndexPricePolicy {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  price(_target: IndexTarget, sources: readonly IndexSource[]): number {
    const { direct, cross, underlying, directWeight, price } = this.#params;
    const crossed = marketPrice(sources, cross, price) * marketPrice(sources, underlying, price);
    return blendedPrice(marketPrice(sources, direct, price), crossed, directWeight);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'cross-rate-blend',
  version: '1.0.0',
  summary:
    'Prices a staked coin by its book against money and its book against its underlying, as on the day of the crash.',
  formula: 'price = w × direct + (1 − w) × cross × underlying',
  sources: [
    'Binance, announcement of 6 October 2025 on the price index of WBETH and BNSOL: the weights until 14 October, 0.2 and 0.8 for WBETH, 0.3 and 0.7 for BNSOL',
  ],
  params,
  use: CrossRateBlend,
});
