import type { Desk, MarketView, OrderId, Side } from '@ebb/sdk';
import type { SyntheticCustody } from './synthetic-custody.ts';
import type { SyntheticTill } from './synthetic-till.ts';

/** How a hedge is kept. */
export interface SyntheticHedgeTerms {
  readonly collateral: string;
  /** The pot of the issuer's wallet on the venue. */
  readonly pot: string;
  /** Share of the backing that a mismatch may be, and how long it lasts before it is dealt with. */
  readonly band: number;
  readonly delayMs: number;
  readonly depthShare: number;
  readonly slippage: number;
}

/** Done with: no more will come of an order in these states. */
const DONE: ReadonlySet<string> = new Set(['refused', 'filled', 'cancelled', 'expired']);

/**
 * Buys and sells a spot asset together with as much of a perpetual against it, and mends what does not match. All its orders
 * take what is there at once, no more than a share of the visible depth; new ones wait until the last are answered.
 */
export class SyntheticHedge {
  readonly #desk: Desk;
  readonly #spot: MarketView;
  readonly #perp: MarketView;
  readonly #custody: SyntheticCustody;
  readonly #terms: SyntheticHedgeTerms;
  readonly #open = new Set<OrderId>();
  #mismatchSinceMs = NaN;

  constructor(desk: Desk, spot: MarketView, perp: MarketView, custody: SyntheticCustody, terms: SyntheticHedgeTerms) {
    this.#desk = desk;
    this.#spot = spot;
    this.#perp = perp;
    this.#custody = custody;
    this.#terms = terms;
    desk.react(desk.orders$, ({ order, state }) => {
      if (DONE.has(state)) this.#open.delete(order);
    });
  }

  /** Contracts sold, in units of the perpetual's base asset; negative when it has bought. */
  get short(): number {
    return 0 - this.#desk.position(this.#perp) * this.#perp.multiplier;
  }

  /** Whether orders are still under way. */
  get isBusy(): boolean {
    return this.#open.size > 0;
  }

  /** Buys so much of the spot asset, as far as depth and money go, and sells `ratio` of the perpetual for each unit. */
  grow(till: SyntheticTill, units: number, ratio: number, price: number): void {
    const limit = this.#limit(this.#spot, 'buy');
    const most = Math.min(units, this.#room(this.#spot, 'buy'), this.#room(this.#perp, 'sell') / ratio);
    if (!(most * limit > 0)) return;
    const size = Math.min(most, this.#custody.payIn(till, most * limit * 1.002) / (limit * 1.002));
    this.#custody.cover(till, this.short + size * ratio, price);
    this.#send(this.#spot, 'buy', size);
    this.#send(this.#perp, 'sell', size * ratio);
  }

  /** Sells so much of the spot asset out of custody and buys the perpetual back. */
  shrink(till: SyntheticTill, units: number, ratio: number): void {
    const room = Math.min(this.#room(this.#spot, 'sell'), this.#room(this.#perp, 'buy') / ratio);
    const most = Math.min(units, room);
    if (!(most > 0)) return;
    const size = till.move(this.#terms.collateral, most, 'custody', this.#terms.pot);
    this.#send(this.#spot, 'sell', size);
    if (this.short > 0) this.#send(this.#perp, 'buy', Math.min(size * ratio, this.short));
  }

  /** Trades the perpetual until it matches a holding of so many of its base units, when a mismatch has lasted. */
  mend(till: SyntheticTill, units: number, price: number, backing: number, nowMs: number): void {
    const gap = units - this.short;
    if (!(Math.abs(gap) * price > this.#terms.band * backing)) {
      this.#mismatchSinceMs = NaN;
      return;
    }
    if (Number.isNaN(this.#mismatchSinceMs)) this.#mismatchSinceMs = nowMs;
    if (nowMs < this.#mismatchSinceMs + this.#terms.delayMs) return;
    const side = gap > 0 ? 'sell' : 'buy';
    const size = Math.min(Math.abs(gap), this.#room(this.#perp, side));
    if (side === 'sell') this.#custody.cover(till, this.short + size, price);
    this.#send(this.#perp, side, size);
  }

  /** Most that it takes of the visible depth on the other side; 0 where a market is closed or empty. */
  #room(market: MarketView, side: Side): number {
    const { depthShare, slippage } = this.#terms;
    const depth = market.open ? market.depth(side === 'buy' ? 'sell' : 'buy', slippage) : 0;
    return depth * market.multiplier * depthShare;
  }

  #limit(market: MarketView, side: Side): number {
    const { slippage } = this.#terms;
    return side === 'buy' ? market.bestAsk * (1 + slippage) : market.bestBid * (1 - slippage);
  }

  #send(market: MarketView, side: Side, units: number): void {
    const price = this.#limit(market, side);
    const size = units / market.multiplier;
    if (!(price > 0) || !(size >= market.lotSize)) return;
    const order = this.#desk.limit(market, side, price, size, { timeInForce: 'ioc' });
    if (order !== 0) this.#open.add(order);
  }
}
