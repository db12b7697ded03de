import type { Side } from '../side.ts';
import { divUp } from './big-rounding.ts';
import {
  baseBetween,
  baseBetweenUp,
  liquidityOfBase,
  liquidityOfQuote,
  quoteBetween,
  quoteBetweenUp,
  rootAfterBase,
} from './liquidity-math.ts';
import type { PoolAmounts, PoolCurve, PoolStake, PriceRange } from './pool-curve.ts';
import { WHOLE_STAKE } from './pool-curve.ts';
import { RangeTicks, growthOf } from './range-ticks.ts';
import type { Earned, RangeTick } from './range-ticks.ts';
import { MAX_TICK, Q96, priceOfRoot, sqrtOf, sqrtRatioAt, tickAt } from './tick-math.ts';

const PARTS = 1_000_000n;
const NOTHING: PoolAmounts = { baseAtoms: 0, quoteAtoms: 0 };
const FINE = 256n;

/** What a concentrated pool is made of. */
export interface ConcentratedTerms {
  /** Parts per million of what is paid in, from 0 to below a million. */
  readonly feePpm: number;
  /** Ranges begin and end at multiples of this many ticks. */
  readonly tickSpacing: number;
}

/** One provider's liquidity over one range of ticks, and what it has earned. */
class RangeStake implements PoolStake {
  units = 0n;
  /** What a unit of liquidity had earned in the range when this stake was last looked at, and what was owed then. */
  earned: Earned = { base: 0n, quote: 0n };
  owedBase = 0n;
  owedQuote = 0n;
  /** What was ever owed. */
  allBase = 0n;
  allQuote = 0n;

  constructor(
    readonly lower: number,
    readonly upper: number,
  ) {}

  get liquidity(): number {
    return Number(this.units);
  }
}

/** One stretch of a trade: through this liquidity for this fee, up to a tick that is crossed. */
interface Stretch {
  readonly liquidity: bigint;
  readonly fee: bigint;
  readonly crossed: RangeTick | null;
}

/** A trade that could be done. */
interface Walk {
  readonly root: bigint;
  readonly paid: bigint;
  readonly got: bigint;
  readonly stretches: readonly Stretch[];
}

/**
 * A pool whose providers each choose the prices between which their liquidity stands; between two ticks it trades like a
 * constant product of larger, virtual reserves. The fee is taken of what is paid in and waits for those whose ranges the trade
 * went through. Formulae: Adams, Zinsmeister, Salem, Keefer and Robinson, "Uniswap v3 Core" (March 2021), 6. Base is its token0.
 * Only selling is by exact amount in, buying is by exact amount out.
 */
export class Concentrated implements PoolCurve {
  readonly takesRanges = true;
  readonly #fee: bigint;
  readonly #kept: number;
  readonly #spacing: number;
  readonly #ticks = new RangeTicks();
  readonly #earned: Earned = { base: 0n, quote: 0n };
  /** The square root of the price; 0 before the first deposit. */
  #root = 0n;
  /** The tick at or below the price: below it when the price came down onto a tick and crossed it. */
  #tick = 0;
  /** The liquidity that stands at the price. */
  #liquidity = 0n;
  #base = 0;
  #quote = 0;

  constructor({ feePpm, tickSpacing }: ConcentratedTerms) {
    if (!(Number.isInteger(feePpm) && feePpm >= 0 && feePpm < Number(PARTS))) {
      throw new RangeError(`the fee of a pool is from 0 to 999999 parts per million, not ${feePpm}`);
    }
    if (!(Number.isInteger(tickSpacing) && tickSpacing >= 1 && tickSpacing <= 16_384)) {
      throw new RangeError(`a tick spacing is a whole number from 1 to 16384, not ${tickSpacing}`);
    }
    this.#fee = BigInt(feePpm);
    this.#kept = 1 - feePpm / Number(PARTS);
    this.#spacing = tickSpacing;
  }

  get baseAtoms(): number {
    return this.#base;
  }

  get quoteAtoms(): number {
    return this.#quote;
  }

  get price(): number {
    return this.#root === 0n ? NaN : priceOfRoot(this.#root);
  }

  /** The square root of the price in units of 2^-96; 0 before the first deposit. */
  get sqrtPrice(): bigint {
    return this.#root;
  }

