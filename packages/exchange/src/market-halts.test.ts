import { describe, expect, test } from '@jest/globals';
import { faultsOf } from '../test/books-agree.ts';
import { PlainBreaker } from '../test/plain-breaker.ts';
import { BTC, BUY, PERP, SELL, SPOT, START_ATOMS, TestExchange, USD } from '../test/test-exchange.ts';
import type { MarketHalt } from './contracts/circuit-breaker.ts';

const [ANN, BOB, CAT] = [1, 2, 3];

/** An exchange whose spot market has just been halted by a trade at 100; `before` may send orders until then. */
function halted(meanwhile: MarketHalt['meanwhile'], ms = 1, before: (exchange: TestExchange) => void = () => {}) {
  const breaker = new PlainBreaker();
  const exchange = new TestExchange({ perps: true, breakers: [breaker] }).start().run();
  before(exchange);
  breaker.asked.length = 0;
  exchange.place(ANN, SPOT, SELL, 100, 1);
  breaker.nextHalt = { ms, meanwhile };
  exchange.place(BOB, SPOT, BUY, 100, 1);
  return { exchange, breaker };
}

describe('a halt', () => {
  test('begins after the intent that tripped it, is told, and ends when its time is over', () => {
    const { exchange } = halted('auction');
    const listing = exchange.venue.listing(SPOT);
    expect([listing.state, exchange.venue.listing(PERP).state]).toEqual(['auction', 'open']);
    exchange.run(999);
    expect(listing.state).toBe('auction');
    exchange.run(1);
    expect(listing.state).toBe('open');
    const untilUs = exchange.startUs + 1000;
    const { cause, origin } = exchange.trades[0];
    expect(exchange.halts).toMatchObject([
      { market: 'BTC/USD@alpha', state: 'auction', timeUs: exchange.startUs, untilUs, cause, origin },
      { market: 'BTC/USD@alpha', state: 'open', timeUs: untilUs, untilUs: 0, cause, origin },
    ]);
  });

  test('is asked for after what traded and once a mark, not during a halt', () => {
    const { exchange, breaker } = halted('auction', 1500);
    expect(breaker.asked).toEqual(['halt at 100, mark 0']);
    exchange.place(ANN, PERP, SELL, 100, 1);
    breaker.asked.length = 0;
    exchange.run(1_000_000);
    expect(breaker.asked).toEqual(['halt at 0, mark 100']);
    breaker.nextHalt = { ms: 1, meanwhile: 'cancelOnly' };
    exchange.run(1_001_000);
    expect(exchange.halts.at(-2)).toMatchObject({ market: 'BTC/USD:USD@alpha', state: 'cancelOnly' });
    expect(exchange.halts.at(-1)).toMatchObject({ market: 'BTC/USD:USD@alpha', state: 'open' });
  });

  test('of several breakers lasts as long as the longest, and takes only cancels if one says so', () => {
    const [one, two] = [new PlainBreaker(), new PlainBreaker()];
    const exchange = new TestExchange({ breakers: [one, two] });
    exchange.place(ANN, SPOT, SELL, 100, 1);
    one.nextHalt = { ms: 0.25, meanwhile: 'cancelOnly' };
    two.nextHalt = { ms: 3, meanwhile: 'auction' };
    exchange.place(BOB, SPOT, BUY, 100, 1);
    expect(exchange.halts).toMatchObject([{ state: 'cancelOnly', untilUs: exchange.startUs + 3000 }]);
  });

  test('with cancels only refuses orders and amendments, and lets cancels through', () => {
    let order = 0;
    const { exchange } = halted('cancelOnly', 1, (each) => (order = each.place(ANN, SPOT, BUY, 90, 5)));
    expect(exchange.story(exchange.place(CAT, SPOT, BUY, 90, 5))).toEqual(['refused: cancelOnly']);
    exchange.amend(ANN, order, 80, 5).cancel(ANN, order);
    expect(exchange.story(order)).toEqual(['resting', 'resting: cancelOnly', 'cancelled']);
    exchange.run(1000);
    expect(exchange.story(exchange.place(CAT, SPOT, BUY, 90, 5))).toEqual(['resting']);
    expect(exchange.trades).toHaveLength(1);
  });

  test('keeps forced orders from the book', () => {
    const { exchange, breaker } = halted('auction', 2000);
    exchange.place(ANN, PERP, BUY, 100, 5);
    const spot = exchange.markets[SPOT].instrument;
    expect(exchange.venue.placeForced(BOB, spot, -1, 0)).toEqual({ filledLots: 0, notionalAtoms: 0, heldBack: true });
    breaker.nextHalt = { ms: 1, meanwhile: 'auction' };
    const force = () => exchange.venue.placeForced(BOB, exchange.perp, -1, 0);
    expect([force(), force()].map(({ filledLots, heldBack }) => [filledLots, heldBack])).toEqual([
      [1, false],
      [0, true],
    ]);
  });

  test('does not end while its venue is closed, but with it', () => {
    const { exchange } = halted('auction');
    exchange.place(ANN, SPOT, BUY, 110, 3);
    exchange.place(CAT, SPOT, SELL, 90, 3);
    exchange.venue.setState('down');
    exchange.run(2000);
    expect(exchange.trades).toHaveLength(1);
    expect(exchange.venue.listing(SPOT).state).toBe('auction');
    exchange.venue.setState('open');
    exchange.run(1);
    expect(exchange.trades.at(-1)).toMatchObject({ priceTicks: 100, sizeLots: 3 });
    expect(exchange.venue.listing(SPOT).state).toBe('open');
  });
});

