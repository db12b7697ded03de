import { Q96, sqrtRatioAt } from './tick-math.ts';

/** A tick at which ranges begin or end. */
export interface RangeTick {
  readonly tick: number;
  readonly root: bigint;
  /** Liquidity of all ranges that end here, and what the price finds on its way up (added) or down (taken away). */
  gross: bigint;
  net: bigint;
  /** Fees a unit of liquidity has earned on the other side of the tick from where the price is, in units of 2^-96 atoms. */
  outsideBase: bigint;
  outsideQuote: bigint;
}

/** What a unit of liquidity has earned in each asset, in units of 2^-96 atoms. */
export interface Earned {
  base: bigint;
  quote: bigint;
}

/** The ticks at which ranges begin or end, in order; fees are kept account of as in Uniswap v3 Core, 6.3. */
export class RangeTicks {
  readonly #ticks: RangeTick[] = [];

  /** How many ticks are at or below one. */
  countUpTo(tick: number): number {
    let low = 0;
    let high = this.#ticks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ticks[middle].tick <= tick) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The n-th tick from below, from 0; undefined when there is none. */
  at(n: number): RangeTick | undefined {
    return this.#ticks[n];
  }

  /** Adds liquidity (or, negative, takes some away) where a range ends; a tick that no range ends at is forgotten. */
  change(tick: number, liquidity: bigint, isUpper: boolean, priceTick: number, earned: Earned): void {
    const place = this.countUpTo(tick);
    let found = this.#ticks[place - 1];
    if (found?.tick !== tick) {
      // What was earned before there was a range counts as earned below the tick, of which nobody has a share.
      const isBelow = tick <= priceTick;
      found = {
        tick,
        root: sqrtRatioAt(tick),
        gross: 0n,
        net: 0n,
        outsideBase: isBelow ? earned.base : 0n,
        outsideQuote: isBelow ? earned.quote : 0n,
      };
      this.#ticks.splice(place, 0, found);
    }
    found.gross += liquidity;
    found.net += isUpper ? -liquidity : liquidity;
    if (found.gross === 0n) this.#ticks.splice(this.countUpTo(tick) - 1, 1);
  }

  /** Notes that the price crossed a tick, so that its other side is the one from which the price came. */
  cross(tick: RangeTick, earned: Earned): void {
    tick.outsideBase = earned.base - tick.outsideBase;
    tick.outsideQuote = earned.quote - tick.outsideQuote;
  }

  /** What a unit of liquidity has earned between two ticks that ranges end at (6.17 to 6.19); only differences mean anything. */
  earnedWithin(lower: number, upper: number, priceTick: number, earned: Earned): Earned {
    const low = this.#ticks[this.countUpTo(lower) - 1];
    const high = this.#ticks[this.countUpTo(upper) - 1];
    const inside = (all: bigint, atLow: bigint, atHigh: bigint): bigint => {
      const below = priceTick >= lower ? atLow : all - atLow;
      const above = priceTick < upper ? atHigh : all - atHigh;
      return all - below - above;
    };
    return {
      base: inside(earned.base, low.outsideBase, high.outsideBase),
      quote: inside(earned.quote, low.outsideQuote, high.outsideQuote),
    };
  }

  /** Visits each stretch between neighbouring ticks with the liquidity that stands in it, from below. */
  forEachStretch(visit: (low: bigint, high: bigint, liquidity: bigint) => void): void {
    let liquidity = 0n;
    for (let i = 0; i + 1 < this.#ticks.length; i++) {
      liquidity += this.#ticks[i].net;
      if (liquidity > 0n) visit(this.#ticks[i].root, this.#ticks[i + 1].root, liquidity);
    }
  }
}

/** Fees as growth of what a unit of liquidity has earned, in units of 2^-96 atoms, rounded down. */
export function growthOf(fee: bigint, liquidity: bigint): bigint {
  return liquidity === 0n ? 0n : (fee * Q96) / liquidity;
}
