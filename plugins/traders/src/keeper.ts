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
import type { AuctionOpened, Desk, MarketView, Rng, SchedulerLike, Side, Tape, View, z } from '@ebb/sdk';
import { delay, filter } from 'rxjs';
import { contractWorth } from './contract-worth.ts';

const params = parameters({
  market: p.market({ describe: 'The perpetual whose positions it bids for, and on whose book it unwinds.' }),
  discount: p.fraction({
    describe: 'How much better than the index its bid is.',
    default: '1%',
    min: 0,
    max: '50%',
  }),
  share: p.fraction({
    describe: 'Most of an auctioned position that it bids for.',
    default: '100%',
    min: '0.1%',
    max: 1,
  }),
  leverage: p.number({
    describe: 'Most that its position and its open bids are worth, over its equity.',
    default: 3,
    min: 0.1,
  }),
  react: p.duration({ describe: 'Time from the opening of an auction to its bid.', default: '1 s' }),
  every: p.duration({ describe: 'Mean time between two orders that unwind.', default: '5 s', min: '10 ms' }),
  bookShare: p.fraction({
    describe: 'Most of the size at the best price that one of these orders takes.',
    default: '20%',
    min: '0.1%',
    max: 1,
  }),
});

/** The price of a bid: below the reference by the discount for a position that is sold, above it for one bought back. */
export function bidPrice(side: Side, reference: number, discount: number): number {
  return side === 'buy' ? reference * (1 - discount) : reference * (1 + discount);
}

/**
 * The largest bid, in contracts, that keeps a position (positive on the bid's side) and the bids still open within the
 * leverage; at least 0. `worth` is that of one contract, in the unit of the equity.
 */
export function bidRoom(equity: number, leverage: number, worth: number, position: number, openBids: number): number {
  return Math.max(0, (Math.max(0, equity) * leverage) / worth - position - openBids);
}

/**
 * Bids in the auctions of one market what leaves it a margin against the index, as far as its capital goes, and sells what it
 * won on the book a little at a time: the keeper of auctioned liquidations.
 */
@injectable()
class Keeper {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #market: MarketView;
  readonly #cfg: z.output<typeof params>;
  /** Signed contracts that it bids for, by auction. */
  readonly #bids = new Map<number, number>();

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
    this.#market = view.market(cfg.market);
    if (this.#market.kind === 'spot') throw new Error(`${cfg.market} is not a perpetual; only these are auctioned`);
    const opened$ = tape.auctions(cfg.market).pipe(filter(({ account }) => account !== desk.account));
    desk.react(opened$.pipe(delay(cfg.react, clock)), (auction) => this.#bid(auction));
    desk.react(tape.auctionResults(cfg.market), ({ type, auction }) => {
      if (type === 'auctionClosed') this.#bids.delete(auction);
    });
    desk.react(
      wakeups(clock, () => cfg.every * rng.uniformIn(0.5, 1.5)),
      () => this.#unwind(),
    );
  }

  #bid(auction: AuctionOpened): void {
    const { discount, share, leverage } = this.#cfg;
    const { index, mark, lotSize } = this.#market;
    const reference = index > 0 ? index : mark;
    if (!(reference > 0) || this.#view.nowMs >= auction.endsMs) return;
    const sign = Math.sign(auction.size);
    const side = sign > 0 ? 'buy' : 'sell';
    const worth = contractWorth(this.#market, reference);
    const room = bidRoom(this.#equity(reference), leverage, worth, sign * this.#position(), this.#openBids(sign));
    const size = Math.min(Math.abs(auction.size) * share, room);
    if (size < lotSize) return;
    this.#bids.set(auction.auction, sign * size);
    this.#desk.bid(auction, bidPrice(side, reference, discount), size);
  }

  /** Takes a share of the best price on the other side of its position, and never less than a lot. */
  #unwind(): void {
    const { open, bestBid, bestAsk, bestBidSize, bestAskSize, lotSize } = this.#market;
    const position = this.#position();
    if (!open || Math.abs(position) < lotSize) return;
    const [side, price, there] =
      position > 0 ? (['sell', bestBid, bestBidSize] as const) : (['buy', bestAsk, bestAskSize] as const);
    if (!(price > 0)) return;
    const size = Math.min(Math.abs(position), Math.max(lotSize, there * this.#cfg.bookShare));
    this.#desk.limit(this.#market, side, price, size, { timeInForce: 'ioc', reduceOnly: true });
  }

  #position(): number {
    return this.#desk.position(this.#market);
  }

  /** In quote units: of the venue's pool, or of its coins where the contract is margined by them. */
  #equity(price: number): number {
    const { inverse, base, venue } = this.#market;
    return inverse ? this.#desk.balance(base, venue) * price : this.#desk.equity(venue);
  }

  /** Contracts bid for on one side. */
  #openBids(sign: number): number {
    let sum = 0;
    for (const size of this.#bids.values()) sum += Math.max(0, sign * size);
    return sum;
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'keeper',
  version: '1.0.0',
  summary: 'Bids for auctioned positions at a discount to the index, and unwinds what it wins on the book.',
  params,
  use: Keeper,
});
