import { mulDiv, mulExact } from '@ebb/exact';
import type { Asset } from './asset.ts';
import { decimalFraction, powerOfTen, type DecimalFraction } from './decimal-fraction.ts';

interface InstrumentTerms {
  /** Position in the list of instruments of all venues. */
  readonly index: number;
  /** ccxt's style: `BTC/USDT` for spot, `BTC/USDT:USDT` or `BTC/USD:BTC` for a perpetual. Unique within a venue. */
  readonly symbol: string;
  /** Index of the venue that lists it. */
  readonly venue: number;
  /** Index of the asset that is priced. */
  readonly base: number;
  /** Index of the asset that prices are in. */
  readonly quote: number;
  /** Price of one tick in quote units, and size of one lot in base units (in contracts when there is a multiplier or inverse). */
  readonly tickSize: number;
  readonly lotSize: number;
  /** Decimal places that write every price, and every size, in full; the scales are 10 to these powers. */
  readonly tickDecimals: number;
  readonly lotDecimals: number;
  readonly tickScale: number;
  readonly lotScale: number;
  /** Quote atoms of one tick on one lot: a positive whole number; 0 for an inverse perpetual, whose value is no product. */
  readonly atomsPerTickLot: number;
}

/** A market where base and quote change hands; `baseAtomsPerLot` is a positive whole number. */
export interface SpotInstrument extends InstrumentTerms {
  readonly kind: 'spot';
  readonly baseAtomsPerLot: number;
}

/**
 * A perpetual contract: linear, on `multiplier` base units and settled in its quote asset, or inverse (coin-margined), on
 * `multiplier` quote units (100 USD for BTC, 10 USD for others in Binance's COIN-M contract specifications) and settled in
 * its base asset.
 */
export interface PerpInstrument extends InstrumentTerms {
  readonly kind: 'perp';
  readonly settle: number;
  readonly multiplier: number;
  /** Whether it settles in its base asset; `positionValueAtoms` is right for both. */
  readonly inverse: boolean;
  /** Settle atoms × ticks of one lot of an inverse perpetual, a positive whole number: its lots at a price in ticks are worth lots × this / price. 0 for a linear one. */
  readonly valuePerLotTick: number;
}

/** A market on one venue; plain numbers, fit for reading on the run path. */
export type Instrument = SpotInstrument | PerpInstrument;

/** What a scenario says of an instrument: `tick` in quote units, `lot` in base units, or in contracts of `multiplier`. */
export interface InstrumentDeclaration {
  readonly kind: 'spot' | 'perp';
  readonly symbol: string;
  readonly venue: number;
  readonly tick: number;
  readonly lot: number;
  /** Base units in one contract of a linear perpetual, quote units in one of an inverse; 1 when absent, and absent for spot. */
  readonly multiplier?: number;
}

/**
 * Numbers the instruments in the order given, finds their assets by symbol and checks that tick, lot and multiplier make
 * whole atoms. Throws a RangeError that names the symbol and what to change.
 */
export function defineInstruments(
  assets: readonly Asset[],
  declarations: readonly InstrumentDeclaration[],
): readonly Instrument[] {
  const seen = new Set<string>();
  return declarations.map((declaration, index) => {
    const key = `${declaration.venue} ${declaration.symbol}`;
    if (seen.has(key)) throw new RangeError(`${declaration.symbol} is listed twice on venue ${declaration.venue}`);
    seen.add(key);
    return Object.freeze(defineInstrument(assets, declaration, index));
  });
}

function defineInstrument(assets: readonly Asset[], declaration: InstrumentDeclaration, index: number): Instrument {
  const { kind, symbol, venue, multiplier = 1 } = declaration;
  const [base, quote, settle] = assetsOf(assets, declaration);
  const tick = decimalFraction(declaration.tick, `${symbol}: the tick`);
  const lot = decimalFraction(declaration.lot, `${symbol}: the lot`);
  const contract = decimalFraction(multiplier, `${symbol}: the multiplier`);
  const inverse = kind === 'perp' && settle === base;
  const ofMultiplier = multiplier === 1 ? '' : ` of multiplier ${multiplier}`;
  const atomsPerTickLot = inverse
    ? 0
    : wholeAtoms(
        tick.numerator * lot.numerator * contract.numerator,
        tick.decimals + lot.decimals + contract.decimals,
        quote,
        `${symbol}: one tick (${declaration.tick}) on one lot (${declaration.lot})${ofMultiplier}`,
      );
  const terms = {
    index,
    symbol,
    venue,
    base: base.index,
    quote: quote.index,
    tickSize: declaration.tick,
    lotSize: declaration.lot,
    tickDecimals: tick.decimals,
    lotDecimals: lot.decimals,
    tickScale: Number(`1e${tick.decimals}`),
    lotScale: Number(`1e${lot.decimals}`),
    atomsPerTickLot,
  };
  if (kind === 'perp') {
    const what = `${symbol}: one lot (${declaration.lot})${ofMultiplier} over one tick (${declaration.tick})`;
    const valuePerLotTick = inverse ? wholeValue(lot, contract, tick, settle, what) : 0;
    return { kind, ...terms, settle: settle.index, multiplier, inverse, valuePerLotTick };
  }
  if (multiplier !== 1) throw new RangeError(`${symbol}: a spot market has no multiplier`);
  const baseAtomsPerLot = wholeAtoms(lot.numerator, lot.decimals, base, `${symbol}: one lot (${declaration.lot})`);
  return { kind, ...terms, baseAtomsPerLot };
}

