import type { Asset } from './asset.ts';
import type { Instrument } from './instrument.ts';

/**
 * Relative error forgiven when a decimal is laid on the grid. A price that went through a few floating-point operations
 * is off by some 2^-52 each; a whole number of ticks nearer than this is taken as meant.
 */
const TOLERANCE = 1e-12;

/** The price of so many ticks, in quote units: the double nearest to the decimal, so that 700 ticks of 0.0001 are 0.07. */
export function priceOf(instrument: Instrument, ticks: number): number {
  return onGrid(ticks, instrument.tickSize, instrument.tickScale);
}

/** The size of so many lots, in base units (contracts when there is a multiplier): the double nearest to the decimal. */
export function sizeOf(instrument: Instrument, lots: number): number {
  return onGrid(lots, instrument.lotSize, instrument.lotScale);
}

/** The greatest tick not above a price in quote units, a whole tick within 1e-12 counting as reached. Throws as below. */
export function ticksAtOrBelow(instrument: Instrument, price: number): number {
  return stepsAtOrBelow(price, instrument.tickSize, `a price of ${instrument.symbol}`);
}

/** The least tick not below a price in quote units, a whole tick within 1e-12 counting as reached. Throws as below. */
export function ticksAtOrAbove(instrument: Instrument, price: number): number {
  return 0 - stepsAtOrBelow(-price, instrument.tickSize, `a price of ${instrument.symbol}`);
}

/**
 * The greatest number of lots not above a size in base units, a whole lot within 1e-12 counting as reached.
 * Throws a RangeError when the size is not finite or its lots are past the safe integers.
 */
export function lotsAtOrBelow(instrument: Instrument, size: number): number {
  return stepsAtOrBelow(size, instrument.lotSize, `a size of ${instrument.symbol}`);
}

/** The greatest number of atoms not above an amount in units, a whole atom within 1e-12 counting as reached. Throws as above. */
export function atomsAtOrBelow(asset: Asset, units: number): number {
  return stepsAtOrBelow(units, 1 / asset.atomsPerUnit, `an amount of ${asset.symbol}`);
}

/** A product of whole numbers divided once, hence rounded once; `steps * step` would carry the error of `step`. */
function onGrid(steps: number, step: number, scale: number): number {
  return (steps * Math.round(step * scale)) / scale;
}

function stepsAtOrBelow(value: number, step: number, what: string): number {
  const ratio = value / step;
  const nearest = Math.round(ratio);
  const steps = Math.abs(ratio - nearest) <= TOLERANCE * Math.abs(ratio) ? nearest : Math.floor(ratio);
  if (!Number.isSafeInteger(steps)) throw new RangeError(`${what} is out of range: ${value} in steps of ${step}`);
  return steps + 0;
}
