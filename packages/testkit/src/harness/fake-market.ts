import type { Market } from '@ebb/clearing';
import { priceOf, ticksAtOrAbove, ticksAtOrBelow } from '@ebb/ledger';
import type { MarketView, Side } from '@ebb/sdk';

/** What a test says of one market; prices in quote units, sizes in base units. */
export interface MarketSetup {
  readonly kind: 'spot' | 'perp';
  readonly tick: number;
  readonly lot: number;
  /** Base units in one contract, quote units in an inverse one; 1 when absent, and absent for spot. */
  readonly multiplier?: number;
  /** Absent is an empty side. */
  readonly bid?: number;
  readonly ask?: number;
  /** At the best prices; 10 when absent. */
  readonly bidSize?: number;
  readonly askSize?: number;
  readonly last?: number;
  /** Perpetuals; the middle of bid and ask when absent. */
  readonly mark?: number;
  readonly index?: number;
  readonly fundingRate?: number;
  /** Share of notional that a position or an open order needs; perpetuals, 1 % when absent. */
  readonly initialMargin?: number;
}

const DEFAULT_SIZE = 10;

/** A market with one price and size on each side, which a test sets by hand. */
export class FakeMarket implements MarketView {
  readonly id: string;
  readonly venue: string;
  readonly base: string;
  readonly quote: string;
  readonly kind: 'spot' | 'perp';
  readonly tickSize: number;
  readonly lotSize: number;
  readonly multiplier: number;
  readonly inverse: boolean;
  readonly initialMargin: number;
  bestBid = NaN;
  bestAsk = NaN;
  bestBidSize: number;
  bestAskSize: number;
  last: number;
  mark = NaN;
  index = NaN;
  fundingRate = NaN;
  openInterest = 0;
  open = true;

  constructor(
    /** What facts about the market name. */
    readonly subject: Market,
    setup: MarketSetup,
  ) {
    const { id, venue, base, quote, instrument } = subject;
    this.id = id;
    this.venue = venue;
    this.base = base;
    this.quote = quote;
    this.kind = instrument.kind;
    this.tickSize = instrument.tickSize;
    this.lotSize = instrument.lotSize;
    this.multiplier = instrument.kind === 'perp' ? instrument.multiplier : 1;
    this.inverse = instrument.kind === 'perp' && instrument.inverse;
    this.initialMargin = setup.initialMargin ?? 0.01;
    this.bestBidSize = setup.bidSize ?? DEFAULT_SIZE;
    this.bestAskSize = setup.askSize ?? DEFAULT_SIZE;
    this.setQuote(setup.bid ?? NaN, setup.ask ?? NaN);
    this.last = setup.last ?? NaN;
    if (this.kind === 'spot') return;
    this.mark = setup.mark ?? this.mid;
    this.index = setup.index ?? this.mark;
    this.fundingRate = setup.fundingRate ?? NaN;
  }

  get mid(): number {
    if (Number.isNaN(this.bestBid)) return this.bestAsk;
    return Number.isNaN(this.bestAsk) ? this.bestBid : (this.bestBid + this.bestAsk) / 2;
  }

  /** What results are paid in. */
  get settle(): string {
    return this.inverse ? this.base : this.quote;
  }

  /** What a position of this size, entered at one price, has gained at another; units of the settlement asset. */
  gain(size: number, entry: number, price: number): number {
    return size * this.multiplier * (this.inverse ? 1 / entry - 1 / price : price - entry);
  }

  /** Quote units that a position of this size is worth at a price. */
  notional(size: number, price: number): number {
    return Math.abs(size) * this.multiplier * (this.inverse ? 1 : price);
  }

  /** Sets the best prices, rounded apart to whole ticks, and their sizes; NaN empties a side. */
  setQuote(bid: number, ask: number, bidSize = this.bestBidSize, askSize = this.bestAskSize): void {
    const { instrument } = this.subject;
    this.bestBid = Number.isNaN(bid) ? NaN : priceOf(instrument, ticksAtOrBelow(instrument, bid));
    this.bestAsk = Number.isNaN(ask) ? NaN : priceOf(instrument, ticksAtOrAbove(instrument, ask));
    this.bestBidSize = Number.isNaN(bid) ? 0 : bidSize || DEFAULT_SIZE;
    this.bestAskSize = Number.isNaN(ask) ? 0 : askSize || DEFAULT_SIZE;
  }

  /** The price at which an order of a side would take; NaN when there is nothing to take. */
  opposite(side: Side): number {
    return side === 'buy' ? this.bestAsk : this.bestBid;
  }

  depth(side: Side, _within: number): number {
    return side === 'buy' ? this.bestBidSize : this.bestAskSize;
  }

  costOf(side: Side, size: number): number {
    const there = side === 'buy' ? this.bestAskSize : this.bestBidSize;
    return size <= there ? this.opposite(side) : NaN;
  }
}