function assetsOf(assets: readonly Asset[], { kind, symbol }: InstrumentDeclaration): [Asset, Asset, Asset] {
  const match = /^([^/:]+)\/([^/:]+)(?::([^/:]+))?$/.exec(symbol);
  const [, base = '', quote = '', settle] = match ?? [];
  if (!match || (settle !== undefined) !== (kind === 'perp')) {
    const shape = kind === 'perp' ? 'BTC/USDT:USDT' : 'BTC/USDT';
    throw new RangeError(`the symbol of a ${kind} instrument looks like '${shape}', not '${symbol}'`);
  }
  if (base === quote) throw new RangeError(`${symbol}: base and quote are the same asset`);
  if (settle !== undefined && settle !== quote && settle !== base) {
    throw new RangeError(
      `${symbol}: a perpetual settles in its quote asset ${quote} (linear) or its base asset ${base} (inverse), not in ${settle}`,
    );
  }
  const find = (name: string): Asset => {
    const asset = assets.find((each) => each.symbol === name);
    if (!asset) throw new RangeError(`${symbol}: there is no asset ${name}`);
    return asset;
  };
  return [find(base), find(quote), find(settle ?? quote)];
}

/** The atoms in `numerator / 10^decimals` units of an asset, or a RangeError when they are not whole and safe. */
function wholeAtoms(numerator: bigint, decimals: number, asset: Asset, what: string): number {
  const scaled = numerator * powerOfTen(asset.decimals);
  const unit = powerOfTen(decimals);
  const atoms = Number(scaled / unit);
  if (scaled % unit !== 0n) {
    throw new RangeError(
      `${what} is not a whole number of ${asset.symbol} atoms; give ${asset.symbol} more than ${asset.decimals} decimals ` +
        `or make it coarser`,
    );
  }
  if (!Number.isSafeInteger(atoms)) throw new RangeError(`${what} is past 2^53 ${asset.symbol} atoms`);
  return atoms;
}

/** The settle atoms × ticks of one lot of an inverse perpetual, or a RangeError when they are not whole and safe. */
function wholeValue(
  lot: DecimalFraction,
  contract: DecimalFraction,
  tick: DecimalFraction,
  settle: Asset,
  what: string,
): number {
  const top = contract.numerator * lot.numerator * powerOfTen(settle.decimals + tick.decimals);
  const bottom = tick.numerator * powerOfTen(contract.decimals + lot.decimals);
  const value = Number(top / bottom);
  if (top % bottom !== 0n) {
    throw new RangeError(
      `${what} is not a whole number of ${settle.symbol} atoms; choose a tick that divides the quote units of a lot, ` +
        `or give ${settle.symbol} more than ${settle.decimals} decimals`,
    );
  }
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(
      `${what} is past 2^53 ${settle.symbol} atoms; make the lot or the multiplier smaller, or the tick coarser`,
    );
  }
  return value;
}

/** The asset that gains and losses are paid in: the quote of a spot market, the settle asset of a perpetual. */
export function settleAssetOf(instrument: Instrument): number {
  return instrument.kind === 'perp' ? instrument.settle : instrument.quote;
}

/**
 * What so many lots at a price are worth, in settle atoms, exact and with the sign of the product; of a spot market or a
 * linear perpetual for any price, of an inverse perpetual lots × valuePerLotTick / price, rounded toward zero, for a price
 * above zero. Throws past the safe integers.
 */
export function notionalAtoms(instrument: Instrument, priceTicks: number, sizeLots: number): number {
  if (instrument.kind === 'perp' && instrument.inverse) {
    return inverseNotionalAtoms(instrument.valuePerLotTick, priceTicks, sizeLots);
  }
  return mulExact(mulExact(priceTicks, sizeLots), instrument.atomsPerTickLot);
}

/**
 * The value of a position in settle atoms, which rises with the price for a long and falls for a short, and is odd in lots:
 * linear price × lots × atomsPerTickLot; inverse −lots × valuePerLotTick / price, rounded toward zero. A gain is a difference
 * of values in both, as in Binance's "A Beginner's Guide to Futures Trading" for COIN-M: size × multiplier ×
 * (1 / entry price − 1 / mark price). Throws past the safe integers, and when an inverse perpetual has no price above zero.
 */
export function positionValueAtoms(instrument: PerpInstrument, priceTicks: number, signedLots: number): number {
  return instrument.inverse
    ? inverseNotionalAtoms(instrument.valuePerLotTick, priceTicks, -signedLots)
    : mulExact(priceTicks, mulExact(signedLots, instrument.atomsPerTickLot));
}

/** The settle atoms of lots at a price, rounded toward zero; by its numbers alone, for arrays of them. */
export function inverseNotionalAtoms(valuePerLotTick: number, priceTicks: number, lots: number): number {
  if (priceTicks > 0) return mulDiv(lots, valuePerLotTick, priceTicks, 'trunc');
  throw new RangeError(`an inverse perpetual has a price above zero, not ${priceTicks} ticks`);
}
