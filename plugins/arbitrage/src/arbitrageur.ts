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
import type { Desk, MarketView, OrderId, Rng, SchedulerLike, Side, Tape, View, z } from '@ebb/sdk';
import { exhaustMap, filter, merge, timer } from 'rxjs';

const params = parameters({
  one: p.market({ describe: 'One market.' }),
  other: p.market({ describe: 'The other, on the same base asset: spot elsewhere, or a linear perpetual.' }),
  feeOne: p.fraction({ describe: 'What it pays to take on the one market.', default: '5 bp', min: 0 }),
  feeOther: p.fraction({ describe: 'What it pays to take on the other.', default: '5 bp', min: 0 }),
  minEdge: p.fraction({ describe: 'Gain after fees for which it opens.', default: '3 bp' }),
  exitEdge: p.fraction({
    describe: 'Gap, before fees, at which it takes back what it carries; 0 is when prices meet again.',
    default: 0,
  }),
  maxSize: p.number({ describe: 'Largest leg, in base units.', min: 0 }),
  maxCarry: p.number({ describe: 'Most that it carries between the markets, in base units.', min: 0 }),
  leverage: p.number({ describe: 'On a perpetual, what it may hold over its free margin.', default: 3, min: 0 }),
  react: p.duration({ describe: 'Time from seeing a gap to sending.', default: '50 ms' }),
  patrol: p.duration({
    describe: 'It also looks without being called, about this often.',
    default: '1 s',
    min: '10 ms',
  }),
  cooldown: p.duration({ describe: 'Least time between two shots.', default: '500 ms' }),
  repairSlippage: p.fraction({
    describe: 'How far past the best price an order may reach that repairs a leg that missed.',
    default: '50 bp',
    min: 0,
  }),
});

/** Part of a balance or margin that a leg may use; the rest pays fees. */
const USABLE = 0.99;

/** A size this near below one lot is a lot, but for what sums of decimals lose. */
const WHOLE_LOT = 1 - 1e-9;

/** One of the two markets, and what is fixed about it. */
interface Leg {
  readonly market: MarketView;
  readonly fee: number;
  /** Position at the start, in base units. */
  readonly home: number;
}

/** What is left, relative to what is paid, of buying at an ask and selling at a bid; NaN when either is missing. */
export function gapOf(ask: number, bid: number): number {
  return bid / ask - 1;
}

/**
 * Buys where it is cheaper and sells where it is dearer, with both legs at once and with what it owns there: nothing is
 * sent from venue to venue. What it carries from one to the other it takes back when the gap has closed; a leg that
 * missed is repaired on whichever market is kinder.
 */
