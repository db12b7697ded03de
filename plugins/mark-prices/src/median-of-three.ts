import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { MarkInputs, MarkPricePolicy, z } from '@ebb/sdk';
import { fundingPrice, medianPrice } from './median-price.ts';
import { MovingAverage } from './moving-average.ts';

/** The window of the moving average. */
export const params = parameters({
  window: p.duration({
    describe: 'How long a sample of the basis counts; with a mark each second, 30 s are the 30 samples of the source.',
    default: '30 s',
    min: '1 ms',
  }),
});

/**
 * Median of price 1 (index and funding to come), price 2 (index and the mean basis of a window) and the last trade.
 * A sample of the basis needs both sides of the book; without a sample in the window price 2 is missing, before the first
 * trade the last price is, and without an index there is no mark.
 */
@injectable()
export class MedianOfThree implements MarkPricePolicy {
  readonly #basis: MovingAverage;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#basis = new MovingAverage(given.window);
  }

  price({ index, bid, ask, last, fundingRate, untilFundingMs, fundingIntervalMs, nowMs }: MarkInputs): number {
    if (Number.isNaN(index)) return NaN;
    const sample = (bid + ask) / 2 - index;
    if (!Number.isNaN(sample)) this.#basis.add(nowMs, sample);
    const price1 = fundingPrice(index, fundingRate, untilFundingMs, fundingIntervalMs);
    const price2 = index + this.#basis.mean(nowMs);
    return medianPrice(price1, price2, last);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'mark',
  name: 'median-of-three',
  version: '1.0.0',
  summary: 'The median of the index with funding, the index with its recent basis, and the last trade.',
  formula:
    'price 1 = index × (1 + last funding rate × time to funding ÷ interval); ' +
    'price 2 = index + mean over the window of [(bid + ask) ÷ 2 − index]; mark = median(price 1, price 2, last trade)',
  sources: [
    'Binance, FAQ "Mark Price" (fff6ec1b, 360033525071): 30 samples in 2.5 min in older texts',
    'Binance, notice of 16 September 2025: 30 samples in 30 s from 18 September 2025',
  ],
  params,
  use: MedianOfThree,
});
