import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { BreakerMarket, CircuitBreaker, MarketHalt, PriceBand, z } from '@ebb/sdk';
import { bandAround } from './band-around.ts';
import { RecentPrices } from './recent-prices.ts';

/** What the band is laid around, and how wide it is. */
export const params = parameters({
  reference: p.choice(['mark', 'index', 'last', 'mean'], {
    describe: 'The price in the middle; a market without mark or index takes its last price.',
    default: 'mark',
  }),
  up: p.fraction({ describe: 'How far above the reference orders may be.', default: '15%', min: 0, max: 100 }),
  down: p.fraction({ describe: 'How far below the reference orders may be.', default: '15%', min: 0, max: '99.9%' }),
  window: p.duration({
    describe: 'With the reference mean: prices of so long are averaged.',
    default: '5 min',
    min: '1 ms',
  }),
});

/** Keeps orders and trades within a share of a reference price. */
@injectable()
export class PriceBandBreaker implements CircuitBreaker {
  readonly #params: z.infer<typeof params>;
  readonly #prices: RecentPrices;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.#prices = new RecentPrices(given.window);
  }

  band(market: BreakerMarket): PriceBand | null {
    return bandAround(this.#reference(market), this.#params.down, this.#params.up);
  }

  /** Halts nothing: it notes the last price for the mean. */
  halt({ lastTicks, nowMs }: BreakerMarket): MarketHalt | null {
    if (this.#params.reference === 'mean' && lastTicks > 0) this.#prices.add(nowMs, lastTicks);
    return null;
  }

  #reference({ lastTicks, markTicks, indexTicks, nowMs }: BreakerMarket): number {
    switch (this.#params.reference) {
      case 'mark':
        return markTicks || lastTicks;
      case 'index':
        return indexTicks || lastTicks;
      case 'last':
        return lastTicks;
      case 'mean':
        return this.#prices.mean(nowMs) || lastTicks;
    }
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'circuitBreaker',
  name: 'price-band',
  version: '1.0.0',
  summary:
    'Orders and trades stay within a share of a reference price; those beyond it are refused or cut at the edge.',
  formula: [
    'reference × (1 − down) ≤ price ≤ reference × (1 + up)',
    'reference = mark, index or last price, or the mean of the last prices of the window',
  ].join('\n'),
  sources: [
    'Binance, "USDⓈ-M Futures: Common Definition", filter PERCENT_PRICE with multiplierUp 1.15 and multiplierDown 0.85 of the mark price (read in 2026)',
    'Binance, "Spot API: Filters", PERCENT_PRICE: average of the last avgPriceMins minutes, 5 in its example, or the last price (read in 2026)',
    'Binance, "Price Range Execution Rule" (FAQ of the Spot API, 2026): trades only within the range',
    'Paradex, "Price Bands" (documentation, read in 2026)',
  ],
  params,
  use: PriceBandBreaker,
});
