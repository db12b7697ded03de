import type { OrderBook } from '@ebb/book';
import type { Market } from '@ebb/clearing';
import type { Bus, Topic } from '@ebb/kernel';
import type { Instrument } from '@ebb/ledger';
import type { Breakers } from './breakers.ts';
import { funding, mark, quote, trade } from './facts.ts';
import type { Funding, Mark, Quote, Trade } from './facts.ts';
import type { ForcedFeed } from './forced-feed.ts';
import { marketHalt } from './market-facts.ts';
import type { MarketStateChange } from './market-facts.ts';
import type { MarketState } from './market-state.ts';
import type { Pool } from './pools/pool.ts';
import { ReduceOnlyOrders } from './reduce-only-orders.ts';
import { StopOrders, triggerSources } from './stop-orders.ts';
import { TakerFlow } from './taker-flow.ts';

/** One market of a venue: its book, its latest prices and the topics of its facts. */
export class Listing<I extends Instrument = Instrument> {
  readonly instrument: I;
  readonly trades: Topic<Market, [number, number, number, number, number, number], Trade>;
  readonly quotes: Topic<Market, [number, number, number, number], Quote>;
  readonly marks: Topic<Market, [number, number], Mark>;
  readonly fundings: Topic<Market, [number, number], Funding>;
  readonly halts: Topic<Market, [number, number], MarketStateChange>;
  /** Stop orders by `triggerSources`. */
  readonly stops: readonly StopOrders[] = Object.values(triggerSources).map(() => new StopOrders());
  readonly reduceOnly = new ReduceOnlyOrders();
  readonly flow = new TakerFlow();

  /** What may halt the market; null where nothing may. */
  breakers: Breakers | null = null;
  /** The public feed of forced orders; null where no rule says what it shows. */
  feed: ForcedFeed | null = null;
  /** The pool that the market is; null for one with a book of orders. */
  pool: Pool | null = null;
  state: MarketState = 'open';
  /** Whether the present intent traded. */
  hasTraded = false;

  /** Last traded, mark and index price in ticks; 0 before the first. */
  lastTicks = 0;
  markTicks = 0;
  /** The mark price before the latest. */
  previousMarkTicks = 0;
  indexTicks = 0;
  /** The rate settled last, per interval. */
  fundingRate = 0;
  /** The latest trade, and its origin: what a price sampled from this market follows from. */
  lastTradeSeq = 0;
  lastTradeOrigin = 0;
  /** When the latest quote was told, in microseconds since the epoch. */
  changedUs = 0;
  /** The best prices and sizes that the latest quote told. */
  bidTicks = 0;
  bidLots = 0;
  askTicks = 0;
  askLots = 0;

  constructor(
    readonly market: Market<I>,
    readonly book: OrderBook,
    bus: Bus,
  ) {
    this.instrument = market.instrument;
    const index = market.instrument.index;
    this.trades = bus.topic(trade, market as Market, index);
    this.quotes = bus.topic(quote, market as Market, index);
    this.marks = bus.topic(mark, market as Market, index);
    this.fundings = bus.topic(funding, market as Market, index);
    this.halts = bus.topic(marketHalt, market as Market, index);
  }

  /** Publishes the best bid and ask when one of their prices or sizes is no longer what the latest quote told. */
  tellQuote(nowUs: number): void {
    const { book } = this;
    const bid = book.bestBidTicks;
    const ask = book.bestAskTicks;
    const bidLots = bid === 0 ? 0 : book.sizeAt(1, bid);
    const askLots = ask === 0 ? 0 : book.sizeAt(-1, ask);
    if (bid === this.bidTicks && ask === this.askTicks && bidLots === this.bidLots && askLots === this.askLots) return;
    this.bidTicks = bid;
    this.askTicks = ask;
    this.bidLots = bidLots;
    this.askLots = askLots;
    this.changedUs = nowUs;
    this.quotes.publish(bid, bidLots, ask, askLots);
  }
}
