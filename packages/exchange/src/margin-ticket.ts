import type { AuctionId, Bid } from '@ebb/clearing';

/** What an account asks of clearing: a leverage (in hundredths), margin moved (atoms, negative out), or a bid in an auction. */
export type MarginTicket =
  | { readonly kind: 'leverage'; readonly account: number; readonly instrument: number; readonly hundredths: number }
  | { readonly kind: 'margin'; readonly account: number; readonly instrument: number; readonly atoms: number }
  | {
      readonly kind: 'bid';
      readonly account: number;
      readonly instrument: number;
      readonly auction: AuctionId;
      readonly bid: Bid;
    };