@injectable()
class Arbitrageur {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #cfg: z.output<typeof params>;
  readonly #one: Leg;
  readonly #other: Leg;
  readonly #pending: OrderId[] = [];
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
    this.#one = this.#leg(cfg.one, cfg.feeOne);
    this.#other = this.#leg(cfg.other, cfg.feeOther);
    if (this.#one.market.base !== this.#other.market.base) {
      throw new Error(`${cfg.one} and ${cfg.other} are not on the same asset`);
    }
    const gap$ = merge(tape.quotes(cfg.one), tape.quotes(cfg.other)).pipe(
      filter(() => this.#isFree() && (this.#pays(this.#one, this.#other) || this.#pays(this.#other, this.#one))),
      exhaustMap(() => timer(cfg.react, clock)),
    );
    const patrol$ = wakeups(clock, () => cfg.patrol * rng.uniformIn(0.5, 1.5));
    desk.react(merge(gap$, patrol$), () => this.#act());
    desk.react(desk.orders$, ({ order, state }) => {
      if (state !== 'resting' && state !== 'amended') this.#forget(order);
    });
  }

  #act(): void {
    if (!this.#isFree() || !this.#one.market.open || !this.#other.market.open) return;
    if (this.#repair()) return;
    if (this.#pays(this.#one, this.#other)) this.#shoot(this.#one, this.#other);
    else if (this.#pays(this.#other, this.#one)) this.#shoot(this.#other, this.#one);
  }

  /** Whether buying on one market and selling on the other is worth it: more is asked to open than to take back. */
  #pays(from: Leg, to: Leg): boolean {
    const { minEdge, exitEdge } = this.#cfg;
    const wanted = this.#carried(from) < 0 ? exitEdge : minEdge + from.fee + to.fee;
    return gapOf(from.market.bestAsk, to.market.bestBid) >= wanted;
  }

  /** Buys on one market and sells on the other, no more than is there, is owned, and may be carried. */
  #shoot(from: Leg, to: Leg): void {
    const { maxSize, maxCarry } = this.#cfg;
    const carried = this.#carried(from);
    const ask = from.market.bestAsk;
    const bid = to.market.bestBid;
    const size = Math.min(
      maxSize,
      carried < 0 ? -carried : maxCarry - carried,
      from.market.bestAskSize * from.market.multiplier,
      to.market.bestBidSize * to.market.multiplier,
      this.#affordable(from, 'buy', ask),
      this.#affordable(to, 'sell', bid),
    );
    if (!(size >= this.#largerLot() * WHOLE_LOT)) return;
    this.#send(from, 'buy', ask, size);
    this.#send(to, 'sell', bid, size);
  }

  /** Trades away what one leg has more than the other; true when there was something to repair. */
  #repair(): boolean {
    const excess = this.#carried(this.#one) + this.#carried(this.#other);
    const size = Math.abs(excess);
    if (size < this.#largerLot() * WHOLE_LOT) return false;
    const side = excess > 0 ? 'sell' : 'buy';
    const lot = this.#largerLot();
    const legs = [this.#one, this.#other].filter((leg) => this.#affordable(leg, side, touch(leg, side)) >= lot);
    const best = legs.sort((a, b) => costOf(a, side) - costOf(b, side))[0];
    if (best === undefined) return true;
    const price = touch(best, side);
    const { repairSlippage } = this.#cfg;
    const limit = price * (side === 'buy' ? 1 + repairSlippage : 1 - repairSlippage);
    this.#send(best, side, limit, Math.min(size, this.#affordable(best, side, limit)));
    return true;
  }

  #send({ market }: Leg, side: Side, price: number, size: number): void {
    const order = this.#desk.limit(market, side, price, size / market.multiplier, { timeInForce: 'ioc' });
    if (order !== 0) this.#pending.push(order);
    this.#restUntilMs = this.#view.nowMs + this.#cfg.cooldown;
  }

  /** Base units that a side may trade at a price with what is there to pay; 0 when there is no price. */
  #affordable({ market }: Leg, side: Side, price: number): number {
    if (!(price > 0)) return 0;
    const { base, quote, venue, kind, multiplier } = market;
    if (kind === 'spot') {
      return side === 'sell' ? this.#desk.free(base, venue) : (this.#desk.free(quote, venue) * USABLE) / price;
    }
    const position = this.#desk.position(market) * multiplier * (side === 'buy' ? 1 : -1);
    const opening = (Math.max(0, this.#desk.available(venue)) * USABLE * this.#cfg.leverage) / price;
    return Math.max(0, -position) + opening;
  }

  /** What it holds on a market beyond what it began with, in base units. */
  #carried({ market, home }: Leg): number {
    return this.#desk.position(market) * market.multiplier - home;
  }

  #isFree(): boolean {
    return this.#pending.length === 0 && this.#view.nowMs >= this.#restUntilMs;
  }

  #forget(order: OrderId): void {
    const at = this.#pending.indexOf(order);
    if (at >= 0) this.#pending.splice(at, 1);
  }

  #largerLot(): number {
    return Math.max(lotOf(this.#one), lotOf(this.#other));
  }

  #leg(id: string, fee: number): Leg {
    const market = this.#view.market(id);
    if (market.inverse) throw new Error(`${id} is an inverse perpetual, whose size is not in the base asset`);
    return { market, fee, home: this.#desk.position(market) * market.multiplier };
  }
}

function lotOf({ market }: Leg): number {
  return market.lotSize * market.multiplier;
}

/** The price at which a side takes. */
function touch({ market }: Leg, side: Side): number {
  return side === 'buy' ? market.bestAsk : market.bestBid;
}

/** What taking costs, fee included; lower is better on either side. */
function costOf(leg: Leg, side: Side): number {
  return side === 'buy' ? touch(leg, side) * (1 + leg.fee) : -touch(leg, side) * (1 - leg.fee);
}

export default definePlugin({
  kind: 'agent',
  name: 'arbitrageur',
  version: '1.0.0',
  summary: 'Buys where an asset is cheaper and sells where it is dearer, and takes it back when prices meet again.',
  params,
  use: Arbitrageur,
});
