import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';
import { SpotMean } from './spot-mean.ts';
import { spotParameters } from './spot-parameters.ts';
import { TimeWeightedMean } from './time-weighted-mean.ts';

/** The window, and which sources count how much. */
export const params = parameters({
  window: p.duration({ describe: 'The time the mean is taken over.', default: '5 min', min: '1 ms' }),
  ...spotParameters,
});

/** Averages over time what `weighted-spot` says; while no source is left its last word holds. */
@injectable()
export class TwapIndex implements IndexPricePolicy {
  readonly #spot: SpotMean;
  readonly #mean: TimeWeightedMean;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#spot = new SpotMean(given);
    this.#mean = new TimeWeightedMean(given.window);
  }

  price(target: IndexTarget, sources: readonly IndexSource[]): number {
    const now = this.#spot.price(target, sources);
    if (!Number.isNaN(now)) this.#mean.note(target.nowMs, now);
    return this.#mean.mean(target.nowMs);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'twap-index',
  version: '1.0.0',
  summary:
    'The time-weighted mean of weighted spot markets over a window: slow to believe a fall, and slow to forget it.',
  formula: 'index = Σ (price × time it held) ÷ window, price as in weighted-spot',
  sources: [
    'Uniswap, v2 whitepaper (March 2020), section 2.2: a price that counts for as long as it held',
    'The window is a choice of this laboratory',
  ],
  params,
  use: TwapIndex,
});
