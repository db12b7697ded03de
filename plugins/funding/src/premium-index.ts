import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { FundingInputs, FundingPolicy, z } from '@ebb/sdk';
import { fundingRate, premium } from './funding-rate.ts';

/** Size of the order that is priced, the average, and the terms of the rate. */
export const params = parameters({
  impactNotional: p.number({
    describe: 'Size of the order whose price makes the premium, in units of the settlement asset.',
    default: '25 k',
    min: 0,
  }),
  average: p.choice(['timeWeighted', 'plain'], {
    describe: 'Whether the k-th sample of an interval counts k times or once.',
    default: 'timeWeighted',
  }),
  interest: p.fraction({ describe: 'Interest for eight hours.', default: '0.01%', min: '-1%', max: '1%' }),
  dampener: p.fraction({
    describe: 'How far the premium may be from the interest before funding leaves the interest.',
    default: '0.05%',
    min: 0,
    max: '5%',
  }),
  cap: p.fraction({ describe: 'Largest rate of one interval, in either direction.', default: '0.3%', min: 0, max: 1 }),
});

/** Averages the premium of an interval and makes the funding rate of it. */
@injectable()
export class PremiumIndex implements FundingPolicy {
  readonly #params: z.infer<typeof params>;
  #samples = 0;
  #sum = 0;
  #weights = 0;
  #intervalMs = 0;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  sample(inputs: FundingInputs): void {
    const { impactNotional, average } = this.#params;
    const value = premium(inputs.index, inputs.impactBid(impactNotional), inputs.impactAsk(impactNotional));
    this.#samples++;
    const weight = average === 'timeWeighted' ? this.#samples : 1;
    this.#sum += weight * value;
    this.#weights += weight;
    this.#intervalMs = inputs.fundingIntervalMs;
  }

  /** The rate of the samples since the last settlement; 0 when there were none. */
  settle(): number {
    if (this.#samples === 0) return 0;
    const rate = fundingRate(this.#sum / this.#weights, this.#intervalMs, this.#params);
    this.#samples = 0;
    this.#sum = 0;
    this.#weights = 0;
    return rate;
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'funding',
  name: 'premium-index',
  version: '1.0.0',
  summary: 'Longs pay shorts what the perpetual stood above its index in the interval, and the other way round.',
  formula:
    'premium = [max(0, impact bid − index) − max(0, index − impact ask)] ÷ index; ' +
    'rate = [P + clamp(I − P, ± dampener)] ÷ (8 h ÷ interval), within ± cap, P the average premium of the interval',
  sources: [
    'Binance, FAQ "Introduction to Binance Futures Funding Rates" (360033525031)',
    'Binance, notice of 16 September 2025: ÷ (8 / N) for an interval of N hours from 18 September 2025',
    'Hyperliquid, docs, "Funding" (2025): the same, paid each hour, by its own parameters',
  ],
  params,
  use: PremiumIndex,
});
