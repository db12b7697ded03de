import { MAX_PRICE_TICKS } from '@ebb/book';
import type { OrderBook } from '@ebb/book';
import { quoteNotional } from '@ebb/clearing';
import type { Market } from '@ebb/clearing';
import type { Instrument } from '@ebb/ledger';
import type { BreakerMarket, CircuitBreaker, MarketHalt, PriceBand } from './contracts/circuit-breaker.ts';

/** What circuit breakers read of a market's listing; prices in ticks, 0 where there is none. */
export interface ListedMarket extends Pick<BreakerMarket, 'instrument' | 'lastTicks' | 'markTicks' | 'indexTicks'> {
  readonly market: Market;
  readonly book: Pick<OrderBook, 'bestBidTicks' | 'bestAskTicks'>;
}

/** The circuit breakers of one market as one: asked in the order of their names, of which the narrowest answer holds. */
export class Breakers implements BreakerMarket {
  readonly instrument: Instrument;
  readonly #listing: ListedMarket;
  readonly #breakers: readonly CircuitBreaker[];
  readonly #nowUs: () => number;

  constructor(listing: ListedMarket, breakers: readonly CircuitBreaker[], nowUs: () => number) {
    this.instrument = listing.instrument;
    this.#listing = listing;
    this.#breakers = breakers;
    this.#nowUs = nowUs;
  }

  get lastTicks(): number {
    return this.#listing.lastTicks;
  }

  get markTicks(): number {
    return this.#listing.markTicks;
  }

  get indexTicks(): number {
    return this.#listing.indexTicks;
  }

  get bidTicks(): number {
    return this.#listing.book.bestBidTicks;
  }

  get askTicks(): number {
    return this.#listing.book.bestAskTicks;
  }

  get nowMs(): number {
    return this.#nowUs() / 1000;
  }

  /**
   * The prices that lie in every band, in whole ticks that a book takes; null when no breaker has one now. Where the bands
   * have no price in common, `lowTicks` is above `highTicks`. Throws a RangeError for a band that is none.
   */
  band(): PriceBand | null {
    let lowTicks = 1;
    let highTicks = MAX_PRICE_TICKS;
    let isBound = false;
    for (let i = 0; i < this.#breakers.length; i++) {
      const band = this.#breakers[i].band?.(this) ?? null;
      if (band === null) continue;
      if (!(band.lowTicks <= band.highTicks)) {
        this.#refuse(i, `a band from ${band.lowTicks} to ${band.highTicks} ticks`);
      }
      lowTicks = Math.max(lowTicks, Math.ceil(band.lowTicks));
      highTicks = Math.min(highTicks, Math.floor(band.highTicks));
      isBound = true;
    }
    return isBound ? { lowTicks, highTicks } : null;
  }

  /** The halt to begin now, or null: the longest that a breaker asks for, and cancels only if one of them wants that. */
  halt(): MarketHalt | null {
    let ms = 0;
    let meanwhile: MarketHalt['meanwhile'] = 'auction';
    for (let i = 0; i < this.#breakers.length; i++) {
      const halt = this.#breakers[i].halt?.(this) ?? null;
      if (halt === null) continue;
      if (!(halt.ms > 0 && halt.ms < Infinity)) this.#refuse(i, `a halt of ${halt.ms} ms`);
      if (halt.meanwhile !== 'auction' && halt.meanwhile !== 'cancelOnly') {
        this.#refuse(i, `a halt in the state '${String(halt.meanwhile)}'`);
      }
      ms = Math.max(ms, halt.ms);
      if (halt.meanwhile === 'cancelOnly') meanwhile = 'cancelOnly';
    }
    return ms === 0 ? null : { ms, meanwhile };
  }

  /**
   * How many of so many lots a forced order may send now. Each breaker is asked for what those before it let through; the
   * lots are valued at the mark or, where there is none, at the last price.
   */
  admitForced(lots: number): number {
    const { market, markTicks, lastTicks } = this.#listing;
    const price = markTicks || lastTicks;
    let admitted = lots;
    for (let i = 0; i < this.#breakers.length && admitted > 0; i++) {
      const notional = quoteNotional(market, admitted, price * admitted * this.instrument.atomsPerTickLot);
      const some = this.#breakers[i].admitForced?.(this, admitted, notional) ?? admitted;
      if (!(some >= 0 && some <= admitted)) {
        this.#refuse(i, `leave to send ${some} of the ${admitted} lots of a forced order`);
      }
      admitted = Math.floor(some);
    }
    return admitted;
  }

  #refuse(at: number, what: string): never {
    throw new RangeError(`circuit breaker ${at + 1} of ${this.#listing.market.id}, by name, gives ${what}`);
  }
}
