import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import fc from 'fast-check';
import plugin, { bidPrice, bidRoom } from './keeper.ts';

const PERP = 'BTC/USDT:USDT@alpha';
const markets = {
  [PERP]: { kind: 'perp', tick: 0.1, lot: 0.001, bid: 99.9, ask: 100.1, bidSize: 5, askSize: 5, index: 100 },
} as const;
const keeper = (params: HarnessOptions['params'] = {}, fills: HarnessOptions['fills'] = 'byHand'): Harness =>
  harness(plugin, {
    ...{ markets, balances: { alpha: { USDT: 1000 } }, fills },
    params: { market: PERP, discount: '2%', leverage: 2, react: '1 s', every: '4 s', bookShare: '20%', ...params },
  });

describe('a keeper', () => {
  test('bids below the index for a long and above it for a short, after its reaction time', () => {
    const h = keeper();
    h.auction(PERP, 4, 10_000);
    h.advance(999);
    expect(h.takeSent()).toEqual([]);
    h.advance(1);
    expect(h.takeSent()).toMatchObject([{ kind: 'bid', side: 'buy', price: 98, size: 4 }]);
    h.mark(PERP, 110);
    h.auction(PERP, -3, 10_000);
    h.advance(1000);
    expect(h.takeSent()).toMatchObject([{ kind: 'bid', side: 'sell', price: 112.2, size: 3 }]);
  });

  test('bids no more than its share, and no more than its capital carries with the bids that are open', () => {
    const h = keeper({ share: '50%' });
    const first = h.auction(PERP, 30, 10_000);
    h.auction(PERP, 30, 10_000);
    h.auction(PERP, 30, 10_000);
    h.advance(1000);
    expect(h.takeSent().map(({ size }) => size)).toEqual([15, 5]);
    h.closeAuction(PERP, first);
    h.auction(PERP, 12, 10_000);
    h.advance(1000);
    expect(h.takeSent()).toMatchObject([{ kind: 'bid', size: 6 }]);
  });

  test('comes too late for an auction shorter than its reaction', () => {
    const h = keeper();
    h.auction(PERP, 4, 900);
    h.advance(5_000);
    expect(h.sent).toEqual([]);
  });

  test('sells what it won a share of the book at a time, and counts it as used capital meanwhile', () => {
    const h = keeper({}, 'atTouch');
    const won = h.auction(PERP, 20, 2_000);
    h.advance(1_000);
    h.closeAuction(PERP, won, 18, 98);
    h.auction(PERP, 20, 2_000);
    h.takeSent();
    h.advance(1_000);
    expect(h.takeSent()[0]).toMatchObject({ kind: 'bid', size: 2.72 });
    h.advance(6_000);
    expect(h.takeSent()[0]).toMatchObject({ kind: 'limit', side: 'sell', price: 99.9, size: 1, reduceOnly: true });
    h.advance(180_000);
    expect(h.position(PERP)).toBe(0);
    expect(h.takeSent().length).toBeGreaterThan(10);
    h.advance(60_000);
    expect(h.sent).toEqual([]);
  });

  test('waits with unwinding while the market is closed or its other side empty', () => {
    const h = keeper();
    h.setPosition(PERP, 3, 98);
    h.quote(PERP, NaN, 100.1);
    h.advance(60_000);
    h.quote(PERP, 99.9, 100.1, 5, 5);
    h.halt('alpha', 'down');
    h.advance(60_000);
    expect(h.sent).toEqual([]);
    h.halt('alpha', 'open');
    h.advance(8_000);
    expect(h.sent[0]).toMatchObject({ kind: 'limit', side: 'sell', size: 1 });
  });

  test('on an inverse perpetual has its coins as capital, and contracts of quote units', () => {
    const id = 'BTC/USD:BTC@alpha';
    const h = harness(plugin, {
      markets: { [id]: { ...markets[PERP], lot: 1, multiplier: 10 } },
      balances: { alpha: { BTC: 2 } },
      params: { market: id, discount: '2%', leverage: 2, react: '1 s' },
    });
    h.auction(id, 100, 10_000);
    h.advance(1000);
    expect(h.sent).toMatchObject([{ kind: 'bid', side: 'buy', price: 98, size: 40 }]);
  });

  test('is refused on a spot market', () => {
    const spot = 'BTC/USDT@alpha';
    const make = (): unknown =>
      harness(plugin, { markets: { [spot]: { kind: 'spot', tick: 0.1, lot: 0.001 } }, params: { market: spot } });
    expect(make).toThrow('not a perpetual');
  });
});

test('a won bid leaves position and open bids within the leverage', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(
      amount,
      fc.double({ min: 0.1, max: 20, noNaN: true }),
      amount,
      amount,
      (equity, leverage, held, bids) => {
        const room = bidRoom(equity, leverage, 50, held, bids);
        expect(room).toBeGreaterThanOrEqual(0);
        if (room > 0) expect((held + bids + room) * 50).toBeLessThanOrEqual(equity * leverage * (1 + 1e-9));
      },
    ),
  );
  expect([bidPrice('buy', 200, 0.05), bidPrice('sell', 200, 0.05)]).toEqual([190, 210]);
});
