import { describe, expect, test } from '@jest/globals';
import { RunFault } from '@ebb/kernel';
import { faultsOf } from '../test/books-agree.ts';
import { BTC, BUY, PERP, SELL, SPOT, TestExchange, USD } from '../test/test-exchange.ts';
import { trade } from './facts.ts';

const [ANN, BOB, CAT] = [1, 2, 3];

/** Makes the last price of the spot market by a trade of one lot. */
function tradeAt(exchange: TestExchange, price: number): void {
  exchange.place(BOB, SPOT, SELL, price, 1);
  exchange.place(CAT, SPOT, BUY, price, 1);
}

describe('stops on the last price', () => {
  test('a buy waits for the price to rise to its trigger, a sell for it to fall; limit orders then rest', () => {
    const exchange = new TestExchange();
    tradeAt(exchange, 100);
    const buy = exchange.place(ANN, SPOT, BUY, 106, 1, { trigger: 105 });
    const sell = exchange.place(ANN, SPOT, SELL, 94, 1, { trigger: 95 });
    expect(exchange.held(ANN, USD) + exchange.held(ANN, BTC)).toBe(0);
    tradeAt(exchange, 104);
    tradeAt(exchange, 96);
    expect([exchange.story(buy), exchange.story(sell)]).toEqual([['waiting'], ['waiting']]);
    tradeAt(exchange, 105);
    expect(exchange.story(buy)).toEqual(['waiting', 'resting']);
    expect(exchange.held(ANN, USD)).toBe(106);
    exchange.cancel(ANN, buy);
    tradeAt(exchange, 95);
    expect(exchange.story(sell)).toEqual(['waiting', 'resting']);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('a stop whose price is reached when it arrives goes on at once; before the first trade it waits', () => {
    const exchange = new TestExchange();
    const early = exchange.place(ANN, SPOT, SELL, 0, 1, { trigger: 200 });
    expect(exchange.story(early)).toEqual(['waiting']);
    tradeAt(exchange, 100);
    expect(exchange.story(early)).toEqual(['waiting', 'expired']);
    expect(exchange.story(exchange.place(ANN, SPOT, BUY, 99, 1, { trigger: 100 }))).toEqual(['resting']);
    expect(exchange.story(exchange.place(ANN, SPOT, SELL, 101, 1, { trigger: 100 }))).toEqual(['resting']);
  });

  test('stops fire nearest trigger first, oldest first at one trigger, in the instant of the trade and by its cause', () => {
    const exchange = new TestExchange();
    tradeAt(exchange, 100);
    const far = exchange.place(ANN, SPOT, BUY, 50, 1, { trigger: 107 });
    const near = exchange.place(ANN, SPOT, BUY, 50, 2, { trigger: 103 });
    const second = exchange.place(ANN, SPOT, BUY, 50, 3, { trigger: 103 });
    const beyond = exchange.place(ANN, SPOT, BUY, 50, 4, { trigger: 111 });
    exchange.run(1000);
    tradeAt(exchange, 110);
    const rested = exchange.updates.filter((each) => each.state === 'resting' && each.account === ANN);
    expect(rested.map((each) => each.order)).toEqual([near, second, far]);
    const fact = exchange.trades.at(-1)!;
    for (const each of rested)
      expect([each.timeUs, each.cause, each.origin]).toEqual([fact.timeUs, fact.seq, fact.origin]);
    expect(exchange.story(beyond)).toEqual(['waiting']);
  });

  test('a stop that waits can be cancelled, not amended', () => {
    const exchange = new TestExchange();
    const stop = exchange.place(ANN, SPOT, BUY, 106, 1, { trigger: 105 });
    exchange.amend(ANN, stop, 107, 1).cancel(ANN, stop);
    expect(exchange.story(stop)).toEqual(['waiting', 'waiting: notResting', 'cancelled']);
    tradeAt(exchange, 105);
    expect(exchange.venue.orders.live).toBe(0);
  });

  test('a stop that fired but has not reached the book is still cancelled with all others', () => {
    const exchange = new TestExchange();
    const one = exchange.place(ANN, SPOT, BUY, 106, 1, { trigger: 105 });
    const two = exchange.place(ANN, SPOT, BUY, 106, 1, { trigger: 105 });
    exchange.place(BOB, SPOT, SELL, 105, 1);
    exchange.send(CAT, SPOT, BUY, 105, 1);
    exchange.venue.gateway.cancel(ANN, one, SPOT);
    exchange.venue.gateway.cancelAll(ANN, SPOT);
    exchange.run();
    expect([exchange.story(one), exchange.story(two)]).toEqual([
      ['waiting', 'cancelled'],
      ['waiting', 'cancelled'],
    ]);
    expect(exchange.venue.orders.live).toBe(0);
  });

  test('stops that fired are forgotten, cancelled or not', () => {
    const exchange = new TestExchange();
    exchange.place(ANN, SPOT, BUY, 106, 1, { trigger: 105 });
    const cancelled = exchange.place(ANN, SPOT, BUY, 106, 1, { trigger: 105 });
    exchange.place(BOB, SPOT, SELL, 105, 1);
    exchange.send(CAT, SPOT, BUY, 105, 1);
    exchange.cancel(ANN, cancelled).cancelAll(ANN);
    const told = exchange.updates.length;
    exchange.cancelAll(0); // the number that free places of the order table have
    expect([exchange.updates.length, exchange.venue.orders.live]).toEqual([told, 0]);
  });

  test('a stop that cannot be paid when it fires is refused then', () => {
    const exchange = new TestExchange();
    const stop = exchange.place(ANN, SPOT, BUY, 1000, 1001, { trigger: 105 });
    tradeAt(exchange, 105);
    expect(exchange.story(stop)).toEqual(['waiting', 'refused: insufficientBalance']);
  });

  test('a trigger that is no price, and a mark or index on a spot market, are refused', () => {
    const exchange = new TestExchange();
    const story = (terms: Parameters<TestExchange['place']>[5]): string[] =>
      exchange.story(exchange.place(ANN, SPOT, BUY, 100, 1, terms));
    for (const trigger of [-5, 0.5, 2 ** 31, NaN]) expect(story({ trigger })).toEqual(['refused: priceOutOfRange']);
    expect(story({ trigger: 100, on: 'mark' })).toEqual(['refused: noMarkPrice']);
    expect(story({ trigger: 100, on: 'index' })).toEqual(['refused: noMarkPrice']);
  });
});

describe('cascades', () => {
  function cascade(): TestExchange {
    const exchange = new TestExchange();
    tradeAt(exchange, 100);
    for (let price = 99; price > 60; price--) {
      exchange.place(ANN, SPOT, SELL, 0, 2, { trigger: price });
      exchange.place(BOB, SPOT, BUY, price, 1);
    }
    exchange.run(1000);
    exchange.place(CAT, SPOT, SELL, 0, 2);
    return exchange;
  }

  test('stops that fire one another come to an end in one instant, the same each time', () => {
    const exchange = cascade();
    expect(exchange.trades.at(-1)!.priceTicks).toBe(61);
    const times = new Set(exchange.trades.slice(1).map((each) => each.timeUs));
    expect([...times]).toEqual([exchange.startUs + 1000]);
    expect(new Set(exchange.trades.slice(1).map((each) => each.origin)).size).toBe(1);
    expect(faultsOf(exchange)).toEqual([]);
    expect(cascade().kernel.trace.digest()).toBe(exchange.kernel.trace.digest());
  });

  test('traders who answer every trade at once run into the budget of the instant', () => {
    const exchange = new TestExchange({ instantBudget: 500 });
    exchange.kernel.bus.family(trade).all$.subscribe(() => {
      exchange.send(BOB, SPOT, SELL, 100, 1);
      exchange.send(CAT, SPOT, BUY, 0, 1, { trigger: 1 });
    });
    expect(() => tradeAt(exchange, 100)).toThrow(RunFault);
    expect(exchange.kernel.fault!.message).toContain('More than 500 dispatches at one instant');
  });
});

describe('stops on mark and index', () => {
  test('each watches its own price, and fires in the instant of the mark by its cause', () => {
    const exchange = new TestExchange({ perps: true, markIntervalUs: 1000 });
    exchange.rules.indexPrice = 100;
    exchange.start();
    const onMark = exchange.place(ANN, PERP, BUY, 50, 1, { trigger: 110, on: 'mark' });
    const onIndex = exchange.place(ANN, PERP, SELL, 190, 1, { trigger: 90, on: 'index' });
    const onLast = exchange.place(ANN, PERP, BUY, 50, 1, { trigger: 110, on: 'last' });
    exchange.rules.markPrice = 110;
    exchange.run(999);
    expect(exchange.story(onMark)).toEqual(['waiting']);
    exchange.run(1);
    expect(exchange.story(onMark)).toEqual(['waiting', 'resting']);
    expect(exchange.updates.at(-1)!.timeUs).toBe(exchange.startUs + 1000);
    expect(exchange.story(onIndex)).toEqual(['waiting']);
    exchange.rules.indexPrice = 90;
    exchange.run(1000);
    expect(exchange.story(onIndex)).toEqual(['waiting', 'resting']);
    expect(exchange.story(onLast)).toEqual(['waiting']);
  });

  test('reached at arrival they go on at once', () => {
    const exchange = new TestExchange({ perps: true });
    exchange.rules.indexPrice = 90;
    exchange.start();
    const story = (on: 'mark' | 'index', trigger: number): string[] =>
      exchange.story(exchange.place(ANN, PERP, SELL, 200, 1, { trigger, on }));
    expect([story('mark', 99), story('mark', 100), story('index', 90), story('index', 89)]).toEqual([
      ['waiting'],
      ['resting'],
      ['resting'],
      ['waiting'],
    ]);
  });
});