  marginal(side: Side): number {
    let place = this.#ticks.countUpTo(this.#tick);
    let liquidity = this.#liquidity;
    let root = this.#root;
    // Where no range covers the price, the next atom is traded at the edge of the next range on that side.
    while (liquidity === 0n) {
      const next = this.#ticks.at(side > 0 ? place : place - 1);
      if (next === undefined) return NaN;
      liquidity = side > 0 ? next.net : -next.net;
      root = next.root;
      place += side;
    }
    return side > 0 ? priceOfRoot(root) / this.#kept : priceOfRoot(root) * this.#kept;
  }

  costOf(baseOut: number): number {
    const walk = this.#walkUp(BigInt(baseOut));
    if (walk === null) return Infinity;
    const cost = Number(walk.paid);
    return this.#quote + cost <= Number.MAX_SAFE_INTEGER ? cost : Infinity;
  }

  proceedsOf(baseIn: number): number {
    const walk = this.#walkDown(BigInt(baseIn));
    return walk === null || this.#base + baseIn > Number.MAX_SAFE_INTEGER ? 0 : Number(walk.got);
  }

  buy(baseOut: number): number {
    const cost = this.costOf(baseOut);
    if (cost === Infinity) throw new RangeError(`a pool with ${this.#base} base atoms cannot sell ${baseOut}`);
    this.#follow(this.#walkUp(BigInt(baseOut))!, 1);
    this.#base -= baseOut;
    this.#quote += cost;
    return cost;
  }

  sell(baseIn: number): number {
    const proceeds = this.proceedsOf(baseIn);
    if (proceeds === 0) return 0;
    this.#follow(this.#walkDown(BigInt(baseIn))!, -1);
    this.#base += baseIn;
    this.#quote -= proceeds;
    return proceeds;
  }

