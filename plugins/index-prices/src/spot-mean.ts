import type { IndexSource, IndexTarget } from '@ebb/sdk';
import { weightedIndex } from './weighted-index.ts';
import type { OutlierRule, WeightedPrice } from './weighted-index.ts';

/** What a mean of spot markets is made by; `maxAge` in milliseconds, `outlier` a fraction. */
export interface SpotTerms {
  readonly weights?: Readonly<Record<string, number>> | undefined;
  readonly price: 'mid' | 'last';
  readonly maxAge: number;
  readonly outlier: number;
  readonly outlierRule: OutlierRule;
}

/** Averages by weight those sources of an asset that are open, quoted and fresh; without weights all count alike. */
export class SpotMean {
  readonly #terms: SpotTerms;
  readonly #weights: ReadonlyMap<string, number> | undefined;

  constructor(terms: SpotTerms) {
    this.#terms = terms;
    if (terms.weights !== undefined) this.#weights = new Map(Object.entries(terms.weights));
  }

  /** The mean in quote units; NaN when no source is left. */
  price({ base }: IndexTarget, sources: readonly IndexSource[]): number {
    const { price, maxAge, outlier, outlierRule } = this.#terms;
    const prices: WeightedPrice[] = [];
    for (const source of sources) {
      if (source.base !== base) continue;
      const weight = this.#weights === undefined ? 1 : (this.#weights.get(source.name) ?? 0);
      const value = source[price];
      if (weight > 0 && value > 0 && source.open && source.ageMs <= maxAge) prices.push({ price: value, weight });
    }
    return weightedIndex(prices, outlier, outlierRule);
  }
}
