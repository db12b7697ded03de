/** Names an auction; 0 names none. */
export type AuctionId = number;

/**
 * A bid for lots of a position that is auctioned to keepers: at most so many lots, at `priceTicks` or better. For a long
 * that is sold the highest bids win, for a short that is bought back the lowest; ties go to the earlier bid. Winners pay
 * their own price and have to afford the position as if they had traded it.
 */
export interface Bid {
  readonly account: number;
  readonly priceTicks: number;
  readonly lots: number;
}
