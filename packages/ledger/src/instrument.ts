import { mulExact } from '@ebb/exact';
import type { Asset } from './asset.ts';
import { decimalFraction, powerOfTen } from './decimal-fraction.ts';

interface InstrumentTerms {
  /** Position in the list of instruments of all venues. */
  readonly index: number;
  /** ccxt's style: `BTC/USDT` for spot, `BTC/USDT:USDT` for a perpetual. Unique within a venue. */
  readonly symbol: string;
  /** Index of the venue that lists it. */
  readonly venue: number;
  /** Index of the asset that is priced. */
  readonly base: number;
  /** Index of the asset that prices are in. */
  readonly quote: number;
  /** Price of one tick in quote units, and size of one lot in base units (in contracts when there is a multiplier). */
  readonly tickSize: number;
  readonly lotSize: number;
  /** Decimal places that write every price, and every size, in full; the scales are 10 to these powers. */
  readonly tickDecimals: number;
  readonly lotDecimals: number;
  readonly tickScale: number;
  readonly lotScale: number;
  /** Quote atoms of one tick on one lot: a positive whole number. */
  readonly atomsPerTickLot: number;
}

/** A market where base and quote change hands; `baseAtomsPerLot` is a positive whole number. */
export interface SpotInstrument extends InstrumentTerms {
  readonly kind: 'spot';
  readonly baseAtomsPerLot: number;
}

/** A linear perpetual contract on `multiplier` base units, settled in its quote asset. */
export interface PerpInstrument extends InstrumentTerms {
  readonly kind: 'perp';
  readonly settle: number;
  readonly multiplier: number;
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
  /** Base units in one contract of a perpetual; 1 when absent, and absent for spot. */
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
  const atomsPerTickLot = wholeAtoms(
    tick.numerator * lot.numerator * contract.numerator,
    tick.decimals + lot.decimals + contract.decimals,
    quote,
    `${symbol}: one tick (${declaration.tick}) on one lot (${declaration.lot})` +
      (multiplier === 1 ? '' : ` of multiplier ${multiplier}`),
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
  if (kind === 'perp') return { kind, ...terms, settle: settle.index, multiplier };
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
  if (settle !== undefined && settle !== quote) {
    throw new RangeError(`${symbol}: a linear perpetual settles in its quote asset ${quote}, not in ${settle}`);
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

/** The asset that gains and losses are paid in: the quote of a spot market, the settle asset of a perpetual. */
export function settleAssetOf(instrument: Instrument): number {
  return instrument.kind === 'perp' ? instrument.settle : instrument.quote;
}

/** Quote atoms of `sizeLots` at `priceTicks`, exact, with the sign of the product; throws past the safe integers. */
export function notionalAtoms(instrument: Instrument, priceTicks: number, sizeLots: number): number {
  return mulExact(mulExact(priceTicks, sizeLots), instrument.atomsPerTickLot);
}