describe('a call auction', () => {
  test('gathers orders and trades them at one price, each told and settled as any trade', () => {
    const { exchange } = halted('auction');
    exchange.rules.makerPpm = 1000;
    exchange.rules.takerPpm = 2000;
    const dear = exchange.place(BOB, SPOT, BUY, 120, 400);
    const cheap = exchange.place(ANN, SPOT, SELL, 90, 250);
    const other = exchange.place(CAT, SPOT, SELL, 110, 100);
    expect(exchange.trades).toHaveLength(1);
    expect(exchange.held(BOB, USD)).toBe(120 * 400 + 96);
    exchange.run(1000);
    // 350 lots trade from 110 to 120, each with 50 more bid than asked: pressure puts the price at the highest.
    expect(exchange.trades.slice(1)).toMatchObject([
      { priceTicks: 120, sizeLots: 250, side: 'buy', maker: ANN, taker: BOB, forced: false },
      { priceTicks: 120, sizeLots: 100, side: 'buy', maker: CAT, taker: BOB, forced: false },
    ]);
    expect(exchange.story(dear)).toEqual(['resting']);
    expect([exchange.left(dear), exchange.held(BOB, USD)]).toEqual([50, 120 * 50 + 12]);
    expect(exchange.story(cheap)).toEqual(['resting', 'filled']);
    expect(exchange.story(other)).toEqual(['resting', 'filled']);
    expect(
      exchange.fills.slice(2).map(({ account, maker, leftLots, feeAtoms }) => [account, maker, leftLots, feeAtoms]),
    ).toEqual([
      [ANN, true, 0, 30],
      [BOB, false, 150, 60],
      [CAT, true, 0, 12],
      [BOB, false, 50, 24],
    ]);
    expect(exchange.balance(ANN, USD)).toBe(START_ATOMS[USD] + 100 + 30_000 - 30);
    expect(exchange.balance(BOB, BTC)).toBe(START_ATOMS[BTC] + 351);
    expect(exchange.venue.listing(SPOT).lastTicks).toBe(120);
    expect(faultsOf(exchange)).toEqual([]);
    expect(exchange.story(exchange.place(ANN, SPOT, SELL, 115, 60))).toEqual(['resting']);
    expect(exchange.left(dear)).toBe(0);
  });

  test('fills a bid whole, which ends it', () => {
    const { exchange } = halted('auction');
    const bid = exchange.place(BOB, SPOT, BUY, 100, 5);
    const ask = exchange.place(ANN, SPOT, SELL, 100, 8);
    exchange.run(1000);
    expect(exchange.story(bid)).toEqual(['resting', 'filled']);
    expect([exchange.left(bid), exchange.left(ask)]).toEqual([0, 3]);
    expect(exchange.quotes.at(-1)).toMatchObject({ bidTicks: 0, askTicks: 100, askLots: 3 });
    for (const account of exchange.accounts) exchange.cancelAll(account);
    expect(exchange.venue.orders.live).toBe(0);
  });

  test('opens and closes positions', () => {
    const breaker = new PlainBreaker();
    const exchange = new TestExchange({ perps: true, breakers: [breaker] }).start().run();
    exchange.place(ANN, PERP, SELL, 100, 10);
    breaker.nextHalt = { ms: 1, meanwhile: 'auction' };
    exchange.place(BOB, PERP, BUY, 100, 4);
    const close = exchange.place(BOB, PERP, SELL, 99, 4, { reduceOnly: true });
    exchange.place(CAT, PERP, BUY, 101, 14);
    expect(faultsOf(exchange)).toEqual([]);
    exchange.run(1000);
    expect(exchange.story(close)).toEqual(['resting', 'filled']);
    expect([ANN, BOB, CAT].map((account) => exchange.position(account))).toEqual([-10, 0, 10]);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('takes neither market orders nor such as take or promise not to', () => {
    const { exchange } = halted('auction');
    const story = (price: number, tif: 'gtc' | 'ioc' | 'fok' | 'postOnly'): string[] =>
      exchange.story(exchange.place(ANN, SPOT, BUY, price, 1, { tif }));
    expect(story(0, 'gtc')).toEqual(['refused: auction']);
    for (const tif of ['ioc', 'fok', 'postOnly'] as const) expect(story(99, tif)).toEqual(['refused: auction']);
    expect(story(99, 'gtc')).toEqual(['resting']);
  });
});

describe('stops', () => {
  test('do not fire while their market is halted, but when it opens again', () => {
    let early = 0;
    const { exchange } = halted('auction', 1, (each) => {
      early = each.place(CAT, SPOT, BUY, 0, 1, { trigger: 100 }); // reached by the trade that halts the market
    });
    const late = exchange.place(CAT, SPOT, BUY, 90, 1, { trigger: 95 }); // reached when it arrives
    exchange.place(ANN, SPOT, SELL, 130, 1);
    expect([exchange.story(early), exchange.story(late)]).toEqual([['waiting'], ['waiting']]);
    exchange.run(1000);
    expect([exchange.story(early), exchange.story(late)]).toEqual([
      ['waiting', 'filled'],
      ['waiting', 'resting'],
    ]);
  });

  test('that fired just before their market was halted wait on', () => {
    const breaker = new PlainBreaker();
    const exchange = new TestExchange({ breakers: [breaker] });
    exchange.place(ANN, SPOT, SELL, 100, 1);
    exchange.place(ANN, SPOT, SELL, 101, 1);
    const stop = exchange.send(CAT, SPOT, BUY, 0, 5, { trigger: 100 });
    const first = exchange.send(BOB, SPOT, BUY, 100, 1);
    exchange.send(BOB, SPOT, BUY, 101, 1);
    let asked = 0;
    breaker.halt = () => (++asked === 2 ? { ms: 1, meanwhile: 'auction' } : null);
    exchange.run();
    expect(exchange.story(first)).toEqual(['filled']);
    expect(exchange.story(stop)).toEqual(['waiting']);
    exchange.cancel(CAT, stop);
    expect(exchange.story(stop)).toEqual(['waiting', 'cancelled']);
    exchange.run(1000);
    expect(exchange.story(stop)).toHaveLength(2);
  });
});
