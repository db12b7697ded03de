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
import type { Desk, Issuance, IssuerDesk, LotOffered, MarketView, Rng, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { delay, filter, timer } from 'rxjs';
import { lotBid } from './lot-bid.ts';
import { LoanCalls } from './loan-calls.ts';

const params = parameters({
  coin: p.asset({ describe: 'The coin whose issuer sells collateral for it.' }),
  market: p.market({ describe: 'The spot market where it sells the collateral.' }),
  coinMarket: p.market({ describe: 'The spot market where it buys the coins that it bids.' }),
  discount: p.fraction({
    describe: 'How much less than the market it pays; with 100% it bids nothing at all.',
    default: { uniform: ['3%', '10%'] },
    min: 0,
    max: 1,
  }),
  least: p.fraction({
    describe: 'Least part of its own price that it bids when it is short of coins.',
    default: '80%',
    min: 0,
    max: 1,
  }),
  react: p.duration({ describe: 'Time from the offer of a lot to its bid.', default: '10 s' }),
  retry: p.duration({ describe: 'Time from the refusal of a bid to the next.', default: '1 min', min: '1 s' }),
  tries: p.integer({ describe: 'Most bids for one lot.', default: 20, min: 1 }),
  every: p.duration({ describe: 'Mean time between two orders on markets.', default: '10 s', min: '100 ms' }),
  bookShare: p.fraction({
    describe: 'Most of the size at the best bid that it sells collateral to in one order.',
    default: '20%',
    min: 0.001,
    max: 1,
  }),
  premium: p.fraction({
    describe: 'Most above par that it pays for coins.',
    default: '3%',
    min: 0,
  }),
  capital: p.number({
    describe: 'Coins that it buys up to before it has won anything; what it had first, when that is more.',
    default: 0,
    min: 0,
  }),
  lenders: p.list(p.lender({ describe: 'A lending market.' }), {
    describe: 'Lending markets where it also liquidates borrowers.',
    default: [],
  }),
});

/**
 * A keeper: bids its coins for the collateral that an issuer auctions, as far as they go, at a discount to the market; sells what it
 * wins, and buys coins for it. A bid that is refused, as by an overloaded chain, is sent again. On lending markets it repays borrowers who failed.
 */
@injectable()
class Liquidator {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #market: MarketView;
  readonly #coinMarket: MarketView;
  readonly #counter: IssuerDesk;
  readonly #cfg: z.output<typeof params>;
  readonly #clock: SchedulerLike;
  /** Collateral that it had at first, which it keeps, and coins that it keeps ready. */
  readonly #kept: number;
  readonly #capital: number;
  /** Lots that are for sale and how often it has bid for each. */
  readonly #lots = new Map<number, { readonly offer: LotOffered; tries: number }>();
  /** Bids of which it has heard nothing yet: their lot and coins, by request. */
  readonly #sent = new Map<number, { readonly lot: number; readonly coins: number }>();

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
    this.#clock = clock;
    this.#market = view.market(cfg.market);
    this.#coinMarket = view.market(cfg.coinMarket);
    this.#counter = desk.issuer(cfg.coin);
    this.#kept = desk.position(this.#market);
    this.#capital = Math.max(cfg.capital, desk.position(this.#coinMarket));
    const offered$ = tape.lots(cfg.coin).pipe(filter(({ asset }) => asset === this.#market.base));
    desk.react(offered$, (offer) => void this.#lots.set(offer.lot, { offer, tries: 0 }));
    desk.react(offered$.pipe(delay(cfg.react, clock)), ({ lot }) => this.#bid(lot));
    desk.react(tape.lotSales(cfg.coin).pipe(filter(({ closed }) => closed)), ({ lot }) => void this.#lots.delete(lot));
    const heard$ = desk.issuances$.pipe(filter(({ coin, kind }) => coin === cfg.coin && kind === 'action'));
    desk.react(heard$, (told) => this.#hear(told));
    const loans = cfg.lenders.map((name) => new LoanCalls(desk, view, name, cfg.retry));
    desk.react(
      wakeups(clock, () => cfg.every * rng.uniformIn(0.5, 1.5)),
      () => {
        this.#sell();
        this.#buyCoins();
        for (const calls of loans) calls.look();
      },
    );
  }

  #bid(lot: number): void {
    const open = this.#lots.get(lot);
    if (open === undefined || open.tries >= this.#cfg.tries || this.#view.nowMs >= open.offer.endsMs) return;
    const { amount, debt } = open.offer;
    const coin = this.#coinMarket.mid;
    const money = this.#market.bestBid / (coin > 0 ? coin : 1);
    if (!(money > 0)) return;
    let coins = this.#desk.free(this.#cfg.coin, this.#coinMarket.venue);
    for (const sent of this.#sent.values()) coins -= sent.coins;
    const bid = lotBid(amount, debt, money * (1 - this.#cfg.discount), coins, this.#cfg.least);
    if (bid === null) return this.#bidLater(lot);
    open.tries++;
    const id = this.#counter.act('bid', lot, bid.amount, bid.price);
    if (id !== 0) this.#sent.set(id, { lot, coins: Math.min(debt, bid.amount * bid.price) });
  }

  #hear({ refusal, request, state }: Issuance): void {
    const sent = this.#sent.get(request);
    this.#sent.delete(request);
    if (sent !== undefined && state === 'refused' && refusal !== 'unknown') this.#bidLater(sent.lot);
  }

  #bidLater(lot: number): void {
    this.#desk.react(timer(this.#cfg.retry, this.#clock), () => this.#bid(lot));
  }

  /** Sells what it won, no more than a share of the best bid at a time. */
  #sell(): void {
    const { base, bestBid, bestBidSize, lotSize, open, venue } = this.#market;
    const won = this.#desk.free(base, venue) - this.#kept;
    if (!open || !(bestBid > 0) || won < lotSize) return;
    const size = Math.min(won, Math.max(lotSize, bestBidSize * this.#cfg.bookShare));
    this.#desk.limit(this.#market, 'sell', bestBid, size, { timeInForce: 'ioc' });
  }

  /** Buys coins at the best ask up to what it keeps ready, where they are not too dear. */
  #buyCoins(): void {
    const { bestAsk, bestAskSize, lotSize, open, quote, venue } = this.#coinMarket;
    const most = this.#view.issuer(this.#cfg.coin).parIn(quote) * (1 + this.#cfg.premium);
    if (!open || !(bestAsk <= most)) return;
    const lacks = this.#capital - this.#desk.balance(this.#cfg.coin, venue);
    const size = Math.min(lacks, bestAskSize, this.#desk.free(quote, venue) / bestAsk);
    if (size >= lotSize) this.#desk.limit(this.#coinMarket, 'buy', bestAsk, size, { timeInForce: 'ioc' });
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'liquidator',
  version: '1.0.0',
  summary: 'Bids coins for auctioned collateral below the market and sells what it wins; repays failed borrowers.',
  params,
  use: Liquidator,
});
