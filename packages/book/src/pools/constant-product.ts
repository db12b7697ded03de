import type { Side } from '../side.ts';
import { divUp, floorRoot } from './big-rounding.ts';
import type { PoolAmounts, PoolCurve, PriceRange } from './pool-curve.ts';
import { PoolShares, ShareStake } from './pool-shares.ts';

const PARTS = 1_000_000;
const NOTHING: PoolAmounts = { baseAtoms: 0, quoteAtoms: 0 };

/**
 * A pool whose reserves keep their product: x · y = k. The fee is taken of what a trader pays in, and stays in the reserves.
 * Formulae of trades and shares: Adams, Zinsmeister and Robinson, "Uniswap v2 Core" (March 2020), 3.1 and 3.4, with the fee a
 * parameter.
 */
export class ConstantProduct implements PoolCurve {
  readonly takesRanges = false;
  readonly #feePpm: number;
  readonly #shares = new PoolShares();
  #base = 0;
  #quote = 0;

  /** The fee is in parts per million of what is paid in, from 0 to below a million; an empty pool. */
  constructor(feePpm: number) {
    if (!(Number.isInteger(feePpm) && feePpm >= 0 && feePpm < PARTS)) {
      throw new RangeError(`the fee of a pool is from 0 to 999999 parts per million, not ${feePpm}`);
    }
    this.#feePpm = feePpm;
  }

  get baseAtoms(): number {
    return this.#base;
  }

  get quoteAtoms(): number {
    return this.#quote;
  }

  get price(): number {
    return this.#isEmpty ? NaN : this.#quote / this.#base;
  }

  marginal(side: Side): number {
    const kept = 1 - this.#feePpm / PARTS;
    return side > 0 ? this.price / kept : this.price * kept;
  }

  /** Quote to be paid in, of which all but the fee brings the product back: y · out ÷ (x − out) ÷ (1 − fee), rounded up. */
  costOf(baseOut: number): number {
    if (baseOut >= this.#base || this.#isEmpty) return baseOut === 0 ? 0 : Infinity;
    const paid = BigInt(this.#quote) * BigInt(baseOut) * BigInt(PARTS);
    const cost = Number(divUp(paid, BigInt(this.#base - baseOut) * BigInt(PARTS - this.#feePpm)));
    return this.#quote + cost <= Number.MAX_SAFE_INTEGER ? cost : Infinity;
  }

  /** What the base paid in less the fee, r, fetches: y · r ÷ (x + r), rounded down. */
  proceedsOf(baseIn: number): number {
    if (this.#isEmpty || this.#base + baseIn > Number.MAX_SAFE_INTEGER) return 0;
    const reaches = BigInt(baseIn) * BigInt(PARTS - this.#feePpm);
    return Number((BigInt(this.#quote) * reaches) / (BigInt(this.#base) * BigInt(PARTS) + reaches));
  }

  buy(baseOut: number): number {
    const cost = this.costOf(baseOut);
    if (cost === Infinity) throw new RangeError(`a pool with ${this.#base} base atoms cannot sell ${baseOut}`);
    const withoutFee = divUp(BigInt(this.#quote) * BigInt(baseOut), BigInt(Math.max(1, this.#base - baseOut)));
    this.#shares.earn(0, cost - Number(withoutFee));
    this.#base -= baseOut;
    this.#quote += cost;
    return cost;
  }

  sell(baseIn: number): number {
    const proceeds = this.proceedsOf(baseIn);
    if (proceeds === 0) return 0;
    this.#shares.earn(Number((BigInt(baseIn) * BigInt(this.#feePpm)) / BigInt(PARTS)), 0);
    this.#base += baseIn;
    this.#quote -= proceeds;
    return proceeds;
  }

  baseWithin(side: Side, limitPrice: number): number {
    if (this.#isEmpty || !(limitPrice > 0)) return 0;
    const kept = 1 - this.#feePpm / PARTS;
    const product = this.#base * this.#quote;
    if (side > 0) {
      const left = Math.sqrt(product / (limitPrice * kept));
      return Math.max(0, Math.min(this.#base - 1, Math.floor(this.#base - left)));
    }
    const reaches = Math.sqrt((product * kept) / limitPrice) - this.#base;
    return Math.max(0, Math.min(Number.MAX_SAFE_INTEGER - this.#base, Math.floor(reaches / kept)));
  }

  open(range?: PriceRange): ShareStake {
    if (range !== undefined) throw new RangeError('a constant-product pool takes no ranges');
    return new ShareStake();
  }

  /** As many shares as the scarcer of the two amounts is worth, of each as much as keeps the price; at first √(x · y) shares. */
  deposit(stake: ShareStake, baseAtoms: number, quoteAtoms: number): PoolAmounts {
    const { total } = this.#shares;
    if (total === 0n)
      return this.#take(stake, floorRoot(BigInt(baseAtoms) * BigInt(quoteAtoms)), baseAtoms, quoteAtoms);
    const byBase = (BigInt(baseAtoms) * total) / BigInt(this.#base);
    const byQuote = (BigInt(quoteAtoms) * total) / BigInt(this.#quote);
    const shares = byBase < byQuote ? byBase : byQuote;
    const base = Number(divUp(BigInt(this.#base) * shares, total));
    const quote = Number(divUp(BigInt(this.#quote) * shares, total));
    return this.#take(stake, shares, base, quote);
  }

  withdraw(stake: ShareStake, millionths: number): PoolAmounts {
    const paid = this.#shares.redeem(stake, millionths, this.#base, this.#quote);
    this.#base -= paid.baseAtoms;
    this.#quote -= paid.quoteAtoms;
    return paid;
  }

  claimOf(stake: ShareStake): PoolAmounts {
    return this.#shares.worthOf(stake.shares, this.#base, this.#quote);
  }

  earnedBy(stake: ShareStake): PoolAmounts {
    return this.#shares.earnedBy(stake);
  }

  /** The product of the reserves. */
  invariant(): readonly bigint[] {
    return [BigInt(this.#base) * BigInt(this.#quote)];
  }

  get #isEmpty(): boolean {
    return this.#base === 0 || this.#quote === 0;
  }

  #take(stake: ShareStake, shares: bigint, baseAtoms: number, quoteAtoms: number): PoolAmounts {
    if (shares === 0n) return NOTHING;
    this.#shares.issue(stake, shares);
    this.#base += baseAtoms;
    this.#quote += quoteAtoms;
    return { baseAtoms, quoteAtoms };
  }
}
