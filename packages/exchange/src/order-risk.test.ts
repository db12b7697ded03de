import { describe, expect, test } from '@jest/globals';
import { faultsOf } from '../test/books-agree.ts';
import { BUY, PERP, SELL, SPOT, START_ATOMS, TestExchange, USD } from '../test/test-exchange.ts';

const [ANN, BOB, CAT] = [1, 2, 3];

/** Mark at 100 ticks: a lot is worth 1,000 atoms and needs 100 of initial margin, so that 10,000 lots take all funds. */
function perps(accounts = 3): TestExchange {
  return new TestExchange({ perps: true, accounts }).start();
}

/** Gives two accounts opposite positions. */
function hold(exchange: TestExchange, long: number, short: number, lots: number, price = 100): void {
  exchange.place(long, PERP, BUY, price, lots);
  exchange.place(short, PERP, SELL, price, lots);
}

function clear(exchange: TestExchange): void {
  for (const account of exchange.accounts) exchange.cancelAll(account);
  const { exposure } = exchange.venue.house!.credit;
  for (const account of exchange.accounts) {
    expect([exposure.orders(account), exposure.buyLots(account, PERP), exposure.sellLots(account, PERP)]).toEqual([
      0, 0, 0,
    ]);
  }
  expect(exchange.venue.orders.live).toBe(0);
  expect(faultsOf(exchange)).toEqual([]);
}

describe('margin', () => {
  test('nothing is admitted before there is a mark', () => {
    const exchange = new TestExchange({ perps: true });
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 100, 1))).toEqual(['refused: noMarkPrice']);
  });

  test('resting orders need margin for all they could open; the last lot that equity covers is admitted', () => {
    const exchange = perps();
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 100, 10_001))).toEqual(['refused: insufficientMargin']);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 100, 10_000))).toEqual(['resting']);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 1, 1))).toEqual(['refused: insufficientMargin']);
    expect(exchange.story(exchange.place(ANN, PERP, SELL, 200, 10_000))).toEqual(['resting']);
    expect(exchange.held(ANN, USD)).toBe(0);
    clear(exchange);
  });

  test('an order that may pay more than the mark needs the loss too, and the fee', () => {
    const exchange = perps();
    exchange.rules.takerPpm = 1000;
    // 101 a lot of margin, 10 of loss, 1.01 of fee.
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 101, 9009))).toEqual(['refused: insufficientMargin']);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 101, 9008))).toEqual(['resting']);
    clear(exchange);
  });

  test('a market order is judged by what it would take, without its own orders', () => {
    const exchange = perps();
    exchange.place(BOB, PERP, SELL, 200, 5000);
    exchange.place(ANN, PERP, SELL, 100, 4000);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 0, 5000))).toEqual(['refused: insufficientMargin']);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 0, 900))).toEqual(['filled']);
    expect(exchange.position(ANN)).toBe(900);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('what reduces is admitted though equity covers nothing more', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 9000);
    exchange.rules.markPrice = 95;
    exchange.run(1_000_000);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 95, 1))).toEqual(['refused: insufficientMargin']);
    expect(exchange.story(exchange.place(ANN, PERP, SELL, 95, 9000))).toEqual(['resting']);
  });

  test('an immediate order needs margin for what it can get, not for its size', () => {
    const exchange = perps();
    exchange.place(BOB, PERP, SELL, 100, 50);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 100, 10 ** 7, { tif: 'ioc' }))).toEqual(['expired']);
    expect(exchange.position(ANN)).toBe(50);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 100, 10 ** 7, { tif: 'ioc' }))).toEqual(['expired']);
  });

  test('margin is not spent on a spot market, and what a spot order holds is no margin', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 8000);
    expect(exchange.story(exchange.place(ANN, SPOT, BUY, 100, 2001))).toEqual(['refused: insufficientBalance']);
    expect(exchange.story(exchange.place(ANN, SPOT, BUY, 100, 2000))).toEqual(['resting']);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 100, 1))).toEqual(['refused: insufficientMargin']);
    clear(exchange);
  });

  test('an order whose value cannot be counted is refused, at its price or at the mark', () => {
    const exchange = perps();
    const story = (side: number, price: number, size: number): string[] =>
      exchange.story(exchange.place(ANN, PERP, side, price, size));
    expect(story(SELL, 2 ** 31 - 1, 2 ** 40)).toEqual(['refused: sizeOutOfRange']);
    expect(story(BUY, 1, 2 ** 45)).toEqual(['refused: sizeOutOfRange']);
    expect(story(BUY, 0, 2 ** 53 - 1)).toEqual(['expired']);
    expect(story(BUY, 0, 2 ** 53)).toEqual(['refused: sizeOutOfRange']);
    expect(story(BUY, 100, -3)).toEqual(['refused: sizeOutOfRange']);
  });
});

