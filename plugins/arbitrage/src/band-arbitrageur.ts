import { CLOCK, DESK, PARAMS, RNG, TAPE, VIEW, definePlugin, inject, injectable, wakeups } from '@ebb/sdk';
import type {
  DebtPosition,
  Desk,
  Issuance,
  IssuerView,
  MarketView,
  OrderId,
  RequestId,
  Rng,
  SchedulerLike,
  Tape,
  View,
  z,
} from '@ebb/sdk';
import { exhaustMap, filter, merge, timer } from 'rxjs';
import { bandArbitrageurParameters } from './band-arbitrageur-parameters.ts';
import { CoinTransfers } from './coin-transfers.ts';
import { FailedLoans } from './failed-loans.ts';

/** Part of a balance that an order may use; the rest pays fees. */
const USABLE = 0.99;
/** Sums of decimals lose a little; what is this near to a lot is one. */
const WHOLE_LOT = 1 - 1e-9;

/** What it has asked of the issuer: a trade with the bands (1 buys collateral, −1 sells it), or the liquidation of a debtor. */
type Asked = { readonly side: 1 | -1 } | { readonly debtor: number };

/**
 * Trades with the bands of a coin that is lent against collateral whenever they are cheaper or dearer than the markets, and trades what it
 * got away on these; takes over loans that have failed. Its own capital is all that it trades with.
 */
