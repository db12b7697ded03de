import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';
import { ownBookPrice } from './own-book-price.ts';
import { redemptionValue } from './redemption-value.ts';
import { SpotMean } from './spot-mean.ts';
import { spotParameters } from './spot-parameters.ts';

/** How much redemption counts, and where the market price comes from. */
export const params = parameters({
  redemptionWeight: p.fraction({
    describe: 'Weight of the redemption rate; the market price has the rest.',
    default: '50%',
    min: 0,
    max: 1,
  }),
  floor: p.fraction({
    describe: 'Least price, as a share of the redemption rate; 0 for none.',
    default: 0,
    min: 0,
    max: 1,
  }),
  ...spotParameters,
});

/**
 * The mean of a market price and the redemption rate by weight, and no less than the floor. What is missing leaves the
 * other alone: without a redemption rate there is no floor either.
 */
export function flooredPrice(market: number, redemption: number, redemptionWeight: number, floor: number): number {
  if (Number.isNaN(redemption)) return market;
  if (Number.isNaN(market)) return redemption;
  return Math.max(market + redemptionWeight * (redemption - market), floor * redemption);
}

/** Lets redemption speak in a price, so that an empty book alone cannot break it. */
@injectable()
export class FlooredIndex implements IndexPricePolicy {
  readonly #params: z.infer<typeof params>;
  readonly #spot: SpotMean | undefined;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    if (given.weights !== undefined) this.#spot = new SpotMean(given);
  }

  price(target: IndexTarget, sources: readonly IndexSource[]): number {
    const { price, redemptionWeight, floor } = this.#params;
    const market = this.#spot?.price(target, sources) ?? ownBookPrice(target, sources, price);
    return flooredPrice(market, redemptionValue(target, sources), redemptionWeight, floor);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'floored-index',
  version: '1.0.0',
  summary:
    'Blends a market price with what redemption pays, above a floor: collateral priced with its redemption in mind.',
  formula: 'price = max(w × redemption rate + (1 − w) × market price, floor × redemption rate)',
  sources: [
    'Binance, announcements of 12 and 13 October 2025 on USDe, BNSOL and WBETH: the redemption price joins the index of all three, USDe has a least price',
    'Binance gave no figures; those here are choices of this laboratory',
  ],
  params,
  use: FlooredIndex,
});
