import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { BreakerMarket, CircuitBreaker, MarketHalt, PriceBand, z } from '@ebb/sdk';
import { bandAround } from './band-around.ts';
import { RecentPrices } from './recent-prices.ts';

/** What the range is laid around, how wide it is, and what happens at its edge. */
export const params = parameters({
  reference: p.choice(['mean', 'oldest', 'auction'], {
    describe: 'Mean or oldest of the last prices of the window, or the first price since the start or the last halt.',
    default: 'mean',
  }),
  window: p.duration({ describe: 'Length of the window.', default: '5 min', min: '1 ms' }),
  range: p.fraction({
    describe: 'How far from the reference trades may be, up and down.',
    default: '5%',
    min: '0.01%',
    max: '99%',
  }),
  patience: p.duration({ describe: 'How long the market may be at the edge before it halts.', default: '15 s' }),
  pause: p.duration({ describe: 'How long it halts.', default: '5 min', min: '1 ms' }),
  meanwhile: p.choice(['auction', 'cancelOnly'], {
    describe: 'Orders are gathered for a call auction at the end of the halt, or only cancels are taken.',
    default: 'auction',
  }),
});

/** Keeps trades within a range of where the market came from, and halts it when it presses against the edge. */
@injectable()
export class VolatilityHalt implements CircuitBreaker {
  readonly #params: z.infer<typeof params>;
  readonly #prices: RecentPrices;
  #firstTicks = NaN;
  #atEdgeSinceMs = NaN;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.#prices = new RecentPrices(given.window);
  }

  band({ nowMs }: BreakerMarket): PriceBand | null {
    const { range } = this.#params;
    return bandAround(this.#reference(nowMs), range, range);
  }

  halt(market: BreakerMarket): MarketHalt | null {
    const { lastTicks, nowMs } = market;
    if (lastTicks === 0) return null;
    const band = this.band(market);
    if (Number.isNaN(this.#firstTicks)) this.#firstTicks = lastTicks;
    this.#prices.add(nowMs, lastTicks);
    if (band === null || !pressesAgainst(band, market)) {
      this.#atEdgeSinceMs = NaN;
      return null;
    }
    if (Number.isNaN(this.#atEdgeSinceMs)) this.#atEdgeSinceMs = nowMs;
    if (nowMs - this.#atEdgeSinceMs < this.#params.patience) return null;
    this.#beginAnew();
    return { ms: this.#params.pause, meanwhile: this.#params.meanwhile };
  }

  #reference(nowMs: number): number {
    switch (this.#params.reference) {
      case 'mean':
        return this.#prices.mean(nowMs);
      case 'oldest':
        return this.#prices.oldest(nowMs);
      case 'auction':
        return this.#firstTicks;
    }
  }

  /** The price after the halt is the next reference, whatever was before. */
  #beginAnew(): void {
    this.#prices.clear();
    this.#firstTicks = NaN;
    this.#atEdgeSinceMs = NaN;
  }
}

/** Tells whether the last price is beyond a band, or the next one would be: the best bid below it, or the best ask above. */
export function pressesAgainst({ lowTicks, highTicks }: PriceBand, market: BreakerMarket): boolean {
  const { lastTicks, bidTicks, askTicks } = market;
  if (lastTicks < lowTicks || lastTicks > highTicks) return true;
  return (bidTicks > 0 && bidTicks < lowTicks) || askTicks > highTicks;
}

export default definePlugin({
  kind: 'policy',
  policy: 'circuitBreaker',
  name: 'volatility-halt',
  version: '1.0.0',
  summary:
    'Trades stay within a range of the last minutes, and a market that presses against its edge halts for an auction.',
  formula: [
    'reference × (1 − range) ≤ price ≤ reference × (1 + range)',
    'reference = mean (or oldest) last price of the window, or the first price since the last halt',
    'halt when the last price, or the next one that the best bid or ask allows, is beyond the range for patience',
  ].join('\n'),
  sources: [
    'SEC, "Plan to Address Extraordinary Market Volatility" (Limit Up-Limit Down; release 34-67091 of 31 May 2012, permanent since 11 April 2019): mean of five minutes, 5 % in tier 1 and 10 % in tier 2, 15 seconds in the limit state, five minutes of pause',
    'Deutsche Börse, "Protective mechanisms in continuous trading" (Xetra, volatility interruption; read in 2026)',
  ],
  params,
  use: VolatilityHalt,
});
