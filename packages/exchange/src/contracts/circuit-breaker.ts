import type { Instrument } from '@ebb/ledger';

/** One market as a circuit breaker sees it; prices in ticks, 0 where there is none. */
export interface BreakerMarket {
  readonly instrument: Instrument;
  /** Last traded, mark and index price; a spot market has only the first. */
  readonly lastTicks: number;
  readonly markTicks: number;
  readonly indexTicks: number;
  readonly bidTicks: number;
  readonly askTicks: number;
  readonly nowMs: number;
}

/** Prices within which orders may trade and rest; ticks, both ends included. */
export interface PriceBand {
  readonly lowTicks: number;
  readonly highTicks: number;
}

/** A market stops matching for `ms`; orders are taken in for a call auction meanwhile, or only cancels are. */
export interface MarketHalt {
  readonly ms: number;
  readonly meanwhile: 'auction' | 'cancelOnly';
}

/**
 * Says when a market may not go on as usual. All methods are optional; one instance a market, asked in time order. Several
 * breakers of a market are asked in the order of their names, and the narrowest answer holds.
 */
export interface CircuitBreaker {
  /** The band now, or null for none. A market order is cut at its edge, and an order beyond it is refused. */
  band?(market: BreakerMarket): PriceBand | null;
  /** Asked after each intent that traded, and once a mark; a halt to begin now, or null. Not asked during a halt. */
  halt?(market: BreakerMarket): MarketHalt | null;
  /** How many of these lots a forced order may send now (0 to `lots`), worth `notional` units of the quote asset; all when absent. */
  admitForced?(market: BreakerMarket, lots: number, notional: number): number;
}
