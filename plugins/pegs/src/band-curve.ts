/** What a band of collateral prices holds, in whole atoms of coin (`x`) and of collateral (`y`). */
export interface BandHolding {
  readonly x: number;
  readonly y: number;
}

/** A band's curve at one oracle price: (f + x) · (g + y) = invariant. */
export interface BandCurve {
  readonly f: number;
  readonly g: number;
  readonly invariant: number;
}

/** The upper price of band n, `base` being band 0's: base · ((A − 1) ÷ A)^n. Curve, AMM.vy (2023): _p_oracle_up. */
export function bandTop(base: number, amplification: number, n: number): number {
  const step = n < 0 ? amplification / (amplification - 1) : (amplification - 1) / amplification;
  let price = base;
  // Squares: a band may be hundreds of steps away, and the result is the same everywhere.
  for (let factor = step, left = Math.abs(n); left > 0; left = Math.floor(left / 2), factor *= factor) {
    if (left % 2 === 1) price *= factor;
  }
  return price;
}

/**
 * Collateral that a band would hold if the oracle stood at its upper price and it had no coins: the positive root of
 * p·A·y0² − y0·(top·(A − 1)·x ÷ p + p²·A·y ÷ top) − x·y = 0. Egorov, "Curve stablecoin design" (October 2022); AMM.vy: _get_y0.
 */
export function bandStart({ x, y }: BandHolding, price: number, top: number, amplification: number): number {
  const b = (top * (amplification - 1) * x) / price + ((amplification * price * price) / top) * y;
  const root = Math.sqrt(b * b + 4 * amplification * price * y * x);
  return (b + root) / (2 * amplification * price);
}

/** The curve of a band while the oracle stands still: f = A·y0·p² ÷ top, g = (A − 1)·y0·top ÷ p. */
export function bandCurve(held: BandHolding, price: number, top: number, amplification: number): BandCurve {
  const y0 = bandStart(held, price, top, amplification);
  const f = (amplification * y0 * price * price) / top;
  const g = ((amplification - 1) * y0 * top) / price;
  return { f, g, invariant: (f + held.x) * (g + held.y) };
}

/** The lowest price that a band quotes, at which it is all collateral: p³ ÷ top². Three times as fast as the oracle. */
export function bandFloor(price: number, top: number): number {
  return (price * price * price) / (top * top);
}

/** The highest price that it quotes, at which it is all coins: the lowest of the next band. */
export function bandCeiling(price: number, top: number, amplification: number): number {
  return bandFloor(price, (top * (amplification - 1)) / amplification);
}

/** The price of the next little trade in a band without fee: (f + x) ÷ (g + y), in coins for one of collateral. */
export function bandPrice(held: BandHolding, price: number, top: number, amplification: number): number {
  if (held.x === 0) return bandFloor(price, top);
  if (held.y === 0) return bandCeiling(price, top, amplification);
  const { f, g } = bandCurve(held, price, top, amplification);
  return (f + held.x) / (g + held.y);
}
