import { PARAMS, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';
import { SpotMean } from './spot-mean.ts';
import { spotParameters } from './spot-parameters.ts';

/** Which sources count, and how much. */
export const params = parameters(spotParameters);

/** Averages the spot markets that are open, quoted and fresh, by weight. */
@injectable()
export class WeightedSpot implements IndexPricePolicy {
  readonly #mean: SpotMean;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#mean = new SpotMean(given);
  }

  price(target: IndexTarget, sources: readonly IndexSource[]): number {
    return this.#mean.price(target, sources);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'weighted-spot',
  version: '1.0.0',
  summary: 'Averages spot markets by weight, leaving out closed and stale ones and limiting those far from the median.',
  formula: 'index = Σ weight × price ÷ Σ weight, each price within median × (1 ± outlier)',
  sources: [
    'Binance, FAQ "Mark Price and Price Index" (360033525071), 2020: no update for 10 s takes the weight away; band of 5 %',
  ],
  params,
  use: WeightedSpot,
});
