import type { IssuerRefusal } from '@ebb/sdk';

/** What is to be sold, in whole atoms: collateral of an owner, and the coins that it is to raise, penalty included. */
export interface AuctionLot {
  readonly owner: number;
  readonly collateral: number;
  readonly debt: number;
}

/** What a bid comes to, in whole atoms; `done` is called when it has been paid. */
export interface BidOutcome {
  /** Coins that the bidder pays to whom it outbids, and to the issuer's surplus. */
  readonly refund: { readonly to: number; readonly coins: number } | null;
  readonly paid: number;
  /** Collateral that goes back to the owner, and to the bidder. */
  readonly toOwner: number;
  readonly toBidder: number;
  readonly isClosed: boolean;
  readonly done: () => void;
}

/** What an auction comes to without a further bid: nothing yet, it begins again, or its best bidder gets what is left. */
export type AuctionEnd =
  'open' | 'restart' | { readonly winner: number; readonly collateral: number; readonly paid: number };

/** One auction of collateral; prices in atoms of coin for one atom of collateral. */
export interface CollateralAuction {
  /** What is still for sale. */
  readonly lot: AuctionLot;
  readonly endsMs: number;
  bid(account: number, collateral: number, price: number, nowMs: number): BidOutcome | IssuerRefusal;
  end(nowMs: number): AuctionEnd;
}
