import { CLOCK, DESK, PARAMS, TAPE, VIEW, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Desk, MarketView, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { filter, merge, switchMap, take, takeWhile, timer } from 'rxjs';

const params = parameters({
  market: p.market({ describe: 'The spot market where it dumps the collateral, whose price marks it.' }),
  size: p.number({ describe: 'Most of the coin that it dumps; what it owns there, if that is less.', min: 0 }),
  shortMarket: p.market({ describe: 'The perpetual that it sells first.' }),
  shortSize: p.number({ describe: 'How much of it, in base units (contracts where there is a multiplier).', min: 0 }),
  start: p.duration({ describe: 'Time from the start of the run to its first order.', default: '30 min' }),
  slices: p.integer({ describe: 'In how many orders it shorts, dumps and covers, each.', default: 10, min: 1 }),
  pace: p.duration({ describe: 'Time between two orders.', default: '5 s', min: '1 ms' }),
  pause: p.duration({ describe: 'Time from the last order of the short to the dump.', default: '1 min' }),
  hold: p.duration({
    describe: 'Longest time from the end of the dump to the first order that covers.',
    default: '10 min',
  }),
  coverAt: p.fraction({
    describe: 'Fall of the perpetual since it was sold at which it covers at once; 1 is never.',
    default: '20%',
    min: 0,
    max: 1,
  }),
});

/** Sells a perpetual short, dumps a coin where it is priced as collateral so that others must sell, and buys the short back. */
@injectable()
class Attacker {
  readonly #desk: Desk;
  readonly #target: MarketView;
  readonly #short: MarketView;
  readonly #cfg: z.output<typeof params>;
  /** Base units in each order of the dump, fixed with the first. */
  #slice = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    const { slices, pace, start, pause, hold } = cfg;
    this.#desk = desk;
    this.#cfg = cfg;
    this.#target = view.market(cfg.market);
    this.#short = view.market(cfg.shortMarket);
    if (this.#target.kind !== 'spot') throw new RangeError(`'market' is no spot market: ${this.#target.id}`);
    if (this.#short.kind !== 'perp') throw new RangeError(`'shortMarket' is no perpetual: ${this.#short.id}`);
    const dumpMs = start + (slices - 1) * pace + pause;
    const late$ = timer(dumpMs + (slices - 1) * pace + hold, clock);
    const won$ = timer(dumpMs, clock).pipe(
      switchMap(() => tape.trades(this.#short)),
      filter(({ price }) => price <= desk.entryPrice(this.#short) * (1 - cfg.coverAt)),
    );
    const cover$ = merge(won$, late$).pipe(
      take(1),
      switchMap(() => timer(0, pace, clock)),
      takeWhile(() => desk.position(this.#short) < 0),
    );
    desk.react(timer(start, pace, clock).pipe(take(slices)), () => {
      desk.market(this.#short, 'sell', cfg.shortSize / slices);
    });
    desk.react(timer(dumpMs, pace, clock).pipe(take(slices)), (count) => this.#dump(count));
    desk.react(cover$, () => this.#cover());
  }

  #dump(count: number): void {
    const owned = this.#desk.position(this.#target);
    if (count === 0) this.#slice = Math.min(this.#cfg.size, owned) / this.#cfg.slices;
    const size = Math.min(this.#slice, owned);
    if (size > 0) this.#desk.market(this.#target, 'sell', size);
  }

  #cover(): void {
    const owed = -this.#desk.position(this.#short);
    // The last order takes what lots left over of the others.
    const size = Math.min(owed, Math.max(this.#cfg.shortSize / this.#cfg.slices, this.#short.lotSize));
    this.#desk.market(this.#short, 'buy', size, { reduceOnly: true });
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'attacker',
  version: '1.0.0',
  summary: 'Sells a perpetual short, dumps a coin where it is priced as collateral, and buys the short back.',
  params,
  use: Attacker,
});
