import { PARAMS, definePlugin, inject, injectable, isDrawable, p, parameters, z } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget } from '@ebb/sdk';
import { weightedIndex } from './weighted-index.ts';
import type { WeightedPrice } from './weighted-index.ts';

/** Which sources count, and how much. */
export const params = parameters({
  weights: z
    .record(z.string(), p.number({ describe: 'Weight of the source.', min: 0 }))
    .optional()
    .meta({
      description:
        'Weights by source: a spot market as BTC/USD@usd, or outside:BTC for the outside value; a source that is not named ' +
        'does not count. All count alike when the map is absent.',
    }),
  price: p.choice(['mid', 'last'], { describe: 'Which price of a source counts.', default: 'mid' }),
  maxAge: p.duration({ describe: 'A source whose book has not changed for longer does not count.', default: '10 s' }),
  outlier: p.fraction({
    describe: 'How far from the median of all sources a price may be.',
    default: '5%',
    min: 0,
    max: 1,
  }),
  outlierRule: p.choice(['clamp', 'drop'], {
    describe: 'A price further off counts at the edge of the band, or not at all.',
    default: 'clamp',
  }),
}).superRefine(({ weights }, context) => {
  if (weights === undefined || Object.values(weights).some((weight) => isDrawable(weight) || weight > 0)) return;
  context.addIssue({ code: 'custom', message: 'at least one weight above 0', path: ['weights'] });
});

/** Averages the spot markets that are open, quoted and fresh, by weight. */
@injectable()
export class WeightedSpot implements IndexPricePolicy {
  readonly #params: z.infer<typeof params>;
  readonly #weights: ReadonlyMap<string, number> | undefined;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    if (given.weights !== undefined) this.#weights = new Map(Object.entries(given.weights));
  }

  price({ base }: IndexTarget, sources: readonly IndexSource[]): number {
    const { price, maxAge, outlier, outlierRule } = this.#params;
    const prices: WeightedPrice[] = [];
    for (const source of sources) {
      const weight = this.#weights === undefined ? Number(source.base === base) : (this.#weights.get(source.name) ?? 0);
      const value = source[price];
      if (weight > 0 && value > 0 && source.open && source.ageMs <= maxAge) prices.push({ price: value, weight });
    }
    return weightedIndex(prices, outlier, outlierRule);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'weighted-spot',
  version: '1.0.0',
  summary: 'Averages spot markets by weight, leaving out closed and stale ones and limiting those far from the median.',
  params,
  use: WeightedSpot,
});