  baseWithin(side: Side, limitPrice: number): number {
    if (this.#root === 0n || !(limitPrice > 0)) return 0;
    const target = sqrtOf(side > 0 ? limitPrice * this.#kept : limitPrice / this.#kept);
    let root = this.#root;
    let liquidity = this.#liquidity;
    let place = this.#ticks.countUpTo(this.#tick);
    let base = 0n;
    while (side > 0 ? root < target : root > target) {
      const next = this.#ticks.at(side > 0 ? place : place - 1);
      if (next === undefined) break;
      const isPast = side > 0 ? next.root > target : next.root < target;
      const end = isPast ? target : next.root;
      if (liquidity > 0n) {
        if (side > 0) base += baseBetween(root, end, liquidity);
        else base += (baseBetween(end, root, liquidity) * PARTS) / (PARTS - this.#fee);
      }
      root = end;
      if (isPast) break;
      liquidity += side > 0 ? next.net : -next.net;
      place += side;
    }
    const most = side > 0 ? this.#base : Number.MAX_SAFE_INTEGER - this.#base;
    return base < BigInt(most) ? Number(base) : most;
  }

  /** Ends of a range are moved outwards to ticks that ranges may end at. */
  open(range?: PriceRange): RangeStake {
    const edge = Math.floor(MAX_TICK / this.#spacing) * this.#spacing;
    if (range === undefined) return new RangeStake(-edge, edge);
    const { low, high } = range;
    if (!(low > 0 && low < high && high < Infinity)) {
      throw new RangeError(`a range of prices runs from a price above 0 to a higher one, not from ${low} to ${high}`);
    }
    const lower = Math.floor(tickAt(sqrtOf(low)) / this.#spacing) * this.#spacing;
    const highTick = tickAt(sqrtOf(high));
    const above = sqrtRatioAt(highTick) < sqrtOf(high) ? highTick + 1 : highTick;
    const upper = Math.min(edge, Math.max(lower + this.#spacing, Math.ceil(above / this.#spacing) * this.#spacing));
    return new RangeStake(Math.max(-edge, Math.min(lower, upper - this.#spacing)), upper);
  }

  /** The most liquidity that both amounts are enough for. The first deposit sets the price: the one at which its range holds both whole. */
  deposit(stake: RangeStake, baseAtoms: number, quoteAtoms: number): PoolAmounts {
    const low = sqrtRatioAt(stake.lower);
    const high = sqrtRatioAt(stake.upper);
    if (this.#root === 0n && !(baseAtoms > 0 && quoteAtoms > 0)) return NOTHING;
    const root = this.#root === 0n ? rootHolding(low, high, baseAtoms, quoteAtoms) : this.#root;
    const units = liquidityOf(low, high, root, BigInt(baseAtoms), BigInt(quoteAtoms));
    if (units === 0n) return NOTHING;
    if (this.#root === 0n) {
      this.#root = root;
      this.#tick = tickAt(root);
    }
    const base = Number(root < high ? baseBetweenUp(root > low ? root : low, high, units) : 0n);
    const quote = Number(root > low ? quoteBetweenUp(low, root < high ? root : high, units) : 0n);
    this.#change(stake, units);
    this.#base += base;
    this.#quote += quote;
    return { baseAtoms: base, quoteAtoms: quote };
  }

  withdraw(stake: RangeStake, millionths: number): PoolAmounts {
    if (stake.units === 0n) return NOTHING;
    const units = (stake.units * BigInt(millionths)) / BigInt(WHOLE_STAKE);
    const { base, quote } = this.#holds(stake, units);
    this.#change(stake, -units);
    const baseAtoms = Number(base + stake.owedBase);
    const quoteAtoms = Number(quote + stake.owedQuote);
    stake.owedBase = 0n;
    stake.owedQuote = 0n;
    this.#base -= baseAtoms;
    this.#quote -= quoteAtoms;
    return { baseAtoms, quoteAtoms };
  }

  claimOf(stake: RangeStake): PoolAmounts {
    if (stake.units === 0n) return NOTHING;
    const { base, quote } = this.#holds(stake, stake.units);
    const fees = this.#feesOf(stake);
    return {
      baseAtoms: Number(base + stake.owedBase + fees.base),
      quoteAtoms: Number(quote + stake.owedQuote + fees.quote),
    };
  }

  earnedBy(stake: RangeStake): PoolAmounts {
    const { base, quote } = stake.units === 0n ? { base: 0n, quote: 0n } : this.#feesOf(stake);
    return { baseAtoms: Number(stake.allBase + base), quoteAtoms: Number(stake.allQuote + quote) };
  }

  /** What the pool owns of each asset beyond what the ranges hold at the price, in units of 2^-256 atoms: fees and roundings. */
  invariant(): readonly bigint[] {
    let base = 0n;
    let quote = 0n;
    const root = this.#root;
    this.#ticks.forEachStretch((low, high, liquidity) => {
      const bottom = root > low ? root : low;
      const top = root < high ? root : high;
      if (bottom < high) base += divUp((liquidity * Q96 * (high - bottom)) << FINE, bottom * high);
      if (top > low) quote += divUp((liquidity * (top - low)) << FINE, Q96);
    });
    return [(BigInt(this.#base) << FINE) - base, (BigInt(this.#quote) << FINE) - quote];
  }

  /** Follows the price up while base atoms are taken out; null when there are not so many. */
  #walkUp(baseOut: bigint): Walk | null {
    const stretches: Stretch[] = [];
    let root = this.#root;
    let liquidity = this.#liquidity;
    let place = this.#ticks.countUpTo(this.#tick);
    let paid = 0n;
    for (let left = baseOut; left > 0n;) {
      const next = this.#ticks.at(place);
      if (next === undefined) return null;
      const here = baseBetween(root, next.root, liquidity);
      const out = left < here ? left : here;
      const end = left < here ? rootAfterBase(root, liquidity, -out) : next.root;
      const reached = end < next.root ? end : next.root;
      const crossed = reached === next.root ? next : null;
      const amount = quoteBetweenUp(root, reached, liquidity);
      const fee = divUp(amount * this.#fee, PARTS - this.#fee);
      stretches.push({ liquidity, fee, crossed });
      paid += amount + fee;
      left -= out;
      root = reached;
      if (crossed === null) break;
      liquidity += next.net;
      place++;
    }
    return { root, paid, got: baseOut, stretches };
  }

  /** Follows the price down while base atoms are put in; null when there is nobody left to take them. */
  #walkDown(baseIn: bigint): Walk | null {
    const stretches: Stretch[] = [];
    let root = this.#root;
    let liquidity = this.#liquidity;
    let place = this.#ticks.countUpTo(this.#tick);
    let got = 0n;
    for (let left = baseIn; left > 0n;) {
      const next = this.#ticks.at(place - 1);
      if (next === undefined) return null;
      const reaches = (left * (PARTS - this.#fee)) / PARTS;
      const here = baseBetweenUp(next.root, root, liquidity);
      const isWhole = reaches >= here;
      const end = isWhole ? next.root : rootAfterBase(root, liquidity, reaches);
      const crossed = end === next.root ? next : null;
      const fee = isWhole ? divUp(here * this.#fee, PARTS - this.#fee) : left - baseBetweenUp(end, root, liquidity);
      stretches.push({ liquidity, fee, crossed });
      got += quoteBetween(end, root, liquidity);
      left -= isWhole ? here + fee : left;
      root = end;
      if (crossed === null) break;
      liquidity -= next.net;
      place--;
    }
    return { root, paid: baseIn, got, stretches };
  }

  /** Lets a trade happen: fees grow, ticks are crossed, the price is where the trade left it. */
  #follow({ root, stretches }: Walk, side: Side): void {
    const earned = this.#earned;
    let last: RangeTick | null = null;
    for (const { liquidity, fee, crossed } of stretches) {
      if (side > 0) earned.quote += growthOf(fee, liquidity);
      else earned.base += growthOf(fee, liquidity);
      last = crossed;
      if (crossed === null) continue;
      this.#ticks.cross(crossed, earned);
      this.#liquidity += side > 0 ? crossed.net : -crossed.net;
    }
    this.#root = root;
    if (last === null) this.#tick = tickAt(root);
    else this.#tick = side > 0 ? last.tick : last.tick - 1;
  }

  /** What liquidity of a range holds at the price, rounded down. */
  #holds({ lower, upper }: RangeStake, units: bigint): Earned {
    const low = sqrtRatioAt(lower);
    const high = sqrtRatioAt(upper);
    const root = this.#root;
    return {
      base: root < high ? baseBetween(root > low ? root : low, high, units) : 0n,
      quote: root > low ? quoteBetween(low, root < high ? root : high, units) : 0n,
    };
  }

  /** Changes a stake's liquidity; what it has earned until now is owed to it. */
  #change(stake: RangeStake, units: bigint): void {
    const { lower, upper } = stake;
    if (stake.units > 0n) {
      const fees = this.#feesOf(stake);
      stake.owedBase += fees.base;
      stake.owedQuote += fees.quote;
      stake.allBase += fees.base;
      stake.allQuote += fees.quote;
    }
    this.#ticks.change(lower, units, false, this.#tick, this.#earned);
    this.#ticks.change(upper, units, true, this.#tick, this.#earned);
    stake.units += units;
    if (stake.units > 0n) stake.earned = this.#ticks.earnedWithin(lower, upper, this.#tick, this.#earned);
    if (lower <= this.#tick && this.#tick < upper) this.#liquidity += units;
  }

  #feesOf({ lower, upper, units, earned }: RangeStake): Earned {
    const now = this.#ticks.earnedWithin(lower, upper, this.#tick, this.#earned);
    return { base: ((now.base - earned.base) * units) / Q96, quote: ((now.quote - earned.quote) * units) / Q96 };
  }
}

/** The most liquidity between two roots that both amounts are enough for at a price. */
function liquidityOf(low: bigint, high: bigint, root: bigint, base: bigint, quote: bigint): bigint {
  if (root <= low) return liquidityOfBase(low, high, base);
  if (root >= high) return liquidityOfQuote(low, high, quote);
  const ofBase = liquidityOfBase(root, high, base);
  const ofQuote = liquidityOfQuote(low, root, quote);
  return ofBase < ofQuote ? ofBase : ofQuote;
}

/** The root s of the price at which a range from a to b holds both amounts whole: y · (1/s − 1/b) = x · (s − a), in doubles. */
function rootHolding(low: bigint, high: bigint, base: number, quote: number): bigint {
  const a = Number(low) / Number(Q96);
  const b = Number(high) / Number(Q96);
  const linear = quote / b - base * a;
  const root = Math.sqrt(linear * linear + 4 * base * quote);
  const s = linear > 0 ? (2 * quote) / (linear + root) : (root - linear) / (2 * base);
  const found = BigInt(Math.floor(s * Number(Q96)));
  const past = found <= low ? low + 1n : found;
  return past >= high ? high - 1n : past;
}
