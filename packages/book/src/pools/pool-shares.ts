import type { PoolAmounts, PoolStake } from './pool-curve.ts';
import { WHOLE_STAKE } from './pool-curve.ts';

/** Places after the point with which a share's earnings are counted: a share may be as little as 10^-18 of a coin. */
const EARNED_BITS = 96n;

/** A stake that is a share in all that its pool owns. */
export class ShareStake implements PoolStake {
  shares = 0n;
  /** What a share had earned when the shares were last changed, and what they had earned by then; units of 2^-96 atoms. */
  seenBase = 0n;
  seenQuote = 0n;
  earnedBase = 0n;
  earnedQuote = 0n;

  get liquidity(): number {
    return Number(this.shares);
  }
}

/** The shares of one pool: what is issued and redeemed, and what a share is worth. */
export class PoolShares {
  #total = 0n;
  /** What one share has earned since there are any, in units of 2^-96 atoms. */
  #base = 0n;
  #quote = 0n;

  get total(): bigint {
    return this.#total;
  }

  /** Gives new shares to a stake. */
  issue(stake: ShareStake, shares: bigint): void {
    this.#look(stake);
    stake.shares += shares;
    this.#total += shares;
  }

  /** Takes so many millionths of a stake's shares back and returns what they are worth of the reserves, rounded down. */
  redeem(stake: ShareStake, millionths: number, base: number, quote: number): PoolAmounts {
    const shares = (stake.shares * BigInt(millionths)) / BigInt(WHOLE_STAKE);
    const worth = this.worthOf(shares, base, quote);
    this.#look(stake);
    stake.shares -= shares;
    this.#total -= shares;
    return worth;
  }

  /** Notes a fee that stays in the reserves. */
  earn(baseAtoms: number, quoteAtoms: number): void {
    if (this.#total === 0n) return;
    this.#base += (BigInt(baseAtoms) << EARNED_BITS) / this.#total;
    this.#quote += (BigInt(quoteAtoms) << EARNED_BITS) / this.#total;
  }

  /** The fees that a stake's shares have earned, rounded down. */
  earnedBy(stake: ShareStake): PoolAmounts {
    this.#look(stake);
    return {
      baseAtoms: Number(stake.earnedBase >> EARNED_BITS),
      quoteAtoms: Number(stake.earnedQuote >> EARNED_BITS),
    };
  }

  /** What shares are worth of the reserves, rounded down. */
  worthOf(shares: bigint, base: number, quote: number): PoolAmounts {
    if (shares === 0n) return { baseAtoms: 0, quoteAtoms: 0 };
    return {
      baseAtoms: Number((BigInt(base) * shares) / this.#total),
      quoteAtoms: Number((BigInt(quote) * shares) / this.#total),
    };
  }

  #look(stake: ShareStake): void {
    stake.earnedBase += (this.#base - stake.seenBase) * stake.shares;
    stake.earnedQuote += (this.#quote - stake.seenQuote) * stake.shares;
    stake.seenBase = this.#base;
    stake.seenQuote = this.#quote;
  }
}
