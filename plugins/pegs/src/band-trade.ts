import { bandCeiling, bandCurve, bandFloor } from './band-curve.ts';
import type { BandHolding } from './band-curve.ts';

/** The oracle and the terms of a trade with bands. */
export interface BandTerms {
  readonly amplification: number;
  /** Coin atoms for one atom of collateral. */
  readonly price: number;
  /** Least fee, a share of what is given. */
  readonly fee: number;
}

/** What a trade does to one band: what it takes of the trader and what it gives, in atoms, and whether it went through the band. */
export interface BandTrade {
  readonly given: number;
  readonly got: number;
  readonly through: boolean;
}

/** Double arithmetic on g, which is A times as large as the band, can miss an atom; the trader bears it. */
const GUARD_ATOMS = 1;

/**
 * The fee of a band: the least one, or a quarter of the distance between the oracle's price and the prices that the band quotes.
 * Curve, AMM.vy (2024): get_dynamic_fee.
 */
export function bandFee(top: number, { amplification, fee, price }: BandTerms): number {
  const low = bandFloor(price, top);
  const high = bandCeiling(price, top, amplification);
  const far = price < low ? (low - price) / 4 / low : price > high ? (price - high) / 4 / price : 0;
  return Math.max(fee, far);
}

/**
 * Gives coins to a band for its collateral: at most `most` atoms, and no further than to where a unit costs `limit` with the fee.
 * What is given is rounded up and what is got down; the fee stays in the band. Curve, AMM.vy (2023): calc_swap_out.
 */
export function buyFromBand(held: BandHolding, top: number, most: number, limit: number, terms: BandTerms): BandTrade {
  if (held.y === 0) return { given: 0, got: 0, through: true };
  const { f, g, invariant } = bandCurve(held, terms.price, top, terms.amplification);
  const keeps = 1 - bandFee(top, terms);
  const all = Math.ceil((invariant / g - f - held.x) / keeps) + GUARD_ATOMS;
  const toLimit = Math.floor((Math.sqrt(invariant * limit * keeps) - f - held.x) / keeps);
  const given = Math.min(most, toLimit);
  if (given >= all) return { given: all, got: held.y, through: true };
  if (!(given > 0)) return { given: 0, got: 0, through: false };
  const left = invariant / (f + held.x + given * keeps) - g;
  return { given, got: paidOut(held.y, left), through: false };
}

/** Gives collateral to a band for its coins, no further than to where a unit brings `limit` after the fee. */
export function sellToBand(held: BandHolding, top: number, most: number, limit: number, terms: BandTerms): BandTrade {
  if (held.x === 0) return { given: 0, got: 0, through: true };
  const { f, g, invariant } = bandCurve(held, terms.price, top, terms.amplification);
  const keeps = 1 - bandFee(top, terms);
  const all = Math.ceil((invariant / f - g - held.y) / keeps) + GUARD_ATOMS;
  const toLimit = limit > 0 ? Math.floor((Math.sqrt((invariant * keeps) / limit) - g - held.y) / keeps) : Infinity;
  const given = Math.min(most, toLimit);
  if (given >= all) return { given: all, got: held.x, through: true };
  if (!(given > 0)) return { given: 0, got: 0, through: false };
  const left = invariant / (g + held.y + given * keeps) - f;
  return { given, got: paidOut(held.x, left), through: false };
}

function paidOut(held: number, left: number): number {
  return Math.max(0, held - Math.ceil(Math.max(0, left)) - GUARD_ATOMS);
}
