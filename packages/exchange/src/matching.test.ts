import { describe, expect, test } from '@jest/globals';
import { faultsOf } from '../test/books-agree.ts';
import { BTC, BUY, SELL, SPOT, START_ATOMS, TestExchange, USD } from '../test/test-exchange.ts';

const [ANN, BOB, CAT] = [1, 2, 3];

function spot(makerPpm = 0, takerPpm = 0): TestExchange {
  const exchange = new TestExchange();
  exchange.rules.makerPpm = makerPpm;
  exchange.rules.takerPpm = takerPpm;
  return exchange;
}

/** All orders of all accounts cancelled: nothing may be left held. */
function clear(exchange: TestExchange): void {
  for (const account of exchange.accounts) exchange.cancelAll(account);
  expect(exchange.venue.orders.live).toBe(0);
  for (const asset of [USD, BTC]) expect(exchange.ledger.totalHeld(asset)).toBe(0);
  expect(faultsOf(exchange)).toEqual([]);
}

describe('spot orders', () => {
  test('a buy holds what it would pay with the dearer fee, a sell what it would deliver', () => {
    const exchange = spot(100, 2500);
    exchange.place(ANN, SPOT, BUY, 99, 7); // 693 atoms, 1.7325 of fee
    exchange.place(BOB, SPOT, SELL, 101, 5);
    expect(exchange.held(ANN, USD)).toBe(695);
    expect(exchange.held(BOB, BTC)).toBe(5);
    expect(faultsOf(exchange)).toEqual([]);
    clear(exchange);
  });

  test('a fill moves both assets at the price of the maker, and price improvement is freed', () => {
    const exchange = spot();
    const ask = exchange.place(ANN, SPOT, SELL, 100, 10);
    const bid = exchange.place(BOB, SPOT, BUY, 110, 15);
    expect(exchange.balance(ANN, USD)).toBe(START_ATOMS[USD] + 1000);
    expect(exchange.balance(BOB, USD)).toBe(START_ATOMS[USD] - 1000);
    expect(exchange.balance(BOB, BTC)).toBe(START_ATOMS[BTC] + 10);
    expect(exchange.held(BOB, USD)).toBe(550);
    expect(exchange.held(ANN, BTC)).toBe(0);
    expect(exchange.story(ask)).toEqual(['resting', 'filled']);
    expect(exchange.story(bid)).toEqual(['resting']);
    expect(exchange.fills.map(({ account, maker, leftLots }) => [account, maker, leftLots])).toEqual([
      [ANN, true, 0],
      [BOB, false, 5],
    ]);
    clear(exchange);
  });

  test('an order that would cost more than is free is refused, the last affordable lot is not', () => {
    const exchange = spot(0, 10_000);
    const dear = exchange.place(ANN, SPOT, BUY, 100, 9901); // 990,100 and 9,901 of fee
    expect(exchange.story(dear)).toEqual(['refused: insufficientBalance']);
    const fits = exchange.place(ANN, SPOT, BUY, 100, 9900);
    expect(exchange.story(fits)).toEqual(['resting']);
    const more = exchange.place(ANN, SPOT, BUY, 100, 2);
    expect(exchange.story(more)).toEqual(['refused: insufficientBalance']);
    const uncovered = exchange.place(ANN, SPOT, SELL, 200, 1001);
    expect(exchange.story(uncovered)).toEqual(['refused: insufficientBalance']);
    clear(exchange);
  });

  test('immediate-or-cancel frees what it did not use, fill-or-kill does all or nothing', () => {
    const exchange = spot(0, 1000);
    exchange.place(ANN, SPOT, SELL, 100, 10);
    const ioc = exchange.place(BOB, SPOT, BUY, 105, 30, { tif: 'ioc' });
    expect(exchange.story(ioc)).toEqual(['expired']);
    expect(exchange.balance(BOB, BTC)).toBe(START_ATOMS[BTC] + 10);
    expect(exchange.held(BOB, USD)).toBe(0);
    exchange.place(ANN, SPOT, SELL, 100, 10);
    const kill = exchange.place(BOB, SPOT, BUY, 105, 11, { tif: 'fok' });
    expect(exchange.story(kill)).toEqual(['refused: notFillable']);
    expect(exchange.held(BOB, USD)).toBe(0);
    const killMarket = exchange.place(BOB, SPOT, BUY, 0, 11, { tif: 'fok' });
    expect(exchange.story(killMarket)).toEqual(['refused: notFillable']);
    const whole = exchange.place(BOB, SPOT, BUY, 105, 10, { tif: 'fok' });
    expect(exchange.story(whole)).toEqual(['filled']);
    clear(exchange);
  });

  test('a post-only order that would take is refused and holds nothing', () => {
    const exchange = spot();
    exchange.place(ANN, SPOT, SELL, 100, 10);
    const taker = exchange.place(BOB, SPOT, BUY, 100, 1, { tif: 'postOnly' });
    expect(exchange.story(taker)).toEqual(['refused: wouldTake']);
    expect(exchange.held(BOB, USD)).toBe(0);
    const maker = exchange.place(BOB, SPOT, BUY, 99, 1, { tif: 'postOnly' });
    expect(exchange.story(maker)).toEqual(['resting']);
    const market = exchange.place(BOB, SPOT, BUY, 0, 1, { tif: 'postOnly' });
    expect(exchange.story(market)).toEqual(['refused: wouldTake']);
    clear(exchange);
  });

  test('a market order takes what there is and expires; without anything it only expires', () => {
    const exchange = spot();
    expect(exchange.story(exchange.place(BOB, SPOT, SELL, 0, 3))).toEqual(['expired']);
    exchange.place(ANN, SPOT, BUY, 100, 2);
    expect(exchange.story(exchange.place(BOB, SPOT, SELL, 0, 3))).toEqual(['expired']);
    expect(exchange.balance(BOB, BTC)).toBe(START_ATOMS[BTC] - 2);
    clear(exchange);
  });

  test('a market buy that its account cannot pay whole, with the fee, is refused', () => {
    const exchange = spot(0, 1000);
    exchange.place(ANN, SPOT, SELL, 1000, 999);
    exchange.place(CAT, SPOT, SELL, 1001, 1);
    expect(exchange.story(exchange.place(BOB, SPOT, BUY, 0, 1000))).toEqual(['refused: insufficientBalance']);
    expect(exchange.story(exchange.place(BOB, SPOT, BUY, 0, 999))).toEqual(['filled']);
    expect(exchange.balance(BOB, USD)).toBe(START_ATOMS[USD] - 999_000 - 999);
    clear(exchange);
  });

  test('a market buy is judged by what others offer, since its own offers are cancelled on the way', () => {
    const exchange = spot();
    const own = exchange.place(BOB, SPOT, SELL, 100, 500);
    exchange.place(ANN, SPOT, SELL, 3000, 500);
    expect(exchange.story(exchange.place(BOB, SPOT, BUY, 0, 500))).toEqual(['refused: insufficientBalance']);
    expect(exchange.story(own)).toEqual(['resting']);
    expect(exchange.story(exchange.place(BOB, SPOT, BUY, 0, 300))).toEqual(['filled']);
    expect(exchange.story(own)).toEqual(['resting', 'cancelled']);
    expect(exchange.held(BOB, BTC)).toBe(0);
    clear(exchange);
  });

  test('orders that would meet their own account are cancelled before they trade, and free what they held', () => {
    const exchange = spot();
    const own = exchange.place(ANN, SPOT, SELL, 100, 10);
    exchange.place(BOB, SPOT, SELL, 101, 10);
    const bid = exchange.place(ANN, SPOT, BUY, 101, 10);
    expect(exchange.story(own)).toEqual(['resting', 'cancelled']);
    expect(exchange.story(bid)).toEqual(['filled']);
    expect(exchange.held(ANN, BTC)).toBe(0);
    expect(exchange.trades).toHaveLength(1);
    clear(exchange);
  });

  test('a size or price that no book takes is refused, and so is a value past what can be counted', () => {
    const exchange = spot();
    const story = (price: number, size: number): string[] =>
      exchange.story(exchange.place(ANN, SPOT, BUY, price, size));
    expect(story(2 ** 31, 1)).toEqual(['refused: priceOutOfRange']);
    expect(story(2 ** 32 + 5, 1)).toEqual(['refused: priceOutOfRange']);
    expect(story(-1, 1)).toEqual(['refused: priceOutOfRange']);
    expect(story(1.5, 1)).toEqual(['refused: priceOutOfRange']);
    expect(story(NaN, 1)).toEqual(['refused: priceOutOfRange']);
    expect(story(100, 0)).toEqual(['refused: sizeOutOfRange']);
    expect(story(100, 0.5)).toEqual(['refused: sizeOutOfRange']);
    expect(story(2 ** 31 - 1, 2 ** 40)).toEqual(['refused: sizeOutOfRange']);
    expect(story(0, 2 ** 53)).toEqual(['refused: sizeOutOfRange']);
    expect(story(0, 2 ** 53 - 1)).toEqual(['expired']);
    clear(exchange);
  });
});