@injectable()
class BandArbitrageur {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #cfg: z.output<typeof bandArbitrageurParameters>;
  readonly #market: MarketView;
  readonly #coinMarket: MarketView;
  readonly #issuer: IssuerView;
  /** The venue of the issuer's counter. */
  readonly #home: string;
  readonly #loans: FailedLoans;
  readonly #transfers: CoinTransfers;
  /** What it keeps of the collateral and the coin; trades on markets bring it back to that. */
  readonly #kept: Map<string, number>;
  readonly #orders: OrderId[] = [];
  #request: RequestId = 0;
  #asked: Asked = { side: 1 };
  /** The middle of the collateral's market when it looked last. */
  #seen = NaN;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof bandArbitrageurParameters>,
  ) {
    this.#desk = desk;
    this.#view = view;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    this.#coinMarket = view.market(cfg.coinMarket);
    this.#issuer = view.issuer(cfg.coin);
    const { base, quote, venue } = this.#market;
    const { base: coin, quote: money, venue: coinVenue } = this.#coinMarket;
    if (coin !== cfg.coin) throw new RangeError(`'coinMarket' sells ${coin}, not ${cfg.coin}, which 'coin' names`);
    if (money !== quote)
      throw new RangeError(`'market' and 'coinMarket' are in ${quote} and ${money}, not in one asset`);
    [this.#home] = this.#issuer.counters;
    this.#loans = new FailedLoans(this.#issuer, base, cfg.retry);
    this.#transfers = new CoinTransfers(desk, tape, [...new Set([this.#home, venue, coinVenue])], [base, coin, quote]);
    this.#kept = new Map([
      [base, desk.balance(base)],
      [coin, Math.max(cfg.capital, desk.balance(coin))],
    ]);
    const moved$ = tape.quotes(this.#market).pipe(
      filter(({ bid, ask }) => !(Math.abs((bid + ask) / 2 / this.#seen - 1) < cfg.minEdge)),
      exhaustMap(() => timer(cfg.react, clock)),
    );
    desk.react(
      merge(
        moved$,
        wakeups(clock, () => cfg.patrol * rng.uniformIn(0.5, 1.5)),
      ),
      () => this.#look(),
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
      const kept = this.#kept.get(told.asset);
      if (kept !== undefined) this.#kept.set(told.asset, kept - fee);
    });
    desk.react(desk.issuances$, (told) => this.#hear(told));
  }

  #look(): void {
    if (this.#orders.length > 0 || this.#request !== 0) return;
    this.#seen = this.#market.mid;
    const loan = this.#failedLoan();
    const coins = this.#coins(loan?.debt ?? 0);
    if (this.#evenOut(this.#market, this.#kept.get(this.#market.base)!) || coins) return;
    if (loan !== null) return this.#ask('liquidate', { debtor: loan.account }, loan.account);
    this.#probe(1);
  }

  /** Asks to trade with the bands at the worst price that still pays; when that is refused, the other way round. */
  #probe(side: 1 | -1): void {
    const { maxSize, minEdge, slippage } = this.#cfg;
    const [bid, ask] = [this.#sale, this.#purchase];
    const limit = side === 1 ? (bid.asset / ask.coin) * (1 - minEdge) : (ask.asset / bid.coin) * (1 + minEdge);
    const size = Math.min(maxSize, this.#market.depth(side === 1 ? 'buy' : 'sell', slippage));
    const most = side === 1 ? size * limit : size;
    const owned = this.#desk.free(side === 1 ? this.#cfg.coin : this.#market.base, this.#home);
    const amount = Math.min(most, owned);
    if (limit > 0 && limit < Infinity && amount > 0) this.#ask('exchange', { side }, side, amount, limit);
    else if (side === 1) this.#probe(-1);
  }

  #ask(action: string, asked: Asked, ...numbers: readonly number[]): void {
    this.#asked = asked;
    this.#request = this.#desk.issuer(this.#cfg.coin).act(action, ...numbers);
  }

  #hear({ request, state }: Issuance): void {
    if (request !== this.#request || (state !== 'paid' && state !== 'refused')) return;
    this.#request = 0;
    if (state === 'paid') return this.#look();
    if ('debtor' in this.#asked) this.#loans.refused(this.#asked.debtor, this.#view.nowMs);
    else if (this.#asked.side === 1) this.#probe(-1);
  }

  #failedLoan(): DebtPosition | null {
    const { coin, liquidates, minEdge } = this.#cfg;
    if (!liquidates || !this.#market.open) return null;
    const money = this.#desk.free(this.#coinMarket.quote, this.#coinMarket.venue) * USABLE;
    const affordable = this.#desk.free(coin, this.#home) + money / this.#purchase.coin;
    return this.#loans.best(this.#sale.asset, this.#purchase.coin, minEdge, affordable, this.#view.nowMs);
  }

  /** Brings its coins to what it keeps, or to what a loan needs; true when it has sent an order. */
  #coins(debt: number): boolean {
    const { coin, premium } = this.#cfg;
    const most = this.#issuer.parIn(this.#coinMarket.quote) * (1 + premium);
    return this.#evenOut(this.#coinMarket, Math.max(this.#kept.get(coin)!, debt), most);
  }

  /** Trades away what it has more or less than `kept` of a market's base asset; true when it has sent an order. */
  #evenOut(market: MarketView, kept: number, most = Infinity): boolean {
    const { base, bestAsk, bestBid, lotSize, open, quote, venue } = market;
    const excess = this.#desk.balance(base) + this.#transfers.underWay(base) - kept;
    const { slippage } = this.#cfg;
    const side = excess > 0 ? 'sell' : 'buy';
    const price = excess > 0 ? bestBid * (1 - slippage) : Math.min(bestAsk * (1 + slippage), most);
    if (!open || !(price > 0) || Math.abs(excess) < lotSize * WHOLE_LOT) return false;
    const owned = excess > 0 ? this.#desk.free(base, venue) : (this.#desk.free(quote, venue) * USABLE) / price;
    const size = Math.min(Math.abs(excess), owned, market.depth(excess > 0 ? 'buy' : 'sell', slippage));
    if (size < lotSize * WHOLE_LOT || (excess < 0 && bestAsk > most)) return false;
    const order = this.#desk.limit(market, side, price, size, { timeInForce: 'ioc' });
    if (order !== 0) this.#orders.push(order);
    return order !== 0;
  }

  #rebalance(): void {
    if (this.#orders.length > 0 || this.#request !== 0) return;
    const worth = this.#coinMarket.lotSize * this.#coinMarket.mid;
    const { base, lotSize, mid, quote } = this.#market;
    for (const [asset, price] of [
      [base, mid],
      [this.#cfg.coin, this.#coinMarket.mid],
      [quote, 1],
    ] as const) {
      this.#transfers.even(asset, this.#cfg.lowWater, Math.max(worth, lotSize * mid) / price);
    }
  }

  /** What one unit of the collateral and of the coin sell for, fees taken off. */
  get #sale(): { readonly asset: number; readonly coin: number } {
    const { coinFee, fee } = this.#cfg;
    return { asset: this.#market.bestBid * (1 - fee), coin: this.#coinMarket.bestBid * (1 - coinFee) };
  }

  /** What one unit of each costs, with fees. */
  get #purchase(): { readonly asset: number; readonly coin: number } {
    const { coinFee, fee } = this.#cfg;
    return { asset: this.#market.bestAsk * (1 + fee), coin: this.#coinMarket.bestAsk * (1 + coinFee) };
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'band-arbitrageur',
  version: '1.0.0',
  summary:
    'Trades with the bands of softly liquidated loans against the markets, and takes over loans that have failed.',
  params: bandArbitrageurParameters,
  use: BandArbitrageur,
});
