import { CLOCK, DESK, PARAMS, TAPE, VIEW, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Desk, MarketView, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { exhaustMap, filter, merge, take, timer } from 'rxjs';
import { RollingHigh } from './rolling-high.ts';

const params = parameters({
  market: p.market({ describe: 'Where it watches and sells.' }),
  trigger: p.fraction({
    describe: 'Fall of the price that frightens it.',
    default: { lognormal: { median: '2%', sigma: 0.6 } },
    min: 0,
    max: 1,
  }),
  memory: p.duration({ describe: 'How long it remembers the highest price.', default: '10 min', min: '1 s' }),
  reference: p.number({
    describe:
      'A price it believes in, such as 1 for a dollar coin, in quote units; 0 for the highest price it remembers.',
    default: 0,
    min: 0,
  }),
  nerve: p.number({
    describe: 'News of this tone or worse frighten it too; −1 is the worst there is, −1.01 leaves it cold.',
    default: -0.5,
    min: -1.01,
    max: 1,
  }),
  react: p.duration({ describe: 'Time from fright to its first order.', default: '3 s' }),
  sellShare: p.fraction({ describe: 'Share of its coin that it sells.', default: '100%', min: 0, max: 1 }),
  slices: p.integer({ describe: 'In how many orders.', default: 1, min: 1 }),
  sliceGap: p.duration({ describe: 'Time between two of them.', default: '10 s' }),
});

/** Holds until its own threshold of fear is crossed, then sells at any price, once. */
@injectable()
class PanicSeller {
  readonly #desk: Desk;
  readonly #market: MarketView;
  readonly #cfg: z.output<typeof params>;
  readonly #recent: RollingHigh;
  /** A trade at this price or below frightens. */
  #barrier: number;
  /** Base units in each order, fixed with the first. */
  #slice = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    this.#recent = new RollingHigh(cfg.memory);
    this.#barrier = cfg.reference * (1 - cfg.trigger);
    const fall$ = tape.trades(this.#market).pipe(filter(({ price, timeUs }) => this.#frightens(price, timeUs)));
    const alarm$ = tape.news().pipe(filter(({ tone }) => tone <= cfg.nerve));
    const order$ = merge(fall$, alarm$).pipe(
      take(1),
      exhaustMap(() => timer(cfg.react, cfg.sliceGap, clock)),
      take(cfg.slices),
    );
    desk.react(order$, (count) => this.#sell(count));
  }

  #frightens(price: number, timeUs: number): boolean {
    const { reference, trigger } = this.#cfg;
    if (reference === 0 && this.#recent.take(price, timeUs)) this.#barrier = this.#recent.high * (1 - trigger);
    return price <= this.#barrier;
  }

  #sell(count: number): void {
    const owned = this.#desk.position(this.#market);
    if (count === 0) this.#slice = (owned * this.#cfg.sellShare) / this.#cfg.slices;
    const size = Math.min(this.#slice, owned);
    if (size > 0) this.#desk.market(this.#market, 'sell', size, { reduceOnly: this.#market.kind === 'perp' });
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'panic-seller',
  version: '1.0.0',
  summary: 'Holds a coin until a fall of the price or bad news frightens it, then sells at any price.',
  params,
  use: PanicSeller,
});
