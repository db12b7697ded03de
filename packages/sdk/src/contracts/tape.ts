import type { Observable } from 'rxjs';
import type { FactHead, FactType, Numbers } from '@ebb/kernel';
import type { MarketView } from './market-view.ts';
import type { IssuerReport, LotOffered, LotSold } from '../facts.ts';
import type { AuctionClosed, AuctionOpened, AuctionWon, Deleveraging, ForcedPrintShown } from '../facts.ts';
import type { Funding, Halt, Liquidation, Mark } from '../facts.ts';
import type { MarketStateChange, News, Quote, Trade, TransferHalt, Value } from '../facts.ts';

/** What is published to everyone. Each stream is hot, begins now, and delivers after the intent that caused it is done. */
export interface Tape {
  trades(market: string | MarketView): Observable<Trade>;
  /** Best bid and ask, each time one of their prices or sizes changes. */
  quotes(market: string | MarketView): Observable<Quote>;
  /** Mark and index price, once a mark interval. */
  marks(market: string | MarketView): Observable<Mark>;
  funding(market: string | MarketView): Observable<Funding>;
  /** Every liquidation of a venue as it begins, with its account: what a venue knows, and most venues do not tell in full. */
  liquidations(venue: string): Observable<Liquidation>;
  /**
   * What the public sees of a market's forced orders: those that met the book, without their accounts, and of these only the
   * prints that the venue's `observation` rule lets through, when it does. Without a rule each is shown at once.
   */
  liquidationFeed(market: string | MarketView): Observable<ForcedPrintShown>;
  /** Positions of failing accounts that are offered to keepers. */
  auctions(market: string | MarketView): Observable<AuctionOpened>;
  /** Which keepers took what at which price, and then that the auction is over. */
  auctionResults(market: string | MarketView): Observable<AuctionWon | AuctionClosed>;
  deleveragings(market: string | MarketView): Observable<Deleveraging>;
  halts(venue: string): Observable<Halt>;
  /** A circuit breaker halts the market, and its halt ends. */
  marketHalts(market: string | MarketView): Observable<MarketStateChange>;
  /** Each time a venue suspends transfers between wallets, withdrawals or deposits, or takes them up again. */
  transferHalts(venue: string): Observable<TransferHalt>;
  /** What an issuer publishes of its backing, when and as far as it does. */
  reports(coin: string): Observable<IssuerReport>;
  /** Lots that an issuer offers for sale, as collateral of failed debts, and which went to whom. */
  lots(coin: string): Observable<LotOffered>;
  lotSales(coin: string): Observable<LotSold>;
  /** The outside value of an asset, each time it changes. */
  values(asset: string): Observable<Value>;
  news(): Observable<News>;
  /** Facts of any declared type, those of plugins included, whatever they are about; throws for `backing`, which no agent may see. */
  facts<A extends Numbers, F extends FactHead>(type: FactType<never, A, F>): Observable<F>;
}
