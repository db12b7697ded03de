import { describe, expect, test } from '@jest/globals';
import type { BidOutcome } from './collateral-auction.ts';
import { FlipAuction } from './flip-auction.ts';

const rules = { beg: 0.05, ttlMs: 3 * 3_600_000, tauMs: 2 * 86_400_000 };
const OWNER = 1;
const auctionOf = (collateral = 40, debt = 110): FlipAuction =>
  new FlipAuction({ owner: OWNER, collateral, debt }, rules, 0);

/** A bid by the price for one that makes it so many coins; carried out when it counts. */
function bid(auction: FlipAuction, account: number, collateral: number, coins: number, nowMs = 0): BidOutcome | string {
  const outcome = auction.bid(account, collateral, coins / collateral, nowMs);
  if (typeof outcome !== 'string') outcome.done();
  return outcome;
}

describe('a flip auction', () => {
  test('dss, flip tests (test_happy_bite): 40 for 1, 40 for 110, then 38 for 110 and 2 go back to the owner', () => {
    const auction = auctionOf();
    expect(bid(auction, 7, 40, 1)).toMatchObject({ refund: null, paid: 1, toOwner: 0 });
    expect(bid(auction, 8, 40, 110)).toMatchObject({ refund: { to: 7, coins: 1 }, paid: 109, toOwner: 0 });
    expect(bid(auction, 9, 38, 110)).toMatchObject({ refund: { to: 8, coins: 110 }, paid: 0, toOwner: 2 });
    expect(auction.end(rules.ttlMs - 1)).toBe('open');
    expect(auction.end(rules.ttlMs)).toEqual({ winner: 9, collateral: 38, paid: 110 });
  });

  test('a single bid of nothing wins everything when nobody else bids', () => {
    const auction = auctionOf();
    expect(bid(auction, 7, 40, 0)).toMatchObject({ refund: null, paid: 0, toBidder: 0 });
    expect(auction.end(rules.ttlMs)).toEqual({ winner: 7, collateral: 40, paid: 0 });
  });

  test('flip.sol: a bid is beg better or pays the whole debt, a lot is beg smaller', () => {
    const auction = auctionOf();
    bid(auction, 7, 40, 100);
    expect(bid(auction, 8, 40, 104)).toBe('outbid');
    expect(bid(auction, 8, 40, 105)).toMatchObject({ paid: 5 });
    expect(bid(auction, 7, 40, 200)).toMatchObject({ paid: 5, refund: { to: 8, coins: 105 } });
    expect(bid(auction, 8, 39, 110)).toBe('outbid');
    expect(bid(auction, 8, 38, 109)).toBe('outbid');
    expect(bid(auction, 7, 38, 110)).toMatchObject({ paid: 0, refund: null, toOwner: 2 });
    expect(bid(auction, 8, 0.5, 110)).toBe('tooSmall');
  });

  test('begins again without a bid at its end, and takes none afterwards', () => {
    const auction = auctionOf();
    expect(auction.end(rules.tauMs - 1)).toBe('open');
    expect(auction.end(rules.tauMs)).toBe('restart');
    expect(bid(auction, 7, 40, 1, rules.tauMs)).toBe('closed');
  });
});
