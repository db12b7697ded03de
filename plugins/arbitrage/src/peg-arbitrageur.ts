import {
  CLOCK,
  DESK,
  PARAMS,
  RNG,
  TAPE,
  VIEW,
  definePlugin,
  inject,
  injectable,
  p,
  parameters,
  wakeups,
} from '@ebb/sdk';
import type { Desk, MarketView, OrderId, Rng, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { exhaustMap, filter, merge, timer } from 'rxjs';
import { CoinTransfers } from './coin-transfers.ts';

const params = parameters({
  markets: p.list(p.market({ describe: 'A spot market or pool of the coin; all against one quote asset.' }), {
    describe: 'Where it trades; one market of a venue, or several.',
    min: 2,
  }),
  fees: p.list(p.fraction({ describe: 'What it pays to take there, beyond the price shown.', min: 0 }), {
    describe: 'By market; the last one counts for the rest.',
    default: ['5 bp'],
    min: 1,
  }),
  minEdge: p.fraction({ describe: 'Gain after fees for which it trades.', default: '5 bp' }),
  maxSize: p.number({ describe: 'Most coins in one order.', min: 0 }),
  react: p.duration({ describe: 'Time from seeing a gap to sending.', default: '200 ms' }),
  patrol: p.duration({ describe: 'It also looks about this often.', default: '2 s', min: '100 ms' }),
  cooldown: p.duration({ describe: 'Least time between two shots.', default: '1 s', min: '10 ms' }),
  rebalance: p.duration({
    describe: 'How often it looks whether to send something to another venue.',
    default: '1 min',
    min: '1 s',
  }),
  lowWater: p.fraction({
    describe: 'A venue with less than this part of its even share of coins or quote asset is sent some.',
    default: '50%',
    min: 0,
    max: 1,
  }),
  transferFee: p.fraction({
    describe: 'What it expects a transfer to cost, and wants on top of its edge.',
    default: 0,
    min: 0,
  }),
  needsTransfers: p.flag({
    describe: 'Whether it leaves venues alone whose withdrawals or deposits are suspended.',
    default: true,
  }),
});

/** Part of a balance that an order may use; the rest pays fees. */
const USABLE = 0.99;
/** Sums of decimals lose a little; what is this near to a lot is one. */
const WHOLE_LOT = 1 - 1e-9;

interface Place {
  readonly market: MarketView;
  readonly fee: number;
}

/**
 * Trades one coin on several venues, books and pools alike: buys where it is cheapest and sells where it is dearest, with what it
 * has on each, and sends coins and money after its trades. What one leg has more than the other it trades away.
 */
@injectable()
class PegArbitrageur {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #cfg: z.output<typeof params>;
  readonly #places: readonly Place[];
  readonly #transfers: CoinTransfers;
  readonly #lot: number;
  /** Coins that it began with; trades leave as many. */
  #home: number;
  readonly #orders: OrderId[] = [];
  #restUntilMs = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#view = view;
    this.#cfg = cfg;
    const { fees, markets } = cfg;
    this.#places = markets.map((id, place) => ({
      market: view.market(id),
      fee: fees[Math.min(place, fees.length - 1)],
    }));
    const [{ market: first }] = this.#places;
    for (const { market } of this.#places) {
      if (market.kind === 'spot' && market.base === first.base && market.quote === first.quote) continue;
      throw new RangeError(
        `'markets' are spot markets of one coin in one quote asset; ${market.id} and ${first.id} are not`,
      );
    }
    this.#lot = Math.max(...this.#places.map(({ market }) => market.lotSize));
    this.#home = desk.balance(first.base);
    const venues = [...new Set(this.#places.map(({ market }) => market.venue))];
    this.#transfers = new CoinTransfers(desk, tape, venues, [first.base, first.quote]);
    const gap$ = merge(...this.#places.map(({ market }) => tape.quotes(market))).pipe(
      filter(() => this.#isFree() && this.#bestPair() !== null),
      exhaustMap(() => timer(cfg.react, clock)),
    );
    desk.react(
      merge(
        gap$,
        wakeups(clock, () => cfg.patrol * rng.uniformIn(0.5, 1.5)),
      ),
      () => this.#act(),
    );
    desk.react(
      wakeups(clock, () => cfg.rebalance * rng.uniformIn(0.8, 1.2)),
      () => this.#rebalance(),
    );
    desk.react(desk.orders$, ({ order, state }) => {
      const at = this.#orders.indexOf(order);
      if (at >= 0 && state !== 'resting' && state !== 'amended') this.#orders.splice(at, 1);
    });
    desk.react(desk.transfers$, (told) => {
      const fee = this.#transfers.hear(told);
      if (told.asset === first.base) this.#home -= fee;
    });
  }

  #act(): void {
    if (!this.#isFree() || this.#repair()) return;
    const pair = this.#bestPair();
    if (pair === null) return;
    const [from, to] = pair;
    const { bestAsk } = from.market;
    const { bestBid } = to.market;
    // Half of the gap is for each leg: so far it may reach into what is offered there.
    const room = (bestBid / bestAsk - 1 - this.#need(from, to)) / 2;
    const [ask, bid] = [bestAsk * (1 + room), bestBid * (1 - room)];
    const size = Math.min(
      this.#cfg.maxSize,
      from.market.depth('sell', room),
      to.market.depth('buy', room),
      this.#affordable(from, 'buy', ask),
      this.#affordable(to, 'sell', bid),
    );
    if (!(size >= this.#lot * WHOLE_LOT)) return;
    this.#send(from, 'buy', ask, size);
    this.#send(to, 'sell', bid, size);
  }

  /** Where a coin is to be bought and where sold, with the largest gain above what it wants; null when there is none. */
  #bestPair(): readonly [Place, Place] | null {
    let best: readonly [Place, Place] | null = null;
    let most = 0;
    for (const from of this.#places) {
      if (!this.#serves(from) || !(this.#affordable(from, 'buy', from.market.bestAsk) >= this.#lot)) continue;
      for (const to of this.#places) {
        if (to === from || !this.#serves(to) || !(this.#affordable(to, 'sell', to.market.bestBid) >= this.#lot))
          continue;
        const gain = to.market.bestBid / from.market.bestAsk - 1 - this.#need(from, to);
        if (gain >= most) [best, most] = [[from, to], gain];
      }
    }
    return best;
  }

  #need(from: Place, to: Place): number {
    const { minEdge, transferFee } = this.#cfg;
    return from.fee + to.fee + minEdge + (from.market.venue === to.market.venue ? 0 : transferFee);
  }

  /** Trades away what it has more or less than it began with, where that costs least; true when there was something to do. */
  #repair(): boolean {
    const { base } = this.#places[0].market;
    const excess = this.#desk.balance(base) + this.#transfers.underWay(base) - this.#home;
    const size = Math.abs(excess);
    if (size < this.#lot * WHOLE_LOT) return false;
    const side = excess > 0 ? 'sell' : 'buy';
    const sign = excess > 0 ? -1 : 1;
    const costs = this.#places
      .filter((each) => each.market.open && this.#affordable(each, side, touch(each, side)) >= this.#lot)
      .map((place) => ({ place, cost: sign * touch(place, side) * (1 + sign * place.fee) }))
      .sort((a, b) => a.cost - b.cost);
    if (costs.length === 0) return false;
    const [{ place }] = costs;
    const price = touch(place, side) * (1 + sign * this.#cfg.minEdge);
    this.#send(place, side, price, Math.min(size, this.#affordable(place, side, price)));
    return true;
  }

  /** Sends coins and quote asset from the venue that has most to the one that has too little. */
  #rebalance(): void {
    const [{ market }] = this.#places;
    if (this.#orders.length > 0) return;
    for (const asset of [market.base, market.quote]) {
      const worth = asset === market.base ? market.mid : 1;
      this.#transfers.even(asset, this.#cfg.lowWater, (this.#lot * market.mid) / worth);
    }
  }

  #send({ market }: Place, side: 'buy' | 'sell', price: number, size: number): void {
    const order = this.#desk.limit(market, side, price, size, { timeInForce: 'ioc' });
    if (order !== 0) this.#orders.push(order);
    this.#restUntilMs = this.#view.nowMs + this.#cfg.cooldown;
  }

  #serves({ market }: Place): boolean {
    return market.open && !(this.#cfg.needsTransfers && this.#transfers.isShut(market.venue));
  }

  /** Coins that it can pay for, or has, on a market's venue; 0 when there is no price. */
  #affordable({ market }: Place, side: 'buy' | 'sell', price: number): number {
    if (!(price > 0)) return 0;
    const { base, quote, venue } = market;
    return side === 'sell' ? this.#desk.free(base, venue) : (this.#desk.free(quote, venue) * USABLE) / price;
  }

  #isFree(): boolean {
    return this.#orders.length === 0 && this.#view.nowMs >= this.#restUntilMs;
  }
}

/** The price at which a side takes. */
function touch({ market }: Place, side: 'buy' | 'sell'): number {
  return side === 'buy' ? market.bestAsk : market.bestBid;
}

export default definePlugin({
  kind: 'agent',
  name: 'peg-arbitrageur',
  version: '1.0.0',
  summary:
    'Buys a coin where it is cheapest, sells it where it is dearest, and sends coins and money after its trades.',
  params,
  use: PegArbitrageur,
});
