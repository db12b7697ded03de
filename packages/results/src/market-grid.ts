import type { MarketView, RunContext } from '@ebb/sdk';

/** What recorders and metrics look up for a fact's market, by its place in the view: prices, sizes and money in decimals. */
export interface MarketGrid {
  readonly id: string;
  /** Place of its venue in `context.venues`. */
  readonly venue: number;
  readonly perp: boolean;
  readonly quote: string;
  /** Symbol of the asset that its gains and losses are paid in: the quote asset, and the base asset of an inverse perpetual. */
  readonly settle: string;
  /** Atoms in one unit of that asset. */
  readonly settleScale: number;
  /** Base units in one contract, quote units for an inverse perpetual; 1 for spot. */
  readonly multiplier: number;
  /** Atoms in one unit of the quote asset; NaN on a venue that settles in another asset or in none. */
  readonly quoteScale: number;
  /** The price of so many ticks in quote units; NaN for 0 ticks, which stand for no price. */
  price(ticks: number): number;
  /** The size of so many lots in base units, or contracts. */
  size(lots: number): number;
  /** What so many lots of either sign are worth at a price, in quote units; without a sign. */
  notional(lots: number, priceTicks: number): number;
  /** The same of lots of which the worth was told in settlement atoms. */
  toldNotional(lots: number, atoms: number): number;
}

/** Reads the grids of all markets; made once, since a view is slower to ask. */
export function marketGrids(context: RunContext): readonly MarketGrid[] {
  return context.view.markets.map((market) => gridOf(market, context));
}

function gridOf(market: MarketView, { venues, assets, assetScales }: RunContext): MarketGrid {
  const { id, kind, base, quote, multiplier, inverse, tickSize, lotSize } = market;
  const venue = venues.findIndex((each) => each.name === market.venue);
  const tickScale = decimalScale(tickSize);
  const lotScale = decimalScale(lotSize);
  const tickWhole = Math.round(tickSize * tickScale);
  const lotWhole = Math.round(lotSize * lotScale);
  const settle = inverse ? base : quote;
  const settleScale = assetScales[assets.indexOf(settle)] ?? NaN;
  const price = (ticks: number): number => (ticks * tickWhole) / tickScale;
  const size = (lots: number): number => (lots * lotWhole) / lotScale;
  const contracts = (lots: number): number => Math.abs(size(lots)) * multiplier;
  return {
    id,
    venue,
    perp: kind === 'perp',
    quote,
    settle,
    settleScale,
    multiplier,
    quoteScale: venues[venue].settle === quote ? venues[venue].settleScale : NaN,
    price: (ticks) => (ticks === 0 ? NaN : price(ticks)),
    size,
    // A contract of an inverse perpetual is so many quote units, whatever the price.
    notional: (lots, priceTicks) => contracts(lots) * (inverse ? 1 : price(priceTicks)),
    toldNotional: (lots, atoms) => (inverse ? contracts(lots) : Math.abs(atoms) / settleScale),
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