describe('amendments of spot orders', () => {
  test('more lots or a better price hold more, fewer lots free the rest and keep the place in the queue', () => {
    const exchange = spot(0, 1000);
    const first = exchange.place(ANN, SPOT, BUY, 100, 100);
    const second = exchange.place(BOB, SPOT, BUY, 100, 100);
    exchange.amend(ANN, first, 100, 50);
    expect(exchange.held(ANN, USD)).toBe(5005);
    exchange.place(CAT, SPOT, SELL, 100, 60);
    expect(exchange.left(first)).toBe(0);
    expect(exchange.left(second)).toBe(90);
    exchange.amend(BOB, second, 120, 200);
    expect(exchange.held(BOB, USD)).toBe(24_024);
    expect(exchange.story(second)).toEqual(['resting', 'amended']);
    clear(exchange);
  });

  test('an amendment that crosses trades as a new order would', () => {
    const exchange = spot();
    exchange.place(ANN, SPOT, SELL, 105, 10);
    const bid = exchange.place(BOB, SPOT, BUY, 100, 10);
    exchange.amend(BOB, bid, 110, 15);
    expect(exchange.left(bid)).toBe(5);
    expect(exchange.held(BOB, USD)).toBe(550);
    exchange.place(ANN, SPOT, SELL, 120, 10);
    exchange.amend(BOB, bid, 120, 10);
    expect(exchange.story(bid)).toEqual(['resting', 'amended', 'filled']);
    expect(exchange.held(BOB, USD)).toBe(0);
    clear(exchange);
  });

  test('a refused amendment leaves the order, and what it holds, as it was', () => {
    const exchange = spot();
    const bid = exchange.place(ANN, SPOT, BUY, 100, 10);
    const only = exchange.place(ANN, SPOT, BUY, 90, 10, { tif: 'postOnly' });
    exchange.place(BOB, SPOT, SELL, 110, 10);
    exchange.amend(ANN, bid, 100, 10_001);
    exchange.amend(ANN, bid, 0, 10);
    exchange.amend(ANN, bid, 100, 0);
    exchange.amend(ANN, only, 110, 20);
    expect(exchange.story(bid)).toEqual([
      'resting',
      'resting: insufficientBalance',
      'resting: priceOutOfRange',
      'resting: sizeOutOfRange',
    ]);
    expect(exchange.story(only)).toEqual(['resting', 'resting: wouldTake']);
    expect(exchange.held(ANN, USD)).toBe(1900);
    expect(exchange.left(bid)).toBe(10);
    expect(faultsOf(exchange)).toEqual([]);
    exchange.place(BOB, SPOT, SELL, 100, 10);
    expect(exchange.story(bid).at(-1)).toBe('filled');
    clear(exchange);
  });
});

