import { describe, expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { RICH, typesOf } from '../test/long-world.ts';
import { sellNothing } from '../test/plain-policies.ts';
import type { AuctionOpened } from './auction-facts.ts';

/** Account 0 is long 10 A at 100 with 100 atoms against 1; 2 and 3 are keepers, 4 has nothing. */
function failing(): { readonly world: ClearingWorld; readonly auction: number; readonly opened: AuctionOpened } {
  const liquidation = { ...sellNothing('auction'), auctionMs: 5_000 };
  const world = new ClearingWorld({ deposits: [100, RICH, RICH, RICH, 0], fundAtoms: 1_000, liquidation });
  world.trade(0, 1, 0, 10, 100);
  const [, opened] = world.mark(94) as unknown as [unknown, AuctionOpened];
  return { world, auction: opened.auction, opened };
}

/** Lets the auction end, at the mark of before. */
const end = (world: ClearingWorld): string[] => {
  world.nowMs = 5_000;
  return typesOf(world.mark(94));
};

describe('an auction to keepers', () => {
  test('offers the position of a failing account, which waits until it ends', () => {
    const { world, opened } = failing();
    expect(opened).toMatchObject({ type: 'auctionOpened', account: 0, signedLots: 10, endsMs: 5_000 });
    world.nowMs = 4_999;
    expect(typesOf(world.mark(94))).toEqual([]);
    expect(world.liquidator.isUnderway(0)).toBe(true);
  });

  test('gives it to the best bids at their own prices, ties to the earlier, until the account complies', () => {
    const { world, auction } = failing();
    const { auctions } = world.liquidator;
    expect(auctions.bid(auction, { account: 2, priceTicks: 92, lots: 4 })).toBe(true);
    expect(auctions.bid(auction, { account: 3, priceTicks: 93, lots: 1 })).toBe(true);
    expect(auctions.bid(auction, { account: 1, priceTicks: 92, lots: 1 })).toBe(true);
    // One lot at 93 leaves 39 of 43 needed, four more at 92 leave 31 of 24: the third bid is void.
    expect(end(world)).toEqual(['auctionWon', 'auctionWon', 'auctionClosed']);
    expect([2, 3, 1, 0].map((account) => world.sizes(account)[0])).toEqual([4, 1, -10, 5]);
    expect(world.house.fails(0)).toBe(false);
    expect(world.faults()).toEqual([]);
  });

  test('that nobody bids in ends in absorption, once and for all', () => {
    const { world } = failing();
    expect(end(world)).toEqual(['auctionClosed', 'takeover']);
    expect([world.sizes(0)[0], world.sizes(world.fund.account)[0]]).toEqual([0, 10]);
  });

  test('leaves a bid that its keeper cannot afford', () => {
    const { world, auction } = failing();
    world.liquidator.auctions.bid(auction, { account: 4, priceTicks: 95, lots: 10 });
    world.liquidator.auctions.bid(auction, { account: 2, priceTicks: 93, lots: 10 });
    expect(end(world)).toEqual(['auctionWon', 'auctionClosed']);
    expect([world.sizes(2)[0], world.sizes(4)[0], world.house.walletAtoms(0)]).toEqual([10, 0, 30]);
  });

  test('takes no bid of its debtor, of nothing, at no price, or once it is over', () => {
    const { world, auction } = failing();
    const { auctions } = world.liquidator;
    const bid = { account: 2, priceTicks: 93, lots: 1 };
    expect(auctions.bid(auction, { ...bid, account: 0 })).toBe(false);
    expect(auctions.bid(auction, { ...bid, lots: 0 })).toBe(false);
    expect(auctions.bid(auction, { ...bid, priceTicks: 0 })).toBe(false);
    expect(auctions.bid(auction + 1, bid)).toBe(false);
    expect(auctions.instrumentOf(auction)).toBe(world.perps[0]);
    end(world);
    expect([auctions.bid(auction, bid), auctions.instrumentOf(auction)]).toEqual([false, undefined]);
  });

  test('needs a time that is one', () => {
    const world = new ClearingWorld({ deposits: [100, RICH], liquidation: sellNothing('auction') });
    world.trade(0, 1, 0, 10, 100);
    expect(() => world.mark(94)).toThrow('the liquidation policy auctions for undefined ms; expected a time above 0');
  });
});
