import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Desk, MarketView, Rng, SchedulerLike, View, z } from '@ebb/sdk';
import { take, timer } from 'rxjs';

const params = parameters({
  market: p.market({ describe: 'The spot market of the coin it holds, where what it lacks is lent to it.' }),
  leverage: p.number({ describe: 'Value of the coin it holds over its own wealth there.', default: 3, min: 0.1 }),
  entryWindow: p.duration({ describe: 'Time from the start in which it begins to buy.', default: '10 min' }),
  every: p.duration({ describe: 'Time between two orders.', default: '10 s', min: '100 ms' }),
  share: p.fraction({
    describe: 'Most of the best offer that one order takes.',
    default: '50%',
    min: '1%',
    max: 1,
  }),
  most: p.fraction({
    describe: 'Most that it pays above the outside value of the coin, or above 1 where it has none.',
    default: '0.5%',
    min: 0,
  }),
  tries: p.integer({ describe: 'Orders after which it settles for what it has.', default: 60, min: 1 }),
});

/** Units of a coin worth `leverage` times the wealth of someone who has so much of it and so much cash, at a price. */
export function heldUnits(coins: number, cash: number, price: number, leverage: number): number {
  return (leverage * Math.max(0, coins * price + cash)) / price;
}

/**
 * Buys a coin that earns, with more than it has: in unified margin the venue lends the rest against the coin itself. Then it
 * holds; what becomes of it is the affair of the venue's collateral price.
 */
@injectable()
class CollateralHolder {
  readonly #desk: Desk;
  readonly #market: MarketView;
  readonly #cfg: z.output<typeof params>;
  readonly #view: View;
  #target = NaN;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#view = view;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    const begins = rng.uniform() * cfg.entryWindow;
    desk.react(timer(begins, cfg.every, clock).pipe(take(cfg.tries)), () => this.#buy());
  }

  #buy(): void {
    const { base, quote, venue, bestAsk, bestAskSize, lotSize, open } = this.#market;
    const { leverage, share, most } = this.#cfg;
    const value = this.#view.value(base);
    const dearest = (Number.isFinite(value) ? value : 1) * (1 + most);
    if (!open || !(bestAsk <= dearest)) return;
    const held = this.#desk.position(this.#market);
    if (Number.isNaN(this.#target)) {
      this.#target = heldUnits(held, this.#desk.balance(quote, venue), bestAsk, leverage);
    }
    const size = Math.min(this.#target - held, bestAskSize * share);
    if (size >= lotSize) this.#desk.limit(this.#market, 'buy', bestAsk, size, { timeInForce: 'ioc' });
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'collateral-holder',
  version: '1.0.0',
  summary: 'Buys a coin with borrowed money against the coin itself, and holds it.',
  params,
  use: CollateralHolder,
});
