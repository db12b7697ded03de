import type { MetricValue } from '@ebb/sdk';
import { parseMarketId } from './market-id.ts';
import type { MarketId } from './market-id.ts';

/** Measured numbers, looked up by what they are about and their name. */
export class MetricTable {
  readonly #bySubject = new Map<string, Map<string, MetricValue>>();
  /** Markets with a traded price, in the order measured. */
  readonly markets: readonly MarketId[];
  /** Venues that settle perpetuals, in the order measured. */
  readonly venues: readonly string[];
  /** Collateral assets with a price, as in `USDe@alpha`, in the order measured. */
  readonly collateral: readonly string[];
  /** Markets of coins with an issuer that had a price, in the order measured. */
  readonly pegMarkets: readonly MarketId[];
  /** Classes of agents, in the order measured. */
  readonly classes: readonly string[];

  constructor(metrics: readonly MetricValue[]) {
    for (const metric of metrics) {
      const subject = metric.subject ?? '';
      const own = this.#bySubject.get(subject) ?? new Map<string, MetricValue>();
      own.set(metric.name, metric);
      this.#bySubject.set(subject, own);
    }
    const subjects = [...this.#bySubject.keys()];
    const having = (name: string): string[] => subjects.filter((subject) => this.#bySubject.get(subject)?.has(name));
    this.markets = having('fall')
      .filter((subject) => !Number.isNaN(this.value(subject, 'fall')))
      .map(parseMarketId)
      .filter((market) => market !== undefined);
    this.venues = having('insuranceLeft');
    this.collateral = having('lowestCollateralPrice');
    this.pegMarkets = having('worstDeviation')
      .filter((subject) => !Number.isNaN(this.value(subject, 'worstDeviation')))
      .map(parseMarketId)
      .filter((market) => market !== undefined);
    this.classes = having('profit');
  }

  /** A number; NaN when it was not measured. The subject '' is the run as a whole. */
  value(subject: string, name: string): number {
    return this.#bySubject.get(subject)?.get(name)?.value ?? NaN;
  }

  /** When a number had its moment; undefined when it has none. */
  atUs(subject: string, name: string): number | undefined {
    return this.#bySubject.get(subject)?.get(name)?.atUs;
  }

  /** The unit of a number; empty when it was not measured. */
  unit(subject: string, name: string): string {
    return this.#bySubject.get(subject)?.get(name)?.unit ?? '';
  }

  /** Of the same base on other venues, the market that fell furthest; undefined where there is none. */
  elsewhere(market: MarketId): MarketId | undefined {
    const others = this.markets.filter((other) => other.base === market.base && other.venue !== market.venue);
    return this.furthest(others);
  }

  /** The market that fell furthest, the first of equals. */
  furthest(markets: readonly MarketId[]): MarketId | undefined {
    let worst: MarketId | undefined;
    for (const market of markets) {
      if (worst === undefined || this.value(market.id, 'fall') > this.value(worst.id, 'fall')) worst = market;
    }
    return worst;
  }
}
