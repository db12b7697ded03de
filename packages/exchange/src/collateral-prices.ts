import type { VenueName } from '@ebb/clearing';
import type { Bus, Topic } from '@ebb/kernel';
import type { IndexPricePolicy, IndexSource, IndexTarget } from './contracts/prices.ts';
import { collateralPrice } from './collateral-facts.ts';
import type { CollateralPrice } from './collateral-facts.ts';
import { latestTradeOf } from './index-sources.ts';
import type { LatestTrade } from './index-sources.ts';

/** An asset that unified accounts of a venue may hold as collateral. */
export interface CollateralAsset {
  /** Index and symbol. */
  readonly asset: number;
  readonly symbol: string;
  readonly pricing: IndexPricePolicy;
}

/** What the collateral prices of a venue are made by. */
export interface CollateralPricesParts {
  readonly bus: Bus;
  readonly name: VenueName;
  /** Index and symbol of the settlement asset, in which prices are. */
  readonly settle: number;
  readonly settleSymbol: string;
  readonly assets: readonly CollateralAsset[];
  readonly nowMs: () => number;
  /** The price of an asset that no policy prices, NaN where there is none: the mark of what is settled in it. */
  readonly otherwise: (asset: number) => number;
}

/** Samples the prices at which a venue counts collateral, in units of its settlement asset; the policies say how. */
export class CollateralPrices {
  readonly #parts: CollateralPricesParts;
  readonly #prices = new Map<number, number>();
  readonly #topics: readonly Topic<VenueName, [number, number], CollateralPrice>[];
  /** The sources that the policy of each asset may read. */
  #sources: readonly (readonly IndexSource[])[] = [];

  constructor(parts: CollateralPricesParts) {
    this.#parts = parts;
    this.#topics = parts.assets.map(() => parts.bus.topic(collateralPrice, parts.name, parts.name.index));
    for (const { asset } of parts.assets) this.#prices.set(asset, NaN);
  }

  get assets(): readonly CollateralAsset[] {
    return this.#parts.assets;
  }

  /** Gives each asset the sources that its policy may read. */
  start(sourcesOf: () => readonly IndexSource[]): void {
    this.#sources = this.#parts.assets.map(() => sourcesOf());
  }

  /** What the policy of the n-th asset may read. */
  sourcesOf(n: number): readonly IndexSource[] {
    return this.#sources[n];
  }

  /** The latest price of an asset; NaN before the first. */
  of(asset: number): number {
    if (asset === this.#parts.settle) return 1;
    return this.#prices.get(asset) ?? this.#parts.otherwise(asset);
  }

  /** The latest trade among what the policy of the n-th asset has read. */
  latestTrade(n: number): LatestTrade {
    return latestTradeOf(this.#sources[n]);
  }

  /** Prices the n-th asset anew and tells the price when it is another; returns it. */
  sample(n: number): number {
    const { assets, settleSymbol, name, nowMs } = this.#parts;
    const { asset, symbol, pricing } = assets[n];
    const target: IndexTarget = { base: symbol, quote: settleSymbol, venue: name.venue, nowMs: nowMs() };
    const price = pricing.price(target, this.#sources[n]);
    const last = this.of(asset);
    if (!(price > 0 && price < Infinity) || price === last) return last;
    this.#prices.set(asset, price);
    this.#topics[n].publish(asset, price);
    return price;
  }
}
