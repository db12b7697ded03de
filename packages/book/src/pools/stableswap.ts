import type { Side } from '../side.ts';
import { divUp } from './big-rounding.ts';
import type { PoolAmounts, PoolCurve, PriceRange } from './pool-curve.ts';
import { PoolShares, ShareStake } from './pool-shares.ts';
import { AMP_PARTS, invariantOf, priceAt, reserveFor, slope } from './stableswap-math.ts';

const PARTS = 1_000_000;
const BIG_PARTS = BigInt(PARTS);
/** Units of one coin in which both reserves are counted, as in Curve's contracts. */
const UNIT = 1_000_000_000_000_000_000n;
const NOTHING: PoolAmounts = { baseAtoms: 0, quoteAtoms: 0 };
/** Halvings after which a double is as near as it gets. */
const HALVINGS = 64;

/** What a stableswap pool is made of. */
export interface StableswapTerms {
  /** A of the whitepaper, above 0 and in hundredths of a quarter; what Curve's contracts call A is twice as much for two coins. */
  readonly amplification: number;
  /** Parts per million of what is paid out, from 0 to below a million. */
  readonly feePpm: number;
  /** Atoms in one unit of each asset, powers of ten up to 10^18. */
  readonly baseScale: number;
  readonly quoteScale: number;
}

/**
 * A pool for two assets that are worth the same: near balance it trades at almost one to one, far from it like a constant
 * product. The fee is taken of what a trader is paid, and of the part of a deposit that moves the balance. Formulae: Egorov,
 * "StableSwap" (November 2019); order of roundings and fees of deposits: Curve's contract StableSwap.vy (2020).
 */
export class Stableswap implements PoolCurve {
  readonly takesRanges = false;
  readonly #feePpm: number;
  readonly #ann: bigint;
  readonly #baseRate: bigint;
  readonly #quoteRate: bigint;
  readonly #terms: StableswapTerms;
  readonly #shares = new PoolShares();
  #base = 0;
  #quote = 0;
  /** The invariant of the reserves; 0 while they are empty. */
  #d = 0n;

  constructor(terms: StableswapTerms) {
    const { amplification, feePpm, baseScale, quoteScale } = terms;
    if (!(Number.isInteger(feePpm) && feePpm >= 0 && feePpm < PARTS)) {
      throw new RangeError(`the fee of a pool is from 0 to 999999 parts per million, not ${feePpm}`);
    }
    const ann = Math.round(amplification * 4 * Number(AMP_PARTS));
    if (!(ann >= 1 && ann <= 1e12))
      throw new RangeError(`an amplification is above 0 and finite, not ${amplification}`);
    this.#terms = terms;
    this.#feePpm = feePpm;
    this.#ann = BigInt(ann);
    this.#baseRate = UNIT / BigInt(baseScale);
    this.#quoteRate = UNIT / BigInt(quoteScale);
  }

  get baseAtoms(): number {
    return this.#base;
  }

  get quoteAtoms(): number {
    return this.#quote;
  }

