import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, MarketView, OrderId, Rng, SchedulerLike, Side, View, z } from '@ebb/sdk';

const params = parameters({
  spot: p.market({ describe: 'The spot market of what it holds.' }),
  perp: p.market({ describe: 'The linear perpetual that it sells against it.' }),
  ratio: p.fraction({ describe: 'Share of the holding that it sells.', default: '100%', min: 0, max: 1 }),
  band: p.fraction({ describe: 'Mismatch that it lives with, as a share of the holding.', default: '1%', min: 0 }),
  every: p.duration({ describe: 'Mean time between two looks.', default: '5 s', min: '100 ms' }),
  depthShare: p.fraction({
    describe: 'Most of the visible depth that an order takes.',
    default: '25%',
    min: 0.001,
    max: 1,
  }),
  slippage: p.fraction({
    describe: 'How far from the best price its orders reach.',
    default: '0.5%',
    min: 0,
    max: 0.5,
  }),
  stressMargin: p.number({ describe: 'Margin ÷ maintenance margin below which it unwinds.', default: 2, min: 0 }),
  stressBasis: p.fraction({
    describe: 'Discount of the perpetual to the spot market beyond which it unwinds.',
    default: '1%',
    min: 0,
  }),
  step: p.fraction({ describe: 'Part of its holding that it unwinds at a look.', default: '10%', min: 0.001, max: 1 }),
});

/** Contracts that a position lacks to be short `ratio` of a holding, both in base units: negative to sell, 0 inside the band. */
export function hedgeGap(held: number, position: number, ratio: number, band: number): number {
  const gap = -ratio * held - position;
  return Math.abs(gap) > band * Math.abs(held) ? gap : 0;
}

/**
 * Holds a spot asset and sells a perpetual against it, and keeps what does not match within a band. When its margin runs short,
 * or the perpetual trades so far below the spot market that both can be closed at a gain, it sells the asset and buys back as
 * much, step by step, until neither is so.
 */
@injectable()
class Hedger {
  readonly #desk: Desk;
  readonly #spot: MarketView;
  readonly #perp: MarketView;
  readonly #cfg: z.output<typeof params>;
  readonly #open = new Set<OrderId>();

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#cfg = cfg;
    this.#spot = view.market(cfg.spot);
    this.#perp = view.market(cfg.perp);
    const { kind, inverse } = this.#perp;
    if (kind !== 'perp' || inverse) throw new RangeError(`'perp' is a linear perpetual, and ${cfg.perp} is none`);
    desk.react(desk.orders$, ({ order, state }) => {
      if (state !== 'resting' && state !== 'waiting') this.#open.delete(order);
    });
    desk.react(
      wakeups(clock, () => cfg.every * (0.5 + rng.uniform())),
      () => this.#look(),
    );
  }

  #look(): void {
    if (this.#open.size > 0) return;
    const { band, ratio } = this.#cfg;
    const position = this.#desk.position(this.#perp) * this.#perp.multiplier;
    const held = this.#desk.position(this.#spot);
    if (position < 0 && held > 0 && this.#isStressed()) return this.#unwind(held, position);
    const gap = hedgeGap(held, position, ratio, band);
    const side = gap < 0 ? 'sell' : 'buy';
    const size = Math.min(Math.abs(gap), this.#room(this.#perp, side));
    this.#send(this.#perp, side, side === 'sell' ? Math.min(size, this.#affordable()) : size);
  }

  #isStressed(): boolean {
    const { stressBasis, stressMargin } = this.#cfg;
    const { ratio } = this.#desk.margin(this.#perp);
    return ratio < stressMargin || this.#perp.mid < this.#spot.mid * (1 - stressBasis);
  }

  #unwind(held: number, position: number): void {
    const most = Math.min(held * this.#cfg.step, this.#room(this.#spot, 'sell'));
    this.#send(this.#spot, 'sell', most);
    const { ratio } = this.#cfg;
    this.#send(this.#perp, 'buy', Math.min(most * ratio, -position, this.#room(this.#perp, 'buy')));
  }

  /** Most that its free margin lets it sell at a leverage of 1. */
  #affordable(): number {
    return Math.max(0, this.#desk.available(this.#perp.venue)) / this.#perp.bestBid;
  }

  #room(market: MarketView, side: Side): number {
    const { depthShare, slippage } = this.#cfg;
    const depth = market.open ? market.depth(side === 'buy' ? 'sell' : 'buy', slippage) : 0;
    return depth * market.multiplier * depthShare;
  }

  #send(market: MarketView, side: Side, units: number): void {
    const { slippage } = this.#cfg;
    const price = side === 'buy' ? market.bestAsk * (1 + slippage) : market.bestBid * (1 - slippage);
    const size = units / market.multiplier;
    if (!(price > 0) || !(size >= market.lotSize)) return;
    const order = this.#desk.limit(market, side, price, size, { timeInForce: 'ioc' });
    if (order !== 0) this.#open.add(order);
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'hedger',
  version: '1.0.0',
  summary: 'Sells a perpetual against what it holds, keeps the rest within a band, and unwinds both under stress.',
  formula: 'contracts wanted = −ratio · holding; trades when |wanted − held| > band · holding',
  params,
  use: Hedger,
});
