import { NEVER, filter, map, merge } from 'rxjs';
import type { Observable } from 'rxjs';
import { auctionClosed, auctionOpened, auctionWon, deleveraging, forcedOrder, forcedPrint } from '@ebb/sdk';
import { backing, halt, issuerReport, liquidation, lotOffered, lotSold, news } from '@ebb/sdk';
import type {
  AuctionClosed,
  AuctionOpened,
  AuctionWon,
  Deleveraging,
  FactHead,
  FactType,
  ForcedOrder,
  ForcedPrintShown,
  Funding,
  Halt,
  IssuerReport,
  Liquidation,
  LotOffered,
  LotSold,
  Mark,
  MarketStateChange,
  MarketView,
  News,
  Numbers,
  Quote,
  Tape,
  Trade,
  TransferHalt,
  Value,
} from '@ebb/sdk';
import type { Market, VenueName } from '@ebb/clearing';
import type { Listing, OutsideWorld, Venue } from '@ebb/exchange';
import type { Bus, Topic } from '@ebb/kernel';
import { sizeOf } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import { MarketFace } from './market-face.ts';
import type { WorldView } from './world-view.ts';

/** What is published to everyone, as streams. */
export class WorldTape implements Tape {
  readonly #bus: Bus;
  readonly #view: WorldView;
  readonly #venues: ReadonlyMap<string, Venue>;
  readonly #outside: OutsideWorld;
  readonly #assets: readonly string[];

  constructor(
    bus: Bus,
    view: WorldView,
    venues: ReadonlyMap<string, Venue>,
    outside: OutsideWorld,
    assets: readonly string[],
  ) {
    this.#assets = assets;
    this.#bus = bus;
    this.#view = view;
    this.#venues = venues;
    this.#outside = outside;
  }

  trades(market: string | MarketView): Observable<Trade> {
    return this.#listing(market).trades.facts$;
  }

  quotes(market: string | MarketView): Observable<Quote> {
    return this.#listing(market).quotes.facts$;
  }

  marks(market: string | MarketView): Observable<Mark> {
    return this.#listing(market).marks.facts$;
  }

  funding(market: string | MarketView): Observable<Funding> {
    return this.#listing(market).fundings.facts$;
  }

  liquidations(venue: string): Observable<Liquidation> {
    const topic: Topic<VenueName, [number, number, number, number, number], Liquidation> = this.#onVenue(
      liquidation,
      venue,
    );
    return topic.facts$;
  }

  liquidationFeed(market: string | MarketView): Observable<ForcedPrintShown> {
    const { feed, market: subject, instrument } = this.#listing(market);
    if (feed !== null) return this.#bus.topic(forcedPrint, subject, instrument.index).facts$;
    if (instrument.kind === 'spot') return NEVER;
    const orders$ = this.#bus.topic(forcedOrder, subject as Market<PerpInstrument>, instrument.index).facts$;
    return orders$.pipe(
      filter(({ filledLots }) => filledLots > 0),
      map((fact) => shownAtOnce(fact, subject)),
    );
  }

  marketHalts(market: string | MarketView): Observable<MarketStateChange> {
    return this.#listing(market).halts.facts$;
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

  halts(venue: string): Observable<Halt> {
    return this.#onVenue(halt, venue).facts$;
  }

  transferHalts(venue: string): Observable<TransferHalt> {
    return this.#venue(venue).transfers.halts.facts$;
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
    if (!this.#assets.includes(asset)) throw new RangeError(`there is no asset '${asset}'`);
    return this.#outside.topic(asset)?.facts$ ?? NEVER;
  }

  news(): Observable<News> {
    return this.#bus.family(news).all$;
  }

  facts<A extends Numbers, F extends FactHead>(type: FactType<never, A, F>): Observable<F> {
    if ((type as unknown) === backing) {
      throw new RangeError(`what truly backs a coin is seen by metrics alone; an issuer tells by tape.reports(coin)`);
    }
    return this.#bus.family(type).all$;
  }

  #ofIssuer<A extends Numbers, F extends FactHead & { readonly coin: string }>(
    type: FactType<never, A, F>,
    coin: string,
  ): Observable<F> {
    const issued = this.#view.issuer(coin).coin;
    return this.#bus.family(type).all$.pipe(filter((fact) => fact.coin === issued));
  }

  #listing(market: string | MarketView): Listing {
    return MarketFace.behind(this.#view.face(market)).listing;
  }

  #aboutPerp<A extends Numbers, F extends FactHead>(
    type: FactType<Market<PerpInstrument>, A, F>,
    market: string | MarketView,
  ): Observable<F> {
    const subject = this.#listing(market).market as Market<PerpInstrument>;
    return this.#bus.topic(type, subject, subject.instrument.index).facts$;
  }

  #onVenue<A extends Numbers, F extends FactHead>(
    type: FactType<VenueName, A, F>,
    name: string,
  ): Topic<VenueName, A, F> {
    const venue = this.#venue(name);
    return this.#bus.topic(type, venue.name, venue.name.index);
  }

  #venue(name: string): Venue {
    const venue = this.#venues.get(name);
    if (venue === undefined) throw new RangeError(`there is no venue '${name}'`);
    return venue;
  }
}

/** A forced order as a feed that keeps nothing back shows it. */
function shownAtOnce({ signedLots, filledLots, ...fact }: ForcedOrder, { instrument }: Market): ForcedPrintShown {
  const { seq, timeUs, cause, origin, market, notional } = fact;
  return {
    type: 'forcedPrint',
    seq,
    timeUs,
    cause,
    origin,
    market,
    side: signedLots > 0 ? 'buy' : 'sell',
    size: sizeOf(instrument, filledLots),
    notional,
    metUs: timeUs,
    sizeLots: filledLots,
  };
}
