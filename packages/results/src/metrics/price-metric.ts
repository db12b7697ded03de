import { trade } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { marketGrids } from '../market-grid.ts';
import type { MarketGrid } from '../market-grid.ts';

interface Prices {
  firstTicks: number;
  lastTicks: number;
  lowTicks: number;
  lowUs: number;
  highTicks: number;
  highUs: number;
  volumeLots: number;
}

/** Measures what trades say of each market after the warm-up: first, low, high and last price, the fall, the volume. */
export class PriceMetric implements Metric {
  #grids: readonly MarketGrid[] = [];
  #prices: readonly Prices[] = [];
  #sizeUnits: readonly string[] = [];

  start(context: RunContext): void {
    this.#grids = marketGrids(context);
    // One contract of an inverse market is so many quote units, and no fixed amount of its base.
    this.#sizeUnits = context.view.markets.map(({ base, inverse }) => (inverse ? 'contracts' : base));
    this.#prices = this.#grids.map(() => ({
      firstTicks: 0,
      lastTicks: 0,
      lowTicks: 0,
      lowUs: 0,
      highTicks: 0,
      highUs: 0,
      volumeLots: 0,
    }));
    const { scoredFromUs } = context;
    context.listen(trade, (_seq, timeUs, _cause, _origin, place, priceTicks, sizeLots) => {
      if (timeUs < scoredFromUs) return;
      const prices = this.#prices[place];
      if (prices.firstTicks === 0) prices.firstTicks = priceTicks;
      if (priceTicks < prices.lowTicks || prices.lowTicks === 0) {
        prices.lowTicks = priceTicks;
        prices.lowUs = timeUs;
      }
      if (priceTicks > prices.highTicks) {
        prices.highTicks = priceTicks;
        prices.highUs = timeUs;
      }
      prices.lastTicks = priceTicks;
      prices.volumeLots += sizeLots;
    });
  }

  values(): readonly MetricValue[] {
    return this.#prices.flatMap((prices, i) => {
      const { id: subject, quote: unit, price, size } = this.#grids[i];
      const traded = prices.firstTicks > 0;
      const fall = traded ? 1 - prices.lowTicks / prices.firstTicks : NaN;
      const at = (atUs: number): { atUs?: number } => (traded ? { atUs } : {});
      return [
        { subject, name: 'first', value: price(prices.firstTicks), unit },
        { subject, name: 'low', value: price(prices.lowTicks), unit, ...at(prices.lowUs) },
        { subject, name: 'high', value: price(prices.highTicks), unit, ...at(prices.highUs) },
        { subject, name: 'last', value: price(prices.lastTicks), unit },
        { subject, name: 'fall', value: fall, unit: 'fraction', ...at(prices.lowUs) },
        { subject, name: 'volume', value: size(prices.volumeLots), unit: this.#sizeUnits[i] },
      ];
    });
  }
}
