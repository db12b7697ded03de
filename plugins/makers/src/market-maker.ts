import {
  CLOCK,
  DESK,
  PARAMS,
  RNG,
  VIEW,
  definePlugin,
  inject,
  injectable,
  p,
  parameters,
  pow,
  wakeups,
} from '@ebb/sdk';
import type { Desk, MarketView, OrderUpdate, Rng, SchedulerLike, View, z } from '@ebb/sdk';
import { halfSpread, reservationPrice } from './avellaneda-stoikov.ts';
import { EwmaVolatility } from './ewma-volatility.ts';
import { QuoteLadder } from './quote-ladder.ts';

const params = parameters({
  market: p.market({ describe: 'Where it quotes.' }),
  reference: p.choice(['mid', 'index', 'value'], {
    describe: 'What it takes as the price: the mid, the index, or the outside value of the base asset.',
    default: 'mid',
  }),
  weight: p.fraction({ describe: 'Weight of the reference against the mid.', default: '100%', min: 0, max: 1 }),
  side: p.choice(['both', 'buy', 'sell'], {
    describe: 'Whether it quotes both sides, or only buys or sells.',
    default: 'both',
  }),
  size: p.number({ describe: 'Size of the innermost quote in calm times, in base units.', min: 0 }),
  levels: p.integer({ describe: 'Quotes on each side.', default: 3, min: 1, max: 20 }),
  levelStep: p.fraction({ describe: 'Distance between two levels in calm times.', default: '3 bp', min: 0 }),
  sizeGrowth: p.number({ describe: 'Size of a level over the one inside it.', default: 1.5, min: 0 }),
  riskAversion: p.number({
    describe: 'Aversion to variance, per relative price move and per size of inventory.',
    default: 200,
    min: 0,
  }),
  risk: p.duration({ describe: 'How long it expects to carry inventory.', default: '1 min', min: '100 ms' }),
  fillDistance: p.fraction({
    describe: 'Distance from the price over which fills become e times rarer.',
    default: '2 bp',
    min: '0.01 bp',
  }),
  calmVolatility: p.fraction({
    describe: 'Standard deviation of an hourly return in calm times.',
    default: '0.5%',
    min: '0.01 bp',
  }),
  volatilityMemory: p.duration({ describe: 'Memory of its own estimate.', default: '2 min', min: '1 s' }),
  thinning: p.number({
    describe: 'How sizes fall with volatility: as calm over present volatility to this power.',
    default: 1,
    min: 0,
  }),
  refresh: p.duration({ describe: 'Time between two looks at its quotes.', default: '1 s', min: '10 ms' }),
  tolerance: p.fraction({
    describe: 'A quote this near to where it should be is left alone.',
    default: '1 bp',
    min: 0,
  }),
  maxVolatility: p.fraction({ describe: 'Hourly volatility above which it leaves.', default: '5%', min: 0 }),
  maxInventory: p.number({
    describe: 'Inventory beyond its target at which it leaves, in multiples of the size.',
    default: 20,
    min: 0,
  }),
  lossLimit: p.fraction({ describe: 'Loss, as a share of its capital, at which it leaves.', default: '5%', min: 0 }),
  calmFor: p.duration({ describe: 'It is back after volatility was low for so long.', default: '5 min' }),
  calmBelow: p.fraction({
    describe: 'What it calls low volatility, as a share of that above which it leaves.',
    default: '50%',
    min: 0,
    max: 1,
  }),
});

const SECONDS_IN_HOUR = 3600;
/** Part of a balance that quotes may use; the rest pays fees. */
const USABLE = 0.99;
/** After a refusal for lack of funds it does not try again for so long. */
const REFUSED_PAUSE_MS = 10_000;

/**
 * Quotes both sides after Avellaneda and Stoikov 2008: around a reservation price that leans against its inventory, and
 * wider the more volatile the price. In their formulae prices are relative (1 is the reference), inventory is counted in
 * quote sizes, and T − t is a constant, since nothing here closes.
 *
 * When volatility rises it quotes wider and thinner; when volatility, inventory or loss pass its limits it cancels
 * everything and stays away until volatility has been low for a while.
 */
