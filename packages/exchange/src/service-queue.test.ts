import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BUY, PERP, SELL, SPOT, TestExchange } from '../test/test-exchange.ts';
import { ServiceQueue } from './service-queue.ts';

const [ANN, BOB] = [1, 2];

describe('a queue before one server', () => {
  test('serves at the very rate, whatever does not divide: after n messages at once, n intervals over messages, rounded down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 99_999 }), (messages, perUs) => {
        const queue = new ServiceQueue({ messages, perUs, queue: Infinity });
        for (let n = 1; n <= 50; n++) {
          const expected = 1000 + Math.floor((n * perUs) / messages);
          expect(1000 + queue.delayUs(1000)).toBe(expected);
          expect(queue.take(1000)).toBe(expected);
        }
      }),
    );
  });

  test('never serves two at once, keeps nobody waiting without need, and refuses when the queue is full', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 5 }), (all, length) => {
        const queue = new ServiceQueue({ messages: 1, perUs: 7, queue: length });
        const pending: number[] = [];
        let nowUs = 1;
        let freeUs = 0;
        for (const gap of all) {
          nowUs += gap;
          while (pending.length > 0 && pending[0] <= nowUs) {
            pending.shift();
            queue.served();
          }
          expect(queue.waiting).toBe(Math.max(0, pending.length - 1));
          const servedUs = queue.take(nowUs);
          if (pending.length > length) expect(servedUs).toBe(0);
          else {
            expect(servedUs).toBe(Math.max(freeUs, nowUs) + 7);
            pending.push((freeUs = servedUs));
          }
        }
      }),
    );
  });
});

describe('a gateway that can serve one message in 100 microseconds', () => {
  const capacity = { messages: 10, perUs: 1000, queue: 3 };

  test('lets a burst wait: each is served later than the one before', () => {
    const exchange = new TestExchange({ capacity });
    const orders = [1, 2, 3].map(() => exchange.send(ANN, SPOT, BUY, 100, 1));
    const { gateway } = exchange.venue;
    exchange.run();
    expect([gateway.waiting, gateway.serviceDelayUs]).toEqual([2, 400]);
    exchange.run(250);
    expect([gateway.waiting, gateway.serviceDelayUs]).toEqual([0, 150]);
    exchange.run(50);
    expect([gateway.waiting, gateway.serviceDelayUs]).toEqual([0, 100]);
    expect(exchange.updates.map(({ order, state, timeUs }) => [order, state, timeUs - exchange.startUs])).toEqual([
      [orders[0], 'resting', 100],
      [orders[1], 'resting', 200],
      [orders[2], 'resting', 300],
    ]);
    const intents = exchange.updates.map(({ cause, origin }) => cause === origin && cause > 0);
    expect(intents).toEqual([true, true, true]);
  });

  test('refuses at once what finds too many waiting, cancels and amendments too, and tells so', () => {
    const exchange = new TestExchange({ capacity });
    const { gateway } = exchange.venue;
    const order = exchange.send(ANN, SPOT, BUY, 100, 1);
    const stop = exchange.send(ANN, SPOT, BUY, 0, 1, { trigger: 150 });
    exchange.run(1000);
    const burst = [1, 2, 3, 4].map(() => exchange.send(BOB, SPOT, SELL, 200, 1));
    const late = exchange.send(BOB, SPOT, SELL, 200, 1);
    gateway.amend(ANN, order, SPOT, 99, 1);
    gateway.cancel(ANN, order, SPOT);
    gateway.cancel(ANN, stop, SPOT);
    gateway.cancelAll(ANN, -1);
    gateway.cancel(ANN, late, SPOT);
    exchange.run();
    expect(exchange.updates.slice(2).map(({ order: of, state, refusal }) => [of, state, refusal])).toEqual([
      [late, 'refused', 'overloaded'],
      [order, 'resting', 'overloaded'],
      [order, 'resting', 'overloaded'],
      [stop, 'waiting', 'overloaded'],
      [order, 'resting', 'overloaded'],
      [stop, 'waiting', 'overloaded'],
    ]);
    exchange.run(400);
    expect(burst.map((id) => exchange.story(id))).toEqual(burst.map(() => ['resting']));
    exchange.cancelAll(ANN).run(100);
    expect([order, stop].map((id) => exchange.story(id).at(-1))).toEqual(['cancelled', 'cancelled']);
  });

  test('lets forced orders and stops that fire go past', () => {
    const exchange = new TestExchange({ capacity, perps: true }).start();
    exchange.send(ANN, PERP, BUY, 100, 5);
    const stop = exchange.send(ANN, PERP, SELL, 110, 5, { trigger: 100 });
    exchange.run(200);
    for (let i = 0; i < 4; i++) exchange.send(BOB, PERP, SELL, 200, 1);
    exchange.run();
    expect(exchange.venue.placeForced(BOB, exchange.perp, -1, 0).filledLots).toBe(1);
    exchange.run();
    const told = exchange.updates.filter(({ order }) => order === stop);
    expect(told.map(({ state, timeUs }) => [state, timeUs - exchange.startUs])).toEqual([
      ['waiting', 200],
      ['resting', 200],
    ]);
  });
});
