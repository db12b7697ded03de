import type { IssuerRefusal } from '@ebb/sdk';
import type { AuctionEnd, AuctionLot, BidOutcome, CollateralAuction } from './collateral-auction.ts';

/** Rules of a flip auction; `beg` is the least improvement, as a share. */
export interface FlipRules {
  readonly beg: number;
  readonly ttlMs: number;
  readonly tauMs: number;
}

/**
 * An auction in two phases: bids for the whole lot go up until they pay the debt (tend), then the lot that is taken for the debt goes
 * down and the rest is the owner's (dent). The best bid wins when it is `ttl` old, or at the end. MakerDAO, dss, flip.sol. There a first bid is more than nothing, if by
 * 10^-45 coins; here, where coins have atoms, it may be nothing.
 */
export class FlipAuction implements CollateralAuction {
  readonly endsMs: number;
  readonly #rules: FlipRules;
  #lot: AuctionLot;
  /** Who bids most, how much, and until when that stands; -1 and 0 before there is a bid. */
  #leader = -1;
  #bid = 0;
  #standsMs = Infinity;

  constructor(lot: AuctionLot, rules: FlipRules, nowMs: number) {
    this.#lot = lot;
    this.#rules = rules;
    this.endsMs = nowMs + rules.tauMs;
  }

  get lot(): AuctionLot {
    return this.#lot;
  }

  bid(account: number, collateral: number, price: number, nowMs: number): BidOutcome | IssuerRefusal {
    if (nowMs >= this.#standsMs || nowMs >= this.endsMs) return 'closed';
    const lot = this.#lot;
    if (!(collateral >= 1)) return 'tooSmall';
    const offered = Math.min(lot.debt, Math.ceil(Math.min(collateral, lot.collateral) * price));
    const isDent = this.#leader >= 0 && this.#bid === lot.debt;
    if (isDent ? offered < lot.debt || !this.#takesLess(collateral) : !this.#paysMore(offered)) return 'outbid';
    const kept = isDent ? Math.floor(collateral) : lot.collateral;
    const refund = this.#leader >= 0 && this.#leader !== account ? { to: this.#leader, coins: this.#bid } : null;
    return {
      refund,
      paid: offered - this.#bid,
      toOwner: lot.collateral - kept,
      toBidder: 0,
      isClosed: false,
      done: () => {
        this.#leader = account;
        this.#bid = offered;
        this.#standsMs = nowMs + this.#rules.ttlMs;
        this.#lot = { ...lot, collateral: kept };
      },
    };
  }

  end(nowMs: number): AuctionEnd {
    if (this.#leader < 0) return nowMs >= this.endsMs ? 'restart' : 'open';
    if (nowMs < this.#standsMs && nowMs < this.endsMs) return 'open';
    return { winner: this.#leader, collateral: this.#lot.collateral, paid: this.#bid };
  }

  #paysMore(offered: number): boolean {
    if (this.#leader < 0) return true;
    return offered > this.#bid && (offered >= this.#bid * (1 + this.#rules.beg) || offered === this.#lot.debt);
  }

  #takesLess(collateral: number): boolean {
    const taken = Math.floor(collateral);
    return taken < this.#lot.collateral && taken * (1 + this.#rules.beg) <= this.#lot.collateral;
  }
}
