import type { IssuerRefusal } from '@ebb/sdk';
import { pow } from '@ebb/sdk';
import type { AuctionEnd, AuctionLot, BidOutcome, CollateralAuction } from './collateral-auction.ts';

/** Rules of a dutch auction: the price keeps `cut` of itself at every step; after `tail`, or below `cusp` of the first, it begins again. */
export interface DutchRules {
  readonly stepMs: number;
  readonly cut: number;
  readonly tailMs: number;
  readonly cusp: number;
  /** Atoms of debt of which no auction is left with less (but none). */
  readonly least: number;
}

/** The price after so much time, by steps: top · cut^⌊time ÷ step⌋. MakerDAO, dss, abaci.sol (StairstepExponentialDecrease). */
export function stairPrice(top: number, cut: number, stepMs: number, passedMs: number): number {
  return top * pow(cut, Math.floor(passedMs / stepMs));
}

/**
 * An auction whose price goes down: whoever takes first pays the price of the moment, for all or a part; when the debt is paid the
 * rest is the owner's. MakerDAO, dss, clip.sol (take, redo). Coins are rounded up, collateral down.
 */
export class DutchAuction implements CollateralAuction {
  readonly endsMs: number;
  readonly #rules: DutchRules;
  readonly #top: number;
  readonly #startMs: number;
  #lot: AuctionLot;

  constructor(lot: AuctionLot, rules: DutchRules, top: number, nowMs: number) {
    this.#lot = lot;
    this.#rules = rules;
    this.#top = top;
    this.#startMs = nowMs;
    this.endsMs = nowMs + rules.tailMs;
  }

  get lot(): AuctionLot {
    return this.#lot;
  }

  /** The price at a moment. */
  price(nowMs: number): number {
    return stairPrice(this.#top, this.#rules.cut, this.#rules.stepMs, nowMs - this.#startMs);
  }

  bid(_account: number, collateral: number, most: number, nowMs: number): BidOutcome | IssuerRefusal {
    if (this.end(nowMs) !== 'open') return 'closed';
    const price = this.price(nowMs);
    if (most < price) return 'outbid';
    const lot = this.#lot;
    const { least } = this.#rules;
    let taken = Math.min(lot.collateral, Math.floor(collateral));
    let paid = Math.ceil(taken * price);
    if (paid > lot.debt) {
      paid = lot.debt;
      taken = Math.min(taken, Math.floor(paid / price));
    } else if (paid < lot.debt && taken < lot.collateral && lot.debt - paid < least) {
      if (lot.debt <= least) return 'tooSmall';
      paid = lot.debt - least;
      taken = Math.min(taken, Math.floor(paid / price));
    }
    if (taken < 1) return 'tooSmall';
    const left = { ...lot, collateral: lot.collateral - taken, debt: lot.debt - paid };
    const isClosed = left.collateral === 0 || left.debt === 0;
    return {
      refund: null,
      paid,
      toOwner: isClosed ? left.collateral : 0,
      toBidder: taken,
      isClosed,
      done: () => {
        this.#lot = isClosed ? { ...left, collateral: 0 } : left;
      },
    };
  }

  end(nowMs: number): AuctionEnd {
    const isOver = nowMs - this.#startMs > this.#rules.tailMs || this.price(nowMs) < this.#rules.cusp * this.#top;
    return isOver ? 'restart' : 'open';
  }
}