@injectable()
class MarketMaker {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #cfg: z.output<typeof params>;
  readonly #market: MarketView;
  readonly #bids: QuoteLadder;
  readonly #asks: QuoteLadder;
  readonly #volatility: EwmaVolatility;
  /** Variance of a calm second. */
  readonly #calmVariance: number;
  /** The inventory it wants: what it began with on spot, none on a perpetual. */
  readonly #home: number;
  /** What it had when it last began to quote, at that price. */
  #cash = 0;
  #inventory = 0;
  #capital = NaN;
  /** Inventory beyond its target that it came back with, and so puts up with. */
  #tolerated = 0;
  #away = false;
  #calmSinceMs = NaN;
  #pausedUntilMs = 0;

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
    this.#bids = new QuoteLadder(desk, this.#market, 'buy', cfg.levels);
    this.#asks = new QuoteLadder(desk, this.#market, 'sell', cfg.levels);
    this.#calmVariance = (cfg.calmVolatility * cfg.calmVolatility) / SECONDS_IN_HOUR;
    this.#volatility = new EwmaVolatility(cfg.volatilityMemory, Math.sqrt(this.#calmVariance));
    this.#home = this.#market.kind === 'spot' ? desk.position(this.#market) : 0;
    desk.react(desk.fills$, (fill) => (fill.side === 'buy' ? this.#bids : this.#asks).filled(fill));
    desk.react(desk.orders$, (update) => this.#hear(update));
    desk.react(
      wakeups(clock, () => cfg.refresh * rng.uniformIn(0.8, 1.2)),
      () => this.#refresh(),
    );
  }

  #refresh(): void {
    const price = this.#price();
    if (!(price > 0) || !this.#market.open) return;
    this.#volatility.take(price, this.#view.nowMs);
    if (Number.isNaN(this.#capital)) this.#begin(price);
    if (this.#away) {
      if (!this.#isCalmAgain()) return;
      this.#away = false;
      this.#begin(price);
    } else if (this.#isTooMuch(price)) {
      return this.#leave();
    }
    if (this.#view.nowMs >= this.#pausedUntilMs) this.#quote(price);
  }

  #quote(price: number): void {
    const { riskAversion, risk, fillDistance, size, levels, levelStep, sizeGrowth, thinning, tolerance } = this.#cfg;
    const { bestBid, bestAsk, tickSize } = this.#market;
    const riskSeconds = risk / 1000;
    const variance = this.#volatility.variance * riskSeconds;
    const beyond = this.#beyond();
    const centre = price * reservationPrice(1, size > 0 ? beyond / size : 0, riskAversion, variance);
    const half = halfSpread(riskAversion, variance, 1 / fillDistance);
    const wider = Math.max(1, half / halfSpread(riskAversion, this.#calmVariance * riskSeconds, 1 / fillDistance));
    const thin = Math.min(1, pow(this.#calmVariance / this.#volatility.variance, thinning / 2));
    const limit = this.#cfg.maxInventory * size;
    const most = this.#market.kind === 'spot' ? this.#spotRoom(price) : { bid: Infinity, ask: Infinity };
    const { side } = this.#cfg;
    let bidRoom = side === 'sell' || beyond > limit ? 0 : most.bid;
    let askRoom = side === 'buy' || beyond < -limit ? 0 : most.ask;
    let wanted = size * thin;
    for (let level = 0; level < levels; level++) {
      const away = half + level * levelStep * wider;
      const bid = Math.min(centre * (1 - away), bestAsk > 0 ? bestAsk - tickSize : Infinity);
      const ask = Math.max(centre * (1 + away), bestBid > 0 ? bestBid + tickSize : 0);
      const bidSize = Math.min(wanted, bidRoom);
      const askSize = Math.min(wanted, askRoom);
      this.#bids.set(level, bid, bidSize, tolerance);
      this.#asks.set(level, ask, askSize, tolerance);
      bidRoom -= bidSize;
      askRoom -= askSize;
      wanted *= sizeGrowth;
    }
  }

  /** What its balances allow it to bid for and to offer, in base units. */
  #spotRoom(price: number): { readonly bid: number; readonly ask: number } {
    const { base, quote, venue } = this.#market;
    const cash = this.#desk.balance(quote, venue);
    return { bid: (cash * USABLE) / price, ask: this.#desk.balance(base, venue) };
  }

  #isTooMuch(price: number): boolean {
    const { maxVolatility, maxInventory, size, lossLimit } = this.#cfg;
    return (
      this.#hourlyVolatility() > maxVolatility ||
      Math.abs(this.#beyond()) > Math.max(maxInventory * size, this.#tolerated) ||
      this.#result(price) < -lossLimit * this.#capital
    );
  }

  /** Cancels all its quotes; what it holds, it keeps. */
  #leave(): void {
    this.#desk.cancelAll(this.#market);
    this.#bids.clear();
    this.#asks.clear();
    this.#away = true;
    this.#calmSinceMs = NaN;
  }

  #isCalmAgain(): boolean {
    const { maxVolatility, calmBelow, calmFor } = this.#cfg;
    const { nowMs } = this.#view;
    if (this.#hourlyVolatility() > maxVolatility * calmBelow) {
      this.#calmSinceMs = NaN;
      return false;
    }
    if (Number.isNaN(this.#calmSinceMs)) this.#calmSinceMs = nowMs;
    return nowMs - this.#calmSinceMs >= calmFor;
  }

  /** Begins to count its result anew, with what it has now. */
  #begin(price: number): void {
    this.#cash = this.#cashNow();
    this.#inventory = this.#desk.position(this.#market);
    this.#capital = this.#market.kind === 'spot' ? this.#cash + this.#inventory * price : this.#cash;
    this.#tolerated = Math.abs(this.#beyond());
  }

  /** What its trading has brought since it began, in quote units; on spot compared with having kept what it had. */
  #result(price: number): number {
    const gained = this.#cashNow() - this.#cash;
    if (this.#market.kind === 'perp') return gained;
    return gained + (this.#desk.position(this.#market) - this.#inventory) * price;
  }

  #cashNow(): number {
    const { kind, quote, venue } = this.#market;
    return kind === 'spot' ? this.#desk.balance(quote, venue) : this.#desk.equity(venue);
  }

  /** Inventory less its target, in base units (contracts when there is a multiplier). */
  #beyond(): number {
    return this.#desk.position(this.#market) - this.#home;
  }

  #hourlyVolatility(): number {
    return Math.sqrt(this.#volatility.variance * SECONDS_IN_HOUR);
  }

  /** The price it quotes around; what is missing is made up for by what there is, NaN when there is nothing. */
  #price(): number {
    const { reference, weight } = this.#cfg;
    const { mid, index, last, base } = this.#market;
    if (reference === 'mid') return mid > 0 ? mid : last;
    const anchor = reference === 'index' ? index : this.#view.value(base);
    if (!(anchor > 0)) return mid > 0 ? mid : last;
    return mid > 0 ? weight * anchor + (1 - weight) * mid : anchor;
  }

  #hear(update: OrderUpdate): void {
    this.#bids.updated(update);
    this.#asks.updated(update);
    const { refusal } = update;
    if (refusal === 'insufficientBalance' || refusal === 'insufficientMargin' || refusal === 'rateLimited') {
      this.#pausedUntilMs = this.#view.nowMs + REFUSED_PAUSE_MS;
    }
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'market-maker',
  version: '1.0.0',
  summary:
    'Quotes both sides around a price that leans against its inventory; wider, thinner, then gone as risk grows.',
  params,
  use: MarketMaker,
});
