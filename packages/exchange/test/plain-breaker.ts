import type { BreakerMarket, CircuitBreaker, MarketHalt, PriceBand } from '../src/index.ts';

/** A circuit breaker that says what a test tells it to. */
export class PlainBreaker implements CircuitBreaker {
  bandNow: PriceBand | null = null;
  /** The halt to ask for next; asked for once. */
  nextHalt: MarketHalt | null = null;
  /** The most lots that a forced order may send. */
  forcedLots = Infinity;
  /** What it was asked, in order. */
  readonly asked: string[] = [];

  band(): PriceBand | null {
    return this.bandNow;
  }

  halt({ lastTicks, markTicks }: BreakerMarket): MarketHalt | null {
    this.asked.push(`halt at ${lastTicks}, mark ${markTicks}`);
    const halt = this.nextHalt;
    this.nextHalt = null;
    return halt;
  }

  admitForced(_market: BreakerMarket, lots: number, notional: number): number {
    this.asked.push(`${lots} lots worth ${notional}`);
    return Math.min(lots, this.forcedLots);
  }
}
