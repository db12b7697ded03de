import { expect, test } from '@jest/globals';
import { DESK, TAPE, VIEW, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { AuctionOpened, Desk, Tape, View } from '@ebb/sdk';
import { harness } from './harness.ts';

const PERP = 'BTC/USDT:USDT@alpha';
const COIN = 'BTC/USD:BTC@coin';
const book = { kind: 'perp', tick: 0.1, bid: 100, ask: 100 } as const;
const markets = {
  [PERP]: { ...book, lot: 0.001, initialMargin: 0.1 },
  [COIN]: { ...book, lot: 1, multiplier: 10 },
} as const;

/** Exposes what it is given, so that a test may act as the agent. */
@injectable()
class Puppet {
  readonly heard: unknown[] = [];
  auction: AuctionOpened | null = null;
  constructor(
    @inject(DESK) readonly desk: Desk,
    @inject(VIEW) readonly view: View,
    @inject(TAPE) tape: Tape,
  ) {
    desk.react(tape.auctions(PERP), (auction) => (this.auction = auction));
    desk.react(tape.auctionResults(PERP), (fact) => {
      this.heard.push('sold' in fact ? fact.sold : [fact.account, fact.size, fact.price]);
    });
  }
}
const head = { kind: 'agent', name: 'puppet', version: '1.0.0', summary: 'Does as it is told.' } as const;
const puppet = definePlugin({ ...head, params: parameters({}), use: Puppet });
const make = (): [ReturnType<typeof harness>, Puppet] => {
  const h = harness(puppet, { markets, balances: { alpha: { USDT: 100 }, coin: { BTC: 1 } } });
  return [h, h.agent as Puppet];
};

test('what is asked of clearing is sent, and a leverage below 1 or a spot market is a mistake', () => {
  const [h, { desk }] = make();
  desk.setLeverage(PERP, 5);
  desk.moveMargin(PERP, -2.5);
  expect(h.sent).toMatchObject([
    { kind: 'setLeverage', market: PERP, size: 5 },
    { kind: 'moveMargin', market: PERP, size: -2.5 },
  ]);
  expect(() => desk.setLeverage(PERP, 0.5)).toThrow('at least 1');
});

test('auctions are told, bids rounded to the passive side, and a bid that wins is a position', () => {
  const [h, agent] = make();
  const id = h.auction(PERP, -3, 5_000);
  expect(agent.auction).toMatchObject({ auction: id, size: -3, endsMs: Date.UTC(2025, 9, 10) + 5_000 });
  agent.desk.bid(agent.auction!, 101.03, 2.00049);
  agent.desk.bid(agent.auction!, 101, 0.0001);
  expect(h.sent).toMatchObject([{ kind: 'bid', side: 'sell', price: 101.1, size: 2 }]);
  h.closeAuction(PERP, id, -2, 101.1);
  h.closeAuction(PERP, h.auction(PERP, 1, 5_000));
  expect(agent.heard).toEqual([[0, -2, 101.1], 2, 0]);
  expect([h.position(PERP), agent.desk.entryPrice(PERP)]).toEqual([-2, 101.1]);
});

test('margin is that of a venue in cross mode, collateral what the test says', () => {
  const [h, { desk, view }] = make();
  expect(desk.margin(PERP)).toMatchObject({ equity: 100, maintenance: 0, ratio: Infinity, verdict: 'free' });
  h.setPosition(PERP, 10, 100);
  h.mark(PERP, 96);
  expect(desk.margin(PERP)).toMatchObject({ equity: 60, maintenance: 48, ratio: 1.25, verdict: 'free' });
  expect([view.collateral('alpha', 'USDT'), view.collateral('alpha', 'BTC')]).toEqual([1, NaN]);
  h.collateral('alpha', 'BTC', 95);
  expect([view.collateral('alpha', 'BTC'), view.collateral('coin', 'BTC')]).toEqual([95, NaN]);
});

test('an inverse perpetual gains, loses and funds in its coin', () => {
  const [h, { desk, view }] = make();
  expect([view.market(COIN).inverse, view.market(PERP).inverse]).toEqual([true, false]);
  h.setPosition(COIN, 20, 100);
  h.mark(COIN, 80);
  h.funding(COIN, 0.01);
  expect(h.balance('coin', 'BTC')).toBeCloseTo(1 - 0.025);
  expect(desk.equity('coin')).toBeCloseTo(200 * (1 / 100 - 1 / 80) * 80);
  h.fill(desk.market(COIN, 'sell', 20), 80);
  expect(h.balance('coin', 'BTC')).toBeCloseTo(0.975 - 0.5);
});