describe('fees', () => {
  test('each side pays its rate rounded down, out of what was held or received', () => {
    const exchange = spot(150, 400);
    exchange.place(ANN, SPOT, SELL, 101, 99);
    exchange.place(BOB, SPOT, BUY, 101, 99); // 9999 atoms: 1.49985 and 3.9996 of fee
    expect(exchange.balance(ANN, USD)).toBe(START_ATOMS[USD] + 9999 - 1);
    expect(exchange.balance(BOB, USD)).toBe(START_ATOMS[USD] - 9999 - 3);
    expect(exchange.ledger.balance(exchange.feeWallet, USD)).toBe(4);
    expect(exchange.fills.map((each) => each.feeAtoms)).toEqual([1, 3]);
    clear(exchange);
  });

  test('a negative maker fee is a rebate, rounded away from zero', () => {
    const exchange = spot(-150, 0);
    exchange.place(ANN, SPOT, SELL, 101, 99);
    exchange.place(BOB, SPOT, BUY, 101, 99);
    expect(exchange.balance(ANN, USD)).toBe(START_ATOMS[USD] + 9999 + 2);
    expect(exchange.ledger.balance(exchange.feeWallet, USD)).toBe(-2);
    expect(exchange.fills[0].fee).toBeCloseTo(-0.002);
    clear(exchange);
  });

  test('an account that holds its very last atom can still pay each of many small fills', () => {
    const exchange = spot(3333, 3333);
    const size = Math.floor(START_ATOMS[USD] / 1.003333 / 7);
    const bid = exchange.place(ANN, SPOT, BUY, 7, size);
    expect(exchange.story(bid)).toEqual(['resting']);
    for (let i = 1; i <= 40; i++) exchange.place(i % 2 ? BOB : CAT, SPOT, SELL, 7, 1 + (i % 13));
    expect(faultsOf(exchange)).toEqual([]);
    clear(exchange);
  });
});
