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
import type { Desk, IssuerView, MarketView, Rng, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { exhaustMap, filter, merge, take, timer } from 'rxjs';
import { PrimaryPurchase } from './primary-purchase.ts';

const params = parameters({
  coin: p.asset({ describe: 'The coin it holds, which has an issuer.' }),
  market: p.market({ describe: 'The spot market where it sells the coin.' }),
  amount: p.number({ describe: 'Coins that it asks the issuer for.', default: 1000, min: 0 }),
  pays: p.list(p.asset({ describe: 'An asset that it has.' }), {
    describe:
      'What it offers the issuer, in this order, until something is taken: first in payment, then as pledge for a debt.',
    default: ['USDT'],
    min: 1,
  }),
  pledge: p.number({ describe: 'Value that it pledges for each coin of a debt.', default: 2, min: 1 }),
  entryWindow: p.duration({ describe: 'Time from the start in which it asks for its coins.', default: '5 min' }),
  leaves: p.duration({
    describe: 'Time from the start at which it wants to leave whatever happens.',
    default: '100 d',
  }),
  fear: p.fraction({
    describe: 'Discount of the market to par at which it wants to leave.',
    default: { lognormal: { median: '5%', sigma: 0.6 } },
    min: 0,
    max: 1,
  }),
  react: p.duration({ describe: 'Time from the wish to its first order.', default: '5 s' }),
  sellShare: p.fraction({ describe: 'Share of its coins that it sells.', default: '100%', min: 0, max: 1 }),
  slices: p.integer({ describe: 'In how many orders.', default: 1, min: 1 }),
  sliceGap: p.duration({ describe: 'Time between two of them.', default: '10 s' }),
  settle: p.fraction({
    describe: 'Discount to par at which one who owes coins buys them to pay its debt; 1 is never.',
    default: '2%',
    min: 0,
    max: 1,
  }),
  settleEvery: p.duration({
    describe: 'How often such a debtor looks, give or take a half.',
    default: '1 min',
    min: '1 s',
  }),
});

/**
 * Gets a coin from its issuer and holds it until
 * its date or its own measure of fear, then sells on the market at any price. One who owes coins buys them while they are
 * cheap, pays its debt with them, and has its pledge again.
 */
@injectable()
class CoinHolder {
  readonly #desk: Desk;
  readonly #market: MarketView;
  readonly #issuer: IssuerView;
  readonly #purchase: PrimaryPurchase;
  readonly #cfg: z.output<typeof params>;
  /** Coins that it bought to pay its debt and has not paid yet. */
  #bought = 0;
  /** Coins in each order of its sale, fixed with the first. */
  #slice = 0;

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
    this.#issuer = view.issuer(cfg.coin);
    this.#purchase = new PrimaryPurchase(desk, view, cfg);
    desk.react(timer(rng.uniform() * cfg.entryWindow, clock), () => this.#purchase.ask());
    const fright$ = tape.trades(this.#market).pipe(filter(({ price }) => price <= this.#par * (1 - cfg.fear)));
    const orders$ = merge(fright$, timer(cfg.leaves, clock)).pipe(
      filter(() => desk.position(this.#market) > 0),
      take(1),
      exhaustMap(() => timer(cfg.react, cfg.sliceGap, clock)),
      take(cfg.slices),
    );
    desk.react(orders$, (count) => this.#sell(count));
    if (cfg.settle === 1) return;
    desk.react(desk.fills$.pipe(filter(({ side }) => side === 'buy')), ({ size }) => (this.#bought += size));
    const looks$ = wakeups(clock, () => cfg.settleEvery * rng.uniformIn(0.5, 1.5));
    desk.react(looks$, () => this.#settle());
  }

  /** One coin at par, in units of what it is sold for. */
  get #par(): number {
    return this.#issuer.parIn(this.#market.quote);
  }

  #sell(count: number): void {
    const owned = this.#desk.position(this.#market);
    if (count === 0) this.#slice = (owned * this.#cfg.sellShare) / this.#cfg.slices;
    const size = Math.min(this.#slice, owned);
    if (size > 0) this.#desk.market(this.#market, 'sell', size);
  }

  /** Pays its debt with what it bought, which frees that share of the pledge; then buys what it still owes, while that is cheap. */
  #settle(): void {
    const own = this.#purchase.debt();
    if (own === undefined) return;
    const paid = Math.min(this.#bought, own.debt, this.#desk.position(this.#market));
    if (paid > 0) {
      this.#purchase.repay(paid, own);
      this.#bought = 0;
      return;
    }
    const { bestAsk, lotSize, quote, venue } = this.#market;
    const dearest = this.#par * (1 - this.#cfg.settle);
    if (!(bestAsk <= dearest)) return;
    const offered = this.#market.depth('sell', dearest / bestAsk - 1);
    const size = Math.min(own.debt, offered, this.#desk.free(quote, venue) / dearest);
    if (size >= lotSize) this.#desk.limit(this.#market, 'buy', dearest, size, { timeInForce: 'ioc' });
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'coin-holder',
  version: '1.0.0',
  summary: 'Gets a coin from its issuer, holds it until a date or until it is afraid, then sells at any price.',
  params,
  use: CoinHolder,
});
