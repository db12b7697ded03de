import { CLOCK, DESK, PARAMS, RNG, TAPE, VIEW, definePlugin, inject, injectable, wakeups } from '@ebb/sdk';
import type { Desk, IssuerView, MarketView, OrderId, Rng, SchedulerLike, Tape, TransferId, View, z } from '@ebb/sdk';
import { exhaustMap, filter, merge, timer } from 'rxjs';
import { IssuerRequests } from './issuer-requests.ts';
import { redeemerParameters } from './redeemer-parameters.ts';

/** Part of a balance that an order may use; the rest pays fees. */
const USABLE = 0.99;
/** Between two orders, however fast it reacts. */
const LEAST_PAUSE_MS = 100;
/** Sums of decimals lose a little; what is this near to a lot is one. */
const WHOLE_LOT = 1 - 1e-9;

/**
 * Trades a coin against its issuer: buys it below par and redeems it, or sells it above and has new coins minted. It has what it
 * begins with and no more, sends assets to where they are needed, and learns of queues, fees and caps by its own requests.
 */
@injectable()
class Redeemer {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #cfg: z.output<typeof redeemerParameters>;
  readonly #market: MarketView;
  readonly #issuer: IssuerView;
  readonly #requests: IssuerRequests;
  readonly #exits: readonly MarketView[];
  /** The venue whose counter it uses: where it trades the coin, if the issuer is there. */
  readonly #counter: string;
  /** Coins that it keeps. */
  readonly #home: number;
  /** What it began with of the assets of its exits. */
  readonly #stock: ReadonlyMap<string, number>;
  readonly #orders: OrderId[] = [];
  readonly #transfers: TransferId[] = [];
  #restUntilMs = 0;
  /** No order before this: time passes between two looks at a market. */
  #nextOrderMs = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof redeemerParameters>,
  ) {
    this.#desk = desk;
    this.#view = view;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    this.#issuer = view.issuer(cfg.coin);
    this.#exits = cfg.exits.map((id) => view.market(id)).filter((exit) => exit.quote === this.#market.quote);
    const { base, quote, venue } = this.#market;
    if (base !== cfg.coin) throw new RangeError(`'market' sells ${base}, not ${cfg.coin}, which 'coin' names`);
    const assets = cfg.assets.length > 0 ? cfg.assets : [quote];
    for (const asset of assets) {
      if (asset === quote || this.#exitOf(asset) !== undefined) continue;
      throw new RangeError(`'exits' names no market ${asset}/${quote}, where it could trade ${asset} of 'assets'`);
    }
    const { counters } = this.#issuer;
    this.#counter = counters.includes(venue) ? venue : counters[0];
    this.#home = desk.balance(cfg.coin);
    this.#stock = new Map(this.#exits.map(({ base: asset }) => [asset, desk.balance(asset)]));
    this.#requests = new IssuerRequests(assets, quote, cfg, view);
    const gap$ = tape.quotes(this.#market).pipe(
      filter(() => this.#isFree() && (this.#cheap() || this.#dear())),
      exhaustMap(() => timer(cfg.react, clock)),
    );
    desk.react(
      merge(
        gap$,
        wakeups(clock, () => cfg.patrol * rng.uniformIn(0.5, 1.5)),
      ),
      () => this.#act(),
    );
    desk.react(desk.orders$, ({ order, state }) => {
      if (state === 'resting' || state === 'amended' || !forget(this.#orders, order)) return;
      this.#act();
    });
    desk.react(desk.issuances$.pipe(filter(({ coin }) => coin === cfg.coin)), (told) => {
      this.#requests.hear(told, this.#worth(told.asset, Math.abs(told.amount)) / this.#par);
      this.#act();
    });
    desk.react(desk.transfers$, ({ transfer, state }) => {
      if (state === 'refused') this.#restUntilMs = view.nowMs + cfg.retry;
      if ((state === 'refused' || state === 'arrived') && forget(this.#transfers, transfer)) this.#act();
    });
  }

  /** The par of one coin in units of what the market is quoted in. */
  get #par(): number {
    return this.#issuer.parIn(this.#market.quote);
  }

  /** Coins beyond those that it keeps, but for what it has asked the issuer to take. */
  get #spare(): number {
    return this.#desk.balance(this.#cfg.coin) - this.#home - this.#requests.coinsLeaving;
  }

  #act(): void {
    if (!this.#isFree()) return;
    if (this.#evenOut() || this.#bringTogether()) return;
    const coins = this.#desk.free(this.#cfg.coin, this.#market.venue);
    const spare = this.#spare;
    if (this.#dear()) {
      if (coins >= this.#market.lotSize) this.#trade(this.#market, 'sell', coins, this.#par * (1 + this.#need('mint')));
      else this.#mint(Math.max(this.#cfg.size, -spare));
    } else if (spare >= this.#market.lotSize * WHOLE_LOT) this.#redeem(spare);
    else if (this.#lacks()) this.#mint(-spare);
    else if (this.#cheap() && this.#trusts()) {
      const room = this.#cfg.maxWaiting - this.#requests.coinsWaiting;
      this.#trade(this.#market, 'buy', room, this.#par * (1 - this.#need('redeem')));
    }
  }

  /** Whether it has fewer coins than it keeps, and has them rather from the issuer than from the market. */
  #lacks(): boolean {
    return -this.#spare >= this.#market.lotSize * WHOLE_LOT && !this.#cheap();
  }

  #cheap(): boolean {
    return this.#market.open && this.#market.bestAsk <= this.#par * (1 - this.#need('redeem'));
  }

  #dear(): boolean {
    return this.#market.open && this.#market.bestBid >= this.#par * (1 + this.#need('mint'));
  }

  /** Distance from par at which the market pays: its edge, all costs as it knows them, and a premium for the wait that it expects. */
  #need(kind: 'mint' | 'redeem'): number {
    const { edge, fee } = this.#cfg;
    return this.#requests.assetFor(kind) === null ? Infinity : edge + fee + this.#requests.costOf(kind);
  }

  #trusts(): boolean {
    const { backingRatio } = this.#issuer;
    return !(backingRatio < this.#cfg.trust) && this.#requests.isServed;
  }

  #redeem(coins: number): void {
    const { coin, size } = this.#cfg;
    const asset = this.#requests.assetFor('redeem');
    const units = Math.min(coins, size, this.#desk.free(coin, this.#counter));
    if (asset === null || !(units > 0)) return;
    this.#requests.sent(this.#desk.issuer(coin).redeem(units, asset, { at: this.#counter }), 'redeem', units);
  }

  #mint(coins: number): void {
    const asset = this.#requests.assetFor('mint');
    if (asset === null || this.#requests.isMinting) return;
    const units = Math.min(coins * this.#issuer.parIn(asset), this.#desk.free(asset, this.#counter));
    if (!(units > 0)) return;
    this.#requests.sent(this.#desk.issuer(this.#cfg.coin).mint(asset, units, { at: this.#counter }), 'mint', coins);
  }

  /** Sells what redemptions paid of another asset than the quote, and buys what mints took of it; true when something was sent. */
  #evenOut(): boolean {
    for (const exit of this.#exits) {
      if (!exit.open) continue;
      const excess = this.#excessOf(exit.base);
      const here = Math.min(excess, this.#desk.free(exit.base, exit.venue));
      if (excess > 0 ? this.#trade(exit, 'sell', here) : this.#trade(exit, 'buy', -excess)) return true;
    }
    return false;
  }

  /** Sends coins, and what it pays and is paid, to the venues where they are used; true when something was sent. */
  #bringTogether(): boolean {
    const { coin } = this.#cfg;
    const { venue, quote } = this.#market;
    const counter = this.#counter;
    const spare = this.#spare;
    if (counter !== venue) {
      if (this.#dear() ? this.#send(coin, counter, venue) : spare > 0 && this.#send(coin, venue, counter, spare))
        return true;
      const needed = this.#dear() || this.#lacks() ? [venue, counter] : [counter, venue];
      if (this.#requests.assetFor('mint') === quote && this.#send(quote, needed[0], needed[1])) return true;
    }
    for (const exit of this.#exits) {
      const excess = this.#excessOf(exit.base);
      if (excess > 0 ? this.#send(exit.base, counter, exit.venue, excess) : this.#send(exit.base, exit.venue, counter))
        return true;
      if (
        excess >= 0
          ? this.#send(quote, exit.venue, venue)
          : this.#send(quote, venue, exit.venue, -excess * exit.bestAsk - this.#desk.free(quote, exit.venue))
      )
        return true;
    }
    return false;
  }

  #send(asset: string, from: string, to: string, most = Infinity): boolean {
    if (from === to) return false;
    const units = Math.min(most, this.#desk.free(asset, from));
    // What is not worth a lot of the coin is not worth a transfer.
    if (!(this.#worth(asset, units) >= this.#market.lotSize * this.#par)) return false;
    const id = this.#desk.transfer(asset, units, from, to);
    if (id !== 0) this.#transfers.push(id);
    return id !== 0;
  }

  /** Takes what a market offers up to a price, or (without) as far as its exit may cost; true when something was sent. */
  #trade(market: MarketView, side: 'buy' | 'sell', most: number, price = NaN): boolean {
    const best = side === 'buy' ? market.bestAsk : market.bestBid;
    if (!(best > 0) || this.#view.nowMs < this.#nextOrderMs) return false;
    const { exitCost, react } = this.#cfg;
    const limit = Number.isNaN(price) ? best * (side === 'buy' ? 1 + exitCost : 1 - exitCost) : price;
    const there = market.depth(side === 'buy' ? 'sell' : 'buy', Math.abs(limit / best - 1));
    const owned =
      side === 'buy'
        ? (this.#desk.free(market.quote, market.venue) * USABLE) / limit
        : this.#desk.free(market.base, market.venue);
    const size = Math.min(most, there, owned, market === this.#market ? this.#cfg.size : Infinity);
    if (!(size >= market.lotSize * WHOLE_LOT)) return false;
    const order = this.#desk.limit(market, side, limit, size, { timeInForce: 'ioc' });
    if (order === 0) return false;
    this.#orders.push(order);
    this.#nextOrderMs = this.#view.nowMs + Math.max(react, LEAST_PAUSE_MS);
    return true;
  }

  /** What units of an asset are worth in quote units of the market, at the price at which it could sell them. */
  #worth(asset: string, units: number): number {
    if (asset === this.#market.quote) return units;
    if (asset === this.#cfg.coin) return units * this.#par;
    return units * (this.#exitOf(asset)?.bestBid ?? NaN);
  }

  /** What it has of an asset beyond what it began with. */
  #excessOf(asset: string): number {
    return this.#desk.balance(asset) - this.#stock.get(asset)!;
  }

  #exitOf(asset: string): MarketView | undefined {
    return this.#exits.find(({ base }) => base === asset);
  }

  #isFree(): boolean {
    return this.#orders.length === 0 && this.#transfers.length === 0 && this.#view.nowMs >= this.#restUntilMs;
  }
}

/** Takes an entry out of a list; false when it was not there. */
function forget(list: number[], entry: number): boolean {
  const at = list.indexOf(entry);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

export default definePlugin({
  kind: 'agent',
  name: 'redeemer',
  version: '1.0.0',
  summary: 'Buys a coin below par and redeems it with its issuer, or has it minted and sells it above.',
  params: redeemerParameters,
  use: Redeemer,
});
