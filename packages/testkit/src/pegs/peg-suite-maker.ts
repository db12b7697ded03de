import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, MarketView, Plugin, Rng, SchedulerLike, View, z } from '@ebb/sdk';

const params = parameters({
  market: p.market({ describe: 'Where it quotes.' }),
  size: p.number({ describe: 'Size of each of its orders, in quote units.', default: 200_000 }),
});

/** Makes the plugin of those who keep one order a side around what everyone reckons the base asset at; their desks go to `desks`. */
export function pegSuiteMaker(desks: Desk[]): Plugin {
  @injectable()
  class PegSuiteMaker {
    readonly #desk: Desk;
    readonly #view: View;
    readonly #market: MarketView;
    readonly #size: number;

    constructor(
      @inject(DESK) desk: Desk,
      @inject(VIEW) view: View,
      @inject(RNG) rng: Rng,
      @inject(CLOCK) clock: SchedulerLike,
      @inject(PARAMS) cfg: z.output<typeof params>,
    ) {
      this.#desk = desk;
      desks.push(desk);
      this.#view = view;
      this.#market = view.market(cfg.market);
      this.#size = cfg.size;
      desk.react(
        wakeups(clock, () => 500 + rng.exponential(500)),
        () => this.#quote(),
      );
    }

    #quote(): void {
      const market = this.#market;
      const middle = this.#view.price(market.base) / this.#view.price(market.quote);
      if (!(middle > 0)) return;
      this.#desk.cancelAll(market);
      const size = this.#size / middle;
      const ask = market.kind === 'perp' ? size : Math.min(size, this.#desk.free(market.base, market.venue));
      this.#desk.limit(market, 'buy', middle * 0.999, size);
      if (ask >= market.lotSize) this.#desk.limit(market, 'sell', middle * 1.001, ask);
    }
  }
  return definePlugin({
    ...{ kind: 'agent', name: 'peg-suite-maker', version: '1.0.0', params, use: PegSuiteMaker },
    summary: 'Keeps one order a side around what everyone reckons the base asset at.',
  });
}
