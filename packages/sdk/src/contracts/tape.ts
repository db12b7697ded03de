import type { Observable } from 'rxjs';
import type { FactHead, FactType, Numbers } from '@ebb/kernel';
import type { MarketView } from './view.ts';
import type { Deleveraging, Funding, Halt, Liquidation, Mark, News, Quote, Trade, Value } from '../facts.ts';

/** What is published to everyone. Each stream is hot, begins now, and delivers after the intent that caused it is done. */
export interface Tape {
  trades(market: string | MarketView): Observable<Trade>;
  /** Best bid and ask, each time one of their prices or sizes changes. */
  quotes(market: string | MarketView): Observable<Quote>;
  /** Mark and index price, once a mark interval. */
  marks(market: string | MarketView): Observable<Mark>;
  funding(market: string | MarketView): Observable<Funding>;
  liquidations(venue: string): Observable<Liquidation>;
  deleveragings(market: string | MarketView): Observable<Deleveraging>;
  halts(venue: string): Observable<Halt>;
  /** The outside value of an asset, each time it changes. */
  values(asset: string): Observable<Value>;
  news(): Observable<News>;
  /** Facts of any declared type, those of plugins included, whatever they are about. */
  facts<A extends Numbers, F extends FactHead>(type: FactType<never, A, F>): Observable<F>;
}