  get price(): number {
    if (this.#d === 0n) return NaN;
    const { baseScale, quoteScale } = this.#terms;
    const units = slope(this.#base / baseScale, this.#quote / quoteScale, this.#dUnits, this.#amplified);
    return units * (quoteScale / baseScale);
  }

  marginal(side: Side): number {
    const kept = 1 - this.#feePpm / PARTS;
    return side > 0 ? this.price / kept : this.price * kept;
  }

  /** The quote reserve that the invariant asks for once the base, and the fee on it, have gone, less the present one. */
  costOf(baseOut: number): number {
    if (baseOut === 0) return 0;
    if (this.#d === 0n) return Infinity;
    const left = BigInt(this.#base) * this.#baseRate - this.#withFee(baseOut);
    if (left <= 0n) return Infinity;
    const quote = Number(divUp(reserveFor(left, this.#d, this.#ann), this.#quoteRate));
    return quote <= Number.MAX_SAFE_INTEGER ? Math.max(1, quote - this.#quote) : Infinity;
  }

  /** What the invariant leaves over of the quote reserve once the base has come, less the fee on it. */
  proceedsOf(baseIn: number): number {
    if (baseIn === 0 || this.#d === 0n || this.#base + baseIn > Number.MAX_SAFE_INTEGER) return 0;
    const quote = reserveFor(BigInt(this.#base + baseIn) * this.#baseRate, this.#d, this.#ann);
    const gross = BigInt(this.#quote) * this.#quoteRate - quote;
    if (gross <= 0n) return 0;
    return Number((gross * (BIG_PARTS - BigInt(this.#feePpm))) / BIG_PARTS / this.#quoteRate);
  }

  buy(baseOut: number): number {
    const cost = this.costOf(baseOut);
    if (cost === Infinity) throw new RangeError(`a pool with ${this.#base} base atoms cannot sell ${baseOut}`);
    this.#shares.earn(Number(this.#withFee(baseOut) / this.#baseRate) - baseOut, 0);
    this.#set(this.#base - baseOut, this.#quote + cost);
    return cost;
  }

  sell(baseIn: number): number {
    const proceeds = this.proceedsOf(baseIn);
    if (proceeds === 0) return 0;
    this.#shares.earn(0, Math.floor((proceeds * this.#feePpm) / (PARTS - this.#feePpm)));
    this.#set(this.#base + baseIn, this.#quote - proceeds);
    return proceeds;
  }

  /** By halving, in doubles, the span of base reserves in which the price passes the limit. */
  baseWithin(side: Side, limitPrice: number): number {
    if (this.#d === 0n || !(limitPrice > 0)) return 0;
    const { baseScale, quoteScale } = this.#terms;
    const kept = 1 - this.#feePpm / PARTS;
    const limit = ((side > 0 ? limitPrice * kept : limitPrice / kept) * baseScale) / quoteScale;
    const now = this.#base / baseScale;
    if (side * (this.#priceAt(now) - limit) > 0) return 0;
    const most = Number.MAX_SAFE_INTEGER / baseScale;
    let within = now;
    let past = side > 0 ? 0 : most;
    if (side < 0 && this.#priceAt(most) >= limit) within = most;
    for (let i = 0; i < HALVINGS && within !== past; i++) {
      const middle = (within + past) / 2;
      if (side * (this.#priceAt(middle) - limit) > 0) past = middle;
      else within = middle;
    }
    const atoms = Math.floor(Math.abs(now - within) * (side > 0 ? kept : 1) * baseScale);
    return Math.max(0, Math.min(atoms, side > 0 ? this.#base - 1 : Number.MAX_SAFE_INTEGER - this.#base));
  }

  open(range?: PriceRange): ShareStake {
    if (range !== undefined) throw new RangeError('a stableswap pool takes no ranges');
    return new ShareStake();
  }

  /** Takes both amounts whole, in whatever ratio; shares grow as the invariant does, less the fee on what moves the balance. */
  deposit(stake: ShareStake, baseAtoms: number, quoteAtoms: number): PoolAmounts {
    const { total } = this.#shares;
    const base = this.#base + baseAtoms;
    const quote = this.#quote + quoteAtoms;
    if (base === 0 || quote === 0) return NOTHING;
    const d = this.#invariantOf(BigInt(base) * this.#baseRate, BigInt(quote) * this.#quoteRate);
    const shares = total === 0n ? d : this.#sharesFor(base, quote, d);
    if (shares <= 0n) return NOTHING;
    this.#shares.issue(stake, shares);
    this.#base = base;
    this.#quote = quote;
    this.#d = d;
    return { baseAtoms, quoteAtoms };
  }

  withdraw(stake: ShareStake, millionths: number): PoolAmounts {
    const paid = this.#shares.redeem(stake, millionths, this.#base, this.#quote);
    this.#set(this.#base - paid.baseAtoms, this.#quote - paid.quoteAtoms);
    return paid;
  }

  claimOf(stake: ShareStake): PoolAmounts {
    return this.#shares.worthOf(stake.shares, this.#base, this.#quote);
  }

  earnedBy(stake: ShareStake): PoolAmounts {
    return this.#shares.earnedBy(stake);
  }

  /** The invariant D, in units of 10^-18 coins. */
  invariant(): readonly bigint[] {
    return [this.#d];
  }

  /** New shares for reserves that grew to these, of an invariant d before fees: half the trading fee on what is off balance. */
  #sharesFor(base: number, quote: number, d: bigint): bigint {
    const offBalance = (grown: number, old: number, rate: bigint): bigint => {
      const reserve = BigInt(grown) * rate;
      const ideal = (d * BigInt(old) * rate) / this.#d;
      const off = reserve > ideal ? reserve - ideal : ideal - reserve;
      return reserve - divUp(off * BigInt(this.#feePpm), 2n * BIG_PARTS);
    };
    const x = offBalance(base, this.#base, this.#baseRate);
    const y = offBalance(quote, this.#quote, this.#quoteRate);
    if (x <= 0n || y <= 0n) return 0n;
    // The old invariant is rounded down, which here would be rounding for the provider.
    const old = this.#d + 1n;
    return (this.#shares.total * (this.#invariantOf(x, y) - old)) / old;
  }

  /** Base atoms with the fee on them, in 10^-18 coins, rounded up. */
  #withFee(baseOut: number): bigint {
    return divUp(BigInt(baseOut) * this.#baseRate * BIG_PARTS, BIG_PARTS - BigInt(this.#feePpm));
  }

  #set(base: number, quote: number): void {
    this.#base = base;
    this.#quote = quote;
    const isEmpty = base === 0 || quote === 0;
    this.#d = isEmpty ? 0n : this.#invariantOf(BigInt(base) * this.#baseRate, BigInt(quote) * this.#quoteRate);
  }

  #invariantOf(x: bigint, y: bigint): bigint {
    return invariantOf(x, y, this.#ann);
  }

  #priceAt(baseUnits: number): number {
    return priceAt(baseUnits, this.#dUnits, this.#amplified);
  }

  get #dUnits(): number {
    return Number(this.#d) / Number(UNIT);
  }

  /** 4·A as a double. */
  get #amplified(): number {
    return Number(this.#ann) / Number(AMP_PARTS);
  }
}
