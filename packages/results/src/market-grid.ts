import type { MarketView, RunContext } from '@ebb/sdk';

/** What recorders and metrics look up for a fact's market, by its place in the view: prices, sizes and money in decimals. */
export interface MarketGrid {
  readonly id: string;
  /** Place of its venue in `context.venues`. */
  readonly venue: number;
  readonly perp: boolean;
  readonly quote: string;
  /** Base units in one contract; 1 for spot. */
  readonly multiplier: number;
  /** Atoms in one unit of the quote asset; NaN on a venue that settles in another asset or in none. */
  readonly quoteScale: number;
  /** The price of so many ticks in quote units; NaN for 0 ticks, which stand for no price. */
  price(ticks: number): number;
  /** The size of so many lots in base units, or contracts. */
  size(lots: number): number;
}

/** Reads the grids of all markets; made once, since a view is slower to ask. */
export function marketGrids(context: RunContext): readonly MarketGrid[] {
  return context.view.markets.map((market) => gridOf(market, context));
}

function gridOf(market: MarketView, { venues }: RunContext): MarketGrid {
  const { id, kind, quote, multiplier, tickSize, lotSize } = market;
  const venue = venues.findIndex((each) => each.name === market.venue);
  const { settle, settleScale } = venues[venue];
  const tickScale = decimalScale(tickSize);
  const lotScale = decimalScale(lotSize);
  const tickWhole = Math.round(tickSize * tickScale);
  const lotWhole = Math.round(lotSize * lotScale);
  return {
    id,
    venue,
    perp: kind === 'perp',
    quote,
    multiplier,
    quoteScale: settle === quote ? settleScale : NaN,
    price: (ticks) => (ticks === 0 ? NaN : (ticks * tickWhole) / tickScale),
    size: (lots) => (lots * lotWhole) / lotScale,
  };
}

/**
 * The least power of ten that makes a step a whole number, so that a multiple of it is a product of whole numbers divided
 * once, hence the double nearest to the decimal: 700 ticks of 0.0001 are 0.07.
 */
export function decimalScale(step: number): number {
  const [digits = '', exponent = '0'] = String(step).split('e');
  const decimals = (digits.split('.')[1] ?? '').length - Number(exponent);
  return decimals > 0 ? Number(`1e${decimals}`) : 1;
}