describe('amendments of perpetual orders', () => {
  test('are judged as new orders in place of the old; smaller ones at the same price always pass', () => {
    const exchange = perps();
    exchange.rules.takerPpm = 0;
    const order = exchange.place(ANN, PERP, BUY, 100, 10_000);
    exchange.amend(ANN, order, 100, 10_001, PERP);
    exchange.amend(ANN, order, 101, 10_000, PERP); // 10,000 × 10 of loss
    exchange.amend(ANN, order, 99, 10_000, PERP);
    exchange.amend(ANN, order, 101, 9000, PERP);
    exchange.amend(ANN, order, 101, 10, PERP);
    expect(exchange.story(order)).toEqual([
      'resting',
      'resting: insufficientMargin',
      'resting: insufficientMargin',
      'amended',
      'amended',
      'amended',
    ]);
    expect(exchange.venue.house!.credit.exposure.buyLots(ANN, PERP)).toBe(10);
    clear(exchange);
  });

  test('one that crosses trades, and its rest rests', () => {
    const exchange = perps();
    const order = exchange.place(ANN, PERP, BUY, 90, 10);
    exchange.place(BOB, PERP, SELL, 100, 4);
    exchange.amend(ANN, order, 100, 10, PERP);
    expect([exchange.position(ANN), exchange.left(order)]).toEqual([4, 6]);
    expect(faultsOf(exchange)).toEqual([]);
    exchange.place(BOB, PERP, SELL, 101, 6);
    exchange.amend(ANN, order, 101, 6, PERP);
    expect(exchange.story(order).at(-1)).toBe('filled');
    clear(exchange);
  });
});

