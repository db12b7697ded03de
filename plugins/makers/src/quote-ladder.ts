import type { Desk, Fill, MarketView, OrderId, OrderUpdate, Side } from '@ebb/sdk';

/** An order is renewed when what is left of it is this far from the size wanted. */
const SIZE_TOLERANCE = 0.5;

/** One side's quotes: at most one order a level, moved by amending it, so that a level never rests twice. */
export class QuoteLadder {
  readonly #desk: Desk;
  readonly #market: MarketView;
  readonly #side: Side;
  readonly #orders: OrderId[];
  /** Where and how much; NaN where the venue did not accept the last change. */
  readonly #prices: Float64Array;
  readonly #left: Float64Array;

  constructor(desk: Desk, market: MarketView, side: Side, levels: number) {
    this.#desk = desk;
    this.#market = market;
    this.#side = side;
    this.#orders = new Array<OrderId>(levels).fill(0);
    this.#prices = new Float64Array(levels);
    this.#left = new Float64Array(levels);
  }

  /** Brings a level to a price and size, unless what rests there is near enough; a size below one lot empties it. */
  set(level: number, price: number, size: number, tolerance: number): void {
    const order = this.#orders[level];
    if (!(size >= this.#market.lotSize)) return this.#drop(level);
    if (order !== 0) {
      const drift = Math.abs(price / this.#prices[level] - 1);
      const change = Math.abs(this.#left[level] / size - 1);
      if (drift <= tolerance && change <= SIZE_TOLERANCE) return;
      this.#desk.amend(order, price, size);
    } else {
      this.#orders[level] = this.#desk.limit(this.#market, this.#side, price, size, { timeInForce: 'postOnly' });
    }
    this.#prices[level] = price;
    this.#left[level] = size;
  }

  /** Forgets all orders; whoever calls has cancelled them. */
  clear(): void {
    this.#orders.fill(0);
  }

  filled({ order, left }: Fill): void {
    const level = this.#orders.indexOf(order);
    if (level >= 0) this.#left[level] = left;
  }

  updated({ order, state, refusal, left }: OrderUpdate): void {
    const level = this.#orders.indexOf(order);
    if (level < 0) return;
    if (state !== 'resting' && state !== 'amended') this.#orders[level] = 0;
    else if (refusal !== 'none') this.#prices[level] = NaN;
    else this.#left[level] = left;
  }

  #drop(level: number): void {
    if (this.#orders[level] !== 0) this.#desk.cancel(this.#orders[level]);
    this.#orders[level] = 0;
  }
}
