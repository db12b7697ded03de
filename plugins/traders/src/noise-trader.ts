import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, MarketView, OrderId, OrderUpdate, Rng, SchedulerLike, Side, View, z } from '@ebb/sdk';
import { affordableSize } from './affordable-size.ts';
import { knownPrice } from './known-price.ts';

const params = parameters({
  market: p.market({ describe: 'Where it trades.' }),
  rate: p.rate({ describe: 'How often it does something, on average.', default: '0.2 /s', min: '0.0001 /s' }),
  marketShare: p.fraction({ describe: 'Share of actions that are market orders.', default: '15%', min: 0, max: 1 }),
  cancelShare: p.fraction({ describe: 'Share of actions that cancel an own order.', default: '25%', min: 0, max: 1 }),
  distance: p.fraction({
    describe: 'Mean distance of a limit order from the best price on the other side.',
    default: '10 bp',
    min: 0,
  }),
  size: p.number({ describe: 'Median size of an order, in base units.', min: 0 }),
  sizeSpread: p.number({ describe: 'Standard deviation of the logarithm of sizes.', default: 0.8, min: 0 }),
  maxOrders: p.integer({ describe: 'Most orders resting at once.', default: 5, min: 0 }),
  maxPosition: p.number({
    describe: 'On a perpetual, the largest position in multiples of the median size.',
    default: 10,
    min: 0,
  }),
});

/**
 * Trades without any view on the price, within its budget (Gode and Sunder 1993). It acts at the moments of a Poisson
 * process; a limit order lies at an exponential distance from the best opposite quote, so that the flow of orders thins
 * out away from the touch (the placement of Cont, Stoikov and Talreja 2010, with a smooth distance in place of their
 * rates per tick).
 */
@injectable()
class NoiseTrader {
  readonly #desk: Desk;
  readonly #rng: Rng;
  readonly #cfg: z.output<typeof params>;
  readonly #market: MarketView;
  readonly #resting: OrderId[] = [];

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#rng = rng;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    const meanGapMs = 1000 / cfg.rate;
    desk.react(
      wakeups(clock, () => rng.exponential(meanGapMs)),
      () => this.#act(),
    );
    desk.react(desk.orders$, (update) => this.#forget(update));
  }

  #act(): void {
    const { marketShare, cancelShare, maxOrders } = this.#cfg;
    const what = this.#rng.uniform();
    if (!this.#market.open) return;
    if (what < marketShare) this.#take();
    else if (what < marketShare + cancelShare) this.#withdraw();
    else if (this.#resting.length < maxOrders) this.#offer();
  }

  #take(): void {
    const side = this.#anySide();
    const price = side === 'buy' ? this.#market.bestAsk : this.#market.bestBid;
    this.#desk.market(this.#market, side, this.#anySize(side, price));
  }

  #offer(): void {
    const side = this.#anySide();
    const away = this.#rng.exponential(this.#cfg.distance);
    const opposite = side === 'buy' ? this.#market.bestAsk : this.#market.bestBid;
    const from = opposite > 0 ? opposite : knownPrice(this.#market);
    const price = side === 'buy' ? from * Math.max(0.01, 1 - away) : from * (1 + away);
    const size = this.#anySize(side, price);
    if (!(size > 0)) return;
    const order = this.#desk.limit(this.#market, side, price, size);
    if (order !== 0) this.#resting.push(order);
  }

  #withdraw(): void {
    const { length } = this.#resting;
    if (length > 0) this.#desk.cancel(this.#resting[this.#rng.int(length)]);
  }

  #anySide(): Side {
    return this.#rng.bernoulli(0.5) ? 'buy' : 'sell';
  }

  /** A random size within the budget; 0 when there is no price to reckon with. */
  #anySize(side: Side, price: number): number {
    const { size, sizeSpread, maxPosition } = this.#cfg;
    if (size === 0) return 0;
    const wanted = this.#rng.lognormal({ median: size, sigma: sizeSpread });
    return Math.min(wanted, affordableSize(this.#desk, this.#market, side, price, maxPosition * size));
  }

  #forget({ order, state }: OrderUpdate): void {
    if (state === 'resting' || state === 'amended' || state === 'waiting') return;
    const at = this.#resting.indexOf(order);
    if (at >= 0) this.#resting.splice(at, 1);
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'noise-trader',
  version: '1.0.0',
  summary: 'Buys and sells at random within its budget: the uninformed flow that every market has.',
  params,
  use: NoiseTrader,
});
