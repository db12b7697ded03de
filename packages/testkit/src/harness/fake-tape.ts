import { auctionClosed, auctionOpened, auctionWon, deleveraging, liquidation } from '@ebb/clearing';
import { forcedPrint, funding, halt, mark, marketHalt, news, quote, trade, transferHalt, value } from '@ebb/exchange';
import type { AuctionClosed, AuctionOpened, AuctionWon, Deleveraging, Liquidation, Market } from '@ebb/clearing';
import type { ForcedPrintShown, Funding, Halt, Mark, MarketStateChange } from '@ebb/exchange';
import type { News, Quote, Trade, TransferHalt, Value } from '@ebb/exchange';
import { issuerReport, lotOffered, lotSold } from '@ebb/issuance';
import type { IssuerName, IssuerReport, LotOffered, LotSold } from '@ebb/issuance';
import type { Bus, FactHead, FactType, Numbers } from '@ebb/kernel';
import type { MarketView, Tape } from '@ebb/sdk';
import type { PerpInstrument } from '@ebb/ledger';
import { merge } from 'rxjs';
import type { Observable } from 'rxjs';
import type { FakeWorld } from './fake-world.ts';

/** The streams of a real bus about the markets of the harness. */
export class FakeTape implements Tape {
  readonly #bus: Bus;
  readonly #world: FakeWorld;

  constructor(bus: Bus, world: FakeWorld) {
    this.#bus = bus;
    this.#world = world;
  }

  trades(market: string | MarketView): Observable<Trade> {
    return this.#about(trade, market);
  }

  quotes(market: string | MarketView): Observable<Quote> {
    return this.#about(quote, market);
  }

  marks(market: string | MarketView): Observable<Mark> {
    return this.#about(mark, market);
  }

  funding(market: string | MarketView): Observable<Funding> {
    return this.#about(funding, market);
  }

  auctions(market: string | MarketView): Observable<AuctionOpened> {
    return this.#aboutPerp(auctionOpened, market);
  }

  auctionResults(market: string | MarketView): Observable<AuctionWon | AuctionClosed> {
    return merge(this.#aboutPerp(auctionWon, market), this.#aboutPerp(auctionClosed, market));
  }

  deleveragings(market: string | MarketView): Observable<Deleveraging> {
    return this.#aboutPerp(deleveraging, market);
  }

  liquidations(venue: string): Observable<Liquidation> {
    const subject = this.#world.venue(venue);
    return this.#bus.topic(liquidation, subject, subject.index).facts$;
  }

  liquidationFeed(market: string | MarketView): Observable<ForcedPrintShown> {
    return this.#about(forcedPrint, market);
  }

  marketHalts(market: string | MarketView): Observable<MarketStateChange> {
    return this.#about(marketHalt, market);
  }

  halts(venue: string): Observable<Halt> {
    const subject = this.#world.venue(venue);
    return this.#bus.topic(halt, subject, subject.index).facts$;
  }

  transferHalts(venue: string): Observable<TransferHalt> {
    const { index } = this.#world.venue(venue);
    return this.#bus.topic(transferHalt, this.#world.places[index], index).facts$;
  }

  reports(coin: string): Observable<IssuerReport> {
    return this.#ofIssuer(issuerReport, coin);
  }

  lots(coin: string): Observable<LotOffered> {
    return this.#ofIssuer(lotOffered, coin);
  }

  lotSales(coin: string): Observable<LotSold> {
    return this.#ofIssuer(lotSold, coin);
  }

  values(asset: string): Observable<Value> {
    const index = this.#world.outside.findIndex((each) => each.asset === asset);
    if (index < 0) throw new Error(`there is no asset ${asset}`);
    return this.#bus.topic(value, this.#world.outside[index], index).facts$;
  }

  news(): Observable<News> {
    return this.#bus.family(news).all$;
  }

  facts<A extends Numbers, F extends FactHead>(type: FactType<never, A, F>): Observable<F> {
    return this.#bus.family(type).all$;
  }

  #ofIssuer<A extends Numbers, F extends FactHead>(type: FactType<IssuerName, A, F>, coin: string): Observable<F> {
    const { index } = this.#world.asset(this.#world.issuer(coin).coin);
    return this.#bus.topic(type, this.#world.issuerNames[index], index).facts$;
  }

  #aboutPerp<A extends Numbers, F extends FactHead>(
    type: FactType<Market<PerpInstrument>, A, F>,
    market: string | MarketView,
  ): Observable<F> {
    const { subject } = this.#world.find(market);
    const { instrument } = subject;
    if (instrument.kind !== 'perp') throw new Error(`${subject.id} is not a perpetual`);
    return this.#bus.topic(type, subject as Market<PerpInstrument>, instrument.index).facts$;
  }

  #about<A extends Numbers, F extends FactHead>(
    type: FactType<Market, A, F>,
    market: string | MarketView,
  ): Observable<F> {
    const { subject } = this.#world.find(market);
    return this.#bus.topic(type, subject, subject.instrument.index).facts$;
  }
}
