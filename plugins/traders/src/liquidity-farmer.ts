import { CLOCK, DESK, PARAMS, RNG, TAPE, VIEW, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Desk, IssuerView, MarketView, PoolDesk, Rng, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { exhaustMap, filter, merge, take, timer } from 'rxjs';
import { PrimaryPurchase } from './primary-purchase.ts';

const YEAR_MS = 365 * 86_400_000;

const params = parameters({
  market: p.market({ describe: 'A pool of a coin that has an issuer.' }),
  amount: p.number({ describe: 'Coins that it brings, and as much of the other asset.', default: 10_000, min: 0 }),
  pays: p.list(p.asset({ describe: 'An asset that it has.' }), {
    describe:
      'What it offers the issuer for the coins that it lacks, in this order: first in payment, then as pledge for a debt.',
    default: ['USDT'],
    min: 1,
  }),
  pledge: p.number({ describe: 'Value that it pledges for each coin of a debt.', default: 2, min: 1 }),
  entryWindow: p.duration({ describe: 'Time from the start in which it comes.', default: '5 min' }),
  leastYield: p.fraction({
    describe: 'Fees a year, of what it brought, below which it leaves; 0 is content with any.',
    default: 0,
    min: 0,
  }),
  review: p.duration({ describe: 'Time over which it measures that.', default: '1 d', min: '1 min' }),
  fear: p.fraction({
    describe: 'Discount of the pool to par at which it leaves.',
    default: { lognormal: { median: '3%', sigma: 0.6 } },
    min: 0,
    max: 1,
  }),
  lopsided: p.fraction({
    describe: "The coin's part of the pool, at par, at which it leaves; 100% is never.",
    default: { normal: { mean: '85%', sd: '5%' }, max: 1 },
    min: 0,
    max: 1,
  }),
  leastBacking: p.fraction({
    describe: 'Reported backing at which it leaves; 0 is never.',
    default: { normal: { mean: '97%', sd: '2%' }, min: 0 },
    min: 0,
  }),
  react: p.duration({ describe: 'Time from the wish to leave to its order.', default: '30 s' }),
  sellShare: p.fraction({
    describe: 'Share of the coins that it then sells in the same pool; what it owes it pays first.',
    default: 0,
    min: 0,
    max: 1,
  }),
});

/**
 * Provides a pool with a coin and what it is sold for, for the fees, and takes everything out when the pool is cheap or lopsided,
 * when the issuer reports too little, or when fees are not worth it. It comes once and leaves once.
 */
@injectable()
class LiquidityFarmer {
  readonly #desk: Desk;
  readonly #market: MarketView;
  readonly #pool: PoolDesk;
  readonly #issuer: IssuerView;
  readonly #purchase: PrimaryPurchase;
  readonly #cfg: z.output<typeof params>;
  /** What it has put in, at par, and what it had earned when it last looked. */
  #brought = 0;
  #earned = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    const { base } = this.#market;
    this.#pool = desk.pool(this.#market);
    this.#issuer = view.issuer(base);
    const lacks = Math.max(0, cfg.amount - desk.position(this.#market));
    this.#purchase = new PrimaryPurchase(desk, view, { ...cfg, coin: base, amount: lacks }, () => this.#provide());
    desk.react(timer(rng.uniform() * cfg.entryWindow, clock), () =>
      lacks > 0 ? this.#purchase.ask() : this.#provide(),
    );
    const own$ = desk.liquidity$.pipe(filter(({ market, state }) => market === cfg.market && state === 'added'));
    desk.react(own$, ({ base: coins, quote }) => (this.#brought += coins * this.#par + quote));
    const uneasy$ = merge(
      tape.trades(this.#market).pipe(filter(({ price }) => this.#isAfraid(price))),
      tape.reports(base).pipe(filter(({ assets, liabilities }) => assets < liabilities * cfg.leastBacking)),
      ...(cfg.leastYield > 0
        ? [timer(cfg.review, cfg.review, clock).pipe(filter(() => this.#yield() < cfg.leastYield))]
        : []),
    );
    const leaves$ = uneasy$.pipe(
      filter(() => this.#brought > 0),
      take(1),
      exhaustMap(() => timer(cfg.react, clock)),
    );
    desk.react(leaves$, () => this.#pool.remove(1));
    const left$ = desk.liquidity$.pipe(filter(({ market, state }) => market === cfg.market && state === 'removed'));
    desk.react(left$, ({ base: coins }) => this.#dispose(coins));
  }

  /** One coin at par, in units of the pool's other asset. */
  get #par(): number {
    return this.#issuer.parIn(this.#market.quote);
  }

  /** Puts in what it has of the coin, at most `amount`, and as much of the other asset at par. */
  #provide(): void {
    const { quote, venue } = this.#market;
    const coins = Math.min(this.#cfg.amount, this.#desk.position(this.#market));
    const other = Math.min(coins * this.#par, this.#desk.free(quote, venue));
    if (coins > 0 && other > 0) this.#pool.add(Math.min(coins, other / this.#par), other);
  }

  #isAfraid(price: number): boolean {
    const { base, quote } = this.#pool.reserves;
    const coins = base * this.#par;
    const { fear, lopsided } = this.#cfg;
    return price <= this.#par * (1 - fear) || (lopsided < 1 && coins > lopsided * (coins + quote));
  }

  /** Fees of the last review, a year, in units of what it brought. */
  #yield(): number {
    const { base, quote } = this.#pool.earned;
    const earned = base * this.#par + quote;
    const gained = earned - this.#earned;
    this.#earned = earned;
    return this.#brought === 0 ? Infinity : (gained / this.#brought) * (YEAR_MS / this.#cfg.review);
  }

  /** Pays what it owes with the coins that it took out, and sells its share of the rest. */
  #dispose(coins: number): void {
    const own = this.#purchase.debt();
    const paid = own === undefined ? 0 : Math.min(coins, own.debt);
    if (own !== undefined && paid > 0) this.#purchase.repay(paid, own);
    const size = (coins - paid) * this.#cfg.sellShare;
    if (size > 0) this.#desk.market(this.#market, 'sell', size);
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'liquidity-farmer',
  version: '1.0.0',
  summary: 'Provides a pool of a coin for its fees, and leaves when the pool, the issuer or the fees frighten it away.',
  params,
  use: LiquidityFarmer,
});
