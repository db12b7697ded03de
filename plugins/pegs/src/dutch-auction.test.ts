import { describe, expect, test } from '@jest/globals';
import { DutchAuction, stairPrice } from './dutch-auction.ts';

const rules = { stepMs: 90_000, cut: 0.99, tailMs: 140 * 60_000, cusp: 0.4, least: 20 };
const auctionOf = (collateral = 40, debt = 110, top = 5): DutchAuction =>
  new DutchAuction({ owner: 1, collateral, debt }, rules, top, 0);

describe('a dutch auction', () => {
  test('clip.t.sol (test_take_over_tab): 25 asked at 5 for a debt of 110 are 22 for 110, and 18 go back', () => {
    const outcome = auctionOf().bid(7, 25, 5, 0);
    expect(outcome).toMatchObject({ paid: 110, toBidder: 22, toOwner: 18, isClosed: true, refund: null });
  });

  test('the price keeps 99 % at each step of 90 s: 120 % of a price fall to 40 % of that in 138 minutes', () => {
    expect(stairPrice(100, 0.99, 90_000, 89_999)).toBe(100);
    expect(stairPrice(100, 0.99, 90_000, 90_000)).toBeCloseTo(99, 10);
    const auction = auctionOf();
    expect(auction.end(91 * 90_000)).toBe('open');
    expect(auction.end(92 * 90_000)).toBe('restart');
  });

  test('is too dear for a bid below its price, and may be bought in parts', () => {
    const auction = auctionOf();
    expect(auction.bid(7, 40, 4.99, 0)).toBe('outbid');
    const part = auction.bid(7, 10, 5, 0);
    expect(part).toMatchObject({ paid: 50, toBidder: 10, toOwner: 0, isClosed: false });
    if (typeof part !== 'string') part.done();
    expect(auction.lot).toMatchObject({ collateral: 30, debt: 60 });
  });

  test('clip.sol (chost): a part leaves no dust, or all is taken', () => {
    const part = auctionOf().bid(7, 19, 5, 0);
    expect(part).toMatchObject({ paid: 90, toBidder: 18, isClosed: false });
    expect(auctionOf(40, 20).bid(7, 3, 5, 0)).toBe('tooSmall');
  });

  test('a lot that is worth less than its debt goes for what it fetches', () => {
    const outcome = auctionOf(40, 300).bid(7, 40, 5, 0);
    expect(outcome).toMatchObject({ paid: 200, toBidder: 40, toOwner: 0, isClosed: true });
  });
});
