import { describe, expect, test } from '@jest/globals';
import { NO_WALLET } from '@ebb/clearing';
import { BUY, SELL, SPOT, TestExchange } from '../test/test-exchange.ts';
import { amendOrder, cancelAllOrders, cancelOrder, placeOrder } from './intents.ts';
import { RateLimit } from './rate-limit.ts';

const [ANN, BOB] = [1, 2];

describe('the way in', () => {
  test('an order arrives after its latency, not before', () => {
    const exchange = new TestExchange({ delayUs: () => 250 });
    const order = exchange.send(ANN, SPOT, BUY, 100, 1);
    exchange.run(249);
    expect(exchange.story(order)).toEqual([]);
    exchange.run(1);
    expect(exchange.story(order)).toEqual(['resting']);
    expect(exchange.updates[0].timeUs).toBe(exchange.startUs + 250);
  });

  test('intents of one account arrive in the order in which they were sent, those of two by their latencies', () => {
    const delays = [500, 10, 10, 300];
    const exchange = new TestExchange({ delayUs: () => delays.shift()! });
    const first = exchange.send(ANN, SPOT, BUY, 100, 1);
    const second = exchange.send(ANN, SPOT, BUY, 101, 1);
    exchange.venue.gateway.cancel(ANN, first, SPOT);
    const other = exchange.send(BOB, SPOT, BUY, 99, 1);
    exchange.run(1000);
    expect(exchange.updates.map(({ order, state, timeUs }) => [order, state, timeUs - exchange.startUs])).toEqual([
      [other, 'resting', 300],
      [first, 'resting', 500],
      [second, 'resting', 500],
      [first, 'cancelled', 500],
    ]);
  });

  test('an account without a wallet here sends nothing', () => {
    const exchange = new TestExchange();
    expect(exchange.venue.wallets.of(77)).toBe(NO_WALLET);
    const before = exchange.kernel.events;
    expect(exchange.send(77, SPOT, BUY, 100, 1)).toBe(0);
    expect(exchange.kernel.events).toBe(before);
  });

  test('every kind of intent is recorded when it is sent, and is the cause and origin of what it does', () => {
    const exchange = new TestExchange({ delayUs: () => 5 });
    const { bus } = exchange.kernel;
    const sent: (readonly (string | number)[])[] = [];
    bus.intents(placeOrder).tap((seq, _t, _c, origin, on, ...rest) => sent.push(['place', seq, origin, on, ...rest]));
    bus.intents(amendOrder).tap((seq, _t, _c, origin, on, ...rest) => sent.push(['amend', seq, origin, on, ...rest]));
    bus.intents(cancelOrder).tap((seq, _t, _c, origin, on, ...rest) => sent.push(['cancel', seq, origin, on, ...rest]));
    bus
      .intents(cancelAllOrders)
      .tap((seq, _t, _c, origin, on, ...rest) => sent.push(['all', seq, origin, on, ...rest]));
    const order = exchange.send(ANN, SPOT, BUY, 100, 3);
    exchange.venue.gateway.amend(ANN, order, SPOT, 101, 2);
    exchange.venue.gateway.cancel(ANN, order, SPOT);
    exchange.venue.gateway.cancelAll(ANN, -1);
    expect(sent.map((each) => each.slice(0, 6))).toEqual([
      ['place', 1, 1, SPOT, ANN, order],
      ['amend', 2, 2, SPOT, ANN, order],
      ['cancel', 3, 3, SPOT, ANN, order],
      ['all', 4, 4, 0, ANN, -1],
    ]);
    exchange.run(5);
    expect(exchange.updates.map(({ state, cause, origin }) => [state, cause, origin])).toEqual([
      ['resting', 1, 1],
      ['amended', 2, 2],
      ['cancelled', 3, 3],
    ]);
  });

  test('amendments under way do not get mixed up', () => {
    const delays = [0, 0, 40, 20];
    const exchange = new TestExchange({ delayUs: () => delays.shift() ?? 0 });
    const one = exchange.place(ANN, SPOT, BUY, 50, 5);
    const two = exchange.place(BOB, SPOT, BUY, 60, 6);
    exchange.venue.gateway.amend(ANN, one, SPOT, 51, 7);
    exchange.venue.gateway.amend(BOB, two, SPOT, 61, 8);
    exchange.run(100);
    const { orders } = exchange.venue;
    expect([one, two].map((id) => orders.priceTicks[orders.slotOf(id)])).toEqual([51, 61]);
    expect([exchange.left(one), exchange.left(two)]).toEqual([7, 8]);
  });
});

describe('the rate limit', () => {
  test('counts the orders and amendments of each account in each window; cancels pass', () => {
    const exchange = new TestExchange({ rateLimit: new RateLimit(2, 1000) });
    const first = exchange.place(ANN, SPOT, BUY, 100, 1);
    exchange.amend(ANN, first, 99, 1);
    const late = exchange.place(ANN, SPOT, BUY, 100, 1);
    exchange.amend(ANN, first, 98, 1);
    expect(exchange.story(late)).toEqual(['refused: rateLimited']);
    expect(exchange.story(first)).toEqual(['resting', 'amended', 'resting: rateLimited']);
    expect(exchange.story(exchange.place(BOB, SPOT, BUY, 100, 1))).toEqual(['resting']);
    exchange.cancel(ANN, first);
    expect(exchange.story(first).at(-1)).toBe('cancelled');
    exchange.run(1000);
    expect(exchange.story(exchange.place(ANN, SPOT, BUY, 100, 1))).toEqual(['resting']);
  });

  test('a stop is counted when it arrives, not again when it fires', () => {
    const exchange = new TestExchange({ rateLimit: new RateLimit(1, 1000) });
    const stop = exchange.place(ANN, SPOT, BUY, 120, 1, { trigger: 110 });
    exchange.place(BOB, SPOT, SELL, 110, 1);
    exchange.place(3, SPOT, BUY, 110, 1);
    expect(exchange.story(stop)).toEqual(['waiting', 'resting']);
  });

  test('windows are of whole lengths since the epoch, for accounts of any number', () => {
    const limit = new RateLimit(1, 10);
    expect([limit.admits(500, 9), limit.admits(500, 9), limit.admits(500, 10), limit.admits(3, 10)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
