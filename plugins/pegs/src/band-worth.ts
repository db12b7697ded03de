import { bandCeiling, bandCurve, bandFloor } from './band-curve.ts';
import type { BandHolding } from './band-curve.ts';

/**
 * Coins that a band ends with when the oracle goes down through it slowly and every gap is traded away; first the band
 * is traded to the oracle's price. Curve, AMM.vy (2023): get_x_down.
 */
export function coinsDown(held: BandHolding, price: number, top: number, amplification: number): number {
  const { x, y } = held;
  if (x === 0 && y === 0) return 0;
  const bottom = (top * (amplification - 1)) / amplification;
  const sqrtRatio = Math.sqrt(amplification / (amplification - 1));
  const middle = Math.sqrt(bandFloor(price, top) * bandCeiling(price, top, amplification));
  if (price > top) {
    const collateral = x === 0 ? y : y === 0 ? x / middle : collateralLeft(held, price, top, amplification);
    return (collateral * top) / sqrtRatio;
  }
  if (price < bottom) {
    if (y === 0) return x;
    return x === 0 ? y * middle : coinsLeft(held, price, top, amplification);
  }
  const { f, g, invariant } = bandCurve(held, price, top, amplification);
  const collateral = Math.max(Math.sqrt(invariant / price) - g, 0);
  const coins = Math.max(invariant / (g + collateral) - f, 0);
  return coins + collateral * Math.sqrt(bottom * price);
}

function collateralLeft(held: BandHolding, price: number, top: number, amplification: number): number {
  const { f, g, invariant } = bandCurve(held, price, top, amplification);
  return Math.max(invariant / f - g, 0);
}

function coinsLeft(held: BandHolding, price: number, top: number, amplification: number): number {
  const { f, g, invariant } = bandCurve(held, price, top, amplification);
  return Math.max(invariant / g - f, 0);
}
