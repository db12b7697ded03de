import type { PoolAmounts, PoolStake } from './pool-curve.ts';
import { WHOLE_STAKE } from './pool-curve.ts';

/** A stake that is a share in all that its pool owns. */
export class ShareStake implements PoolStake {
  shares = 0n;

  get liquidity(): number {
    return Number(this.shares);
  }
}

/** The shares of one pool: what is issued and redeemed, and what a share is worth. */
export class PoolShares {
  #total = 0n;

  get total(): bigint {
    return this.#total;
  }

  /** Gives new shares to a stake. */
  issue(stake: ShareStake, shares: bigint): void {
    stake.shares += shares;
    this.#total += shares;
  }

  /** Takes so many millionths of a stake's shares back and returns what they are worth of the reserves, rounded down. */
  redeem(stake: ShareStake, millionths: number, base: number, quote: number): PoolAmounts {
    const shares = (stake.shares * BigInt(millionths)) / BigInt(WHOLE_STAKE);
    const worth = this.worthOf(shares, base, quote);
    stake.shares -= shares;
    this.#total -= shares;
    return worth;
  }

  /** What shares are worth of the reserves, rounded down. */
  worthOf(shares: bigint, base: number, quote: number): PoolAmounts {
    if (shares === 0n) return { baseAtoms: 0, quoteAtoms: 0 };
    return {
      baseAtoms: Number((BigInt(base) * shares) / this.#total),
      quoteAtoms: Number((BigInt(quote) * shares) / this.#total),
    };
  }
}