describe('reduce-only orders', () => {
  test('without an opposite position they are refused, and beyond it they are cut', () => {
    const exchange = perps();
    expect(exchange.story(exchange.place(ANN, PERP, SELL, 110, 1, { reduceOnly: true }))).toEqual([
      'refused: reduceOnly',
    ]);
    hold(exchange, ANN, BOB, 10);
    expect(exchange.story(exchange.place(ANN, PERP, BUY, 90, 1, { reduceOnly: true }))).toEqual([
      'refused: reduceOnly',
    ]);
    const order = exchange.place(ANN, PERP, SELL, 110, 15, { reduceOnly: true });
    expect(exchange.left(order)).toBe(10);
    expect(exchange.story(exchange.place(ANN, PERP, SELL, 110, 1, { reduceOnly: true }))).toEqual([
      'refused: reduceOnly',
    ]);
    exchange.amend(ANN, order, 111, 20, PERP);
    expect(exchange.left(order)).toBe(10);
    clear(exchange);
  });

  test('a reduce-only market order closes and never turns', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10);
    exchange.place(CAT, PERP, BUY, 99, 100);
    exchange.place(ANN, PERP, SELL, 0, 25, { reduceOnly: true });
    expect(exchange.position(ANN)).toBe(0);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('other orders of the account count first: the youngest reduce-only lots give way', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10);
    const old = exchange.place(ANN, PERP, SELL, 110, 6, { reduceOnly: true });
    const young = exchange.place(ANN, PERP, SELL, 109, 4, { reduceOnly: true });
    exchange.place(ANN, PERP, SELL, 120, 3);
    expect([exchange.left(old), exchange.left(young)]).toEqual([6, 1]);
    exchange.place(ANN, PERP, SELL, 121, 3);
    expect([exchange.left(old), exchange.left(young)]).toEqual([4, 0]);
    expect(exchange.story(young)).toEqual(['resting', 'amended', 'cancelled']);
    exchange.place(CAT, PERP, BUY, 200, 100);
    expect(exchange.position(ANN)).toBe(0);
    clear(exchange);
  });

  test('a cut order keeps its place in the queue', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10);
    const order = exchange.place(ANN, PERP, SELL, 110, 10, { reduceOnly: true });
    const behind = exchange.place(CAT, PERP, SELL, 110, 10);
    exchange.place(ANN, PERP, SELL, 130, 4);
    exchange.place(BOB, PERP, BUY, 110, 7);
    expect([exchange.left(order), exchange.left(behind)]).toEqual([0, 9]);
  });

  test('one sweep through reduce-only and other orders of an account leaves it flat, not turned', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10);
    exchange.place(ANN, PERP, SELL, 110, 10, { reduceOnly: true });
    exchange.place(ANN, PERP, SELL, 105, 7);
    exchange.place(CAT, PERP, BUY, 0, 1000);
    expect([exchange.position(ANN), exchange.position(CAT)]).toEqual([0, 10]);
    clear(exchange);
  });

  test('they follow a position that the account makes smaller by another order', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10);
    const order = exchange.place(ANN, PERP, SELL, 110, 10, { reduceOnly: true });
    exchange.place(CAT, PERP, BUY, 100, 100);
    exchange.place(ANN, PERP, SELL, 0, 4);
    expect(exchange.left(order)).toBe(6);
    exchange.place(ANN, PERP, SELL, 0, 8);
    expect([exchange.left(order), exchange.position(ANN)]).toEqual([0, -2]);
    clear(exchange);
  });

  test('a refused amendment changes neither their lots nor who is cut first', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10);
    const old = exchange.place(ANN, PERP, SELL, 110, 5, { reduceOnly: true, tif: 'postOnly' });
    const young = exchange.place(ANN, PERP, SELL, 111, 5, { reduceOnly: true });
    exchange.place(CAT, PERP, BUY, 100, 1);
    exchange.amend(ANN, old, 100, 5, PERP);
    expect(exchange.story(old)).toEqual(['resting', 'resting: wouldTake']);
    exchange.place(ANN, PERP, SELL, 130, 5);
    expect([exchange.left(old), exchange.left(young)]).toEqual([5, 0]);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('one that an amendment fills whole is forgotten', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10);
    const order = exchange.place(ANN, PERP, SELL, 110, 4, { reduceOnly: true });
    exchange.place(CAT, PERP, BUY, 100, 4);
    exchange.amend(ANN, order, 100, 4, PERP);
    expect(exchange.story(order)).toEqual(['resting', 'filled']);
    expect(exchange.position(ANN)).toBe(6);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('they follow a position that deleveraging made smaller', () => {
    const exchange = perps(4);
    const DAN = 4;
    exchange.rules.absorb = 'deleverage';
    exchange.rules.steps = () => false;
    hold(exchange, ANN, BOB, 9500); // ANN's bankruptcy will be covered by BOB's short …
    hold(exchange, CAT, DAN, 9000); // … and CAT is long too, but holds on
    const order = exchange.place(BOB, PERP, BUY, 80, 9500, { reduceOnly: true });
    exchange.ledger.transfer(exchange.venue.wallets.of(ANN), exchange.feeWallet, USD, 1000, 0);
    exchange.ledger.issue(exchange.venue.wallets.of(CAT), USD, 10 ** 6);
    exchange.rules.markPrice = 90;
    exchange.run(1_000_000);
    expect([exchange.position(ANN), exchange.position(BOB)]).toEqual([0, 0]);
    expect(exchange.left(order)).toBe(0);
    expect(faultsOf(exchange)).toEqual([]);
  });
});

describe('forced orders', () => {
  test('do not meet reduce-only orders that a deleveraging of the same mark made too large', () => {
    const [DAN, EVE] = [4, 5];
    const exchange = perps(5);
    exchange.rules.absorb = 'deleverage';
    hold(exchange, ANN, BOB, 9500); // broken first: nothing bids, so that BOB's short is closed against it
    hold(exchange, CAT, DAN, 9000); // broken next: sold on the book
    const order = exchange.place(BOB, PERP, BUY, 85, 9500, { reduceOnly: true });
    const bid = exchange.place(EVE, PERP, BUY, 84, 9000);
    exchange.rules.steps = (account) => account !== ANN;
    exchange.rules.markPrice = 90;
    exchange.run(1_000_000);
    expect(exchange.story(order).at(-1)).toBe('cancelled');
    expect([ANN, BOB, CAT, DAN, EVE].map((account) => exchange.position(account))).toEqual([0, 0, 0, -9000, 9000]);
    expect(exchange.story(bid).at(-1)).toBe('filled');
    expect(faultsOf(exchange)).toEqual([]);
  });
});

describe('positions', () => {
  test('gains are paid out of the clearing account, which mirrors the costs', () => {
    const exchange = perps();
    hold(exchange, ANN, BOB, 10, 100);
    hold(exchange, CAT, ANN, 10, 130);
    expect(exchange.balance(ANN, USD)).toBe(START_ATOMS[USD] + 10 * 30 * 10);
    expect([ANN, BOB, CAT].map((account) => exchange.position(account))).toEqual([0, -10, 10]);
    clear(exchange);
  });
});
