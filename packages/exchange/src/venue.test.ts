import { describe, expect, test } from '@jest/globals';
import { BTC, BUY, PERP, SELL, SPOT, TestExchange, USD } from '../test/test-exchange.ts';
import { halt } from './facts.ts';
import type { Halt } from './facts.ts';
import { OrderTable } from './order-table.ts';

const [ANN, BOB, CAT] = [1, 2, 3];

describe('the state of a venue', () => {
  test('a venue that is down takes nothing, and says so of every order it knows', () => {
    const exchange = new TestExchange();
    const resting = exchange.place(ANN, SPOT, BUY, 100, 1);
    const waiting = exchange.place(ANN, SPOT, BUY, 100, 1, { trigger: 110 });
    exchange.venue.setState('down');
    expect(exchange.story(exchange.place(BOB, SPOT, SELL, 100, 1))).toEqual(['refused: venueDown']);
    exchange.amend(ANN, resting, 101, 1).cancel(ANN, resting).cancel(ANN, waiting).cancelAll(ANN);
    expect(exchange.story(resting)).toEqual(['resting', 'resting: venueDown', 'resting: venueDown']);
    expect(exchange.story(waiting)).toEqual(['waiting', 'waiting: venueDown']);
    expect(exchange.held(ANN, USD)).toBe(100);
    exchange.venue.setState('open');
    exchange.cancelAll(ANN);
    expect(exchange.story(resting).at(-1)).toBe('cancelled');
    expect(exchange.story(waiting).at(-1)).toBe('cancelled');
  });

  test('a venue that takes only cancels refuses orders and amendments', () => {
    const exchange = new TestExchange();
    const resting = exchange.place(ANN, SPOT, BUY, 100, 1);
    exchange.venue.setState('cancelOnly');
    expect(exchange.story(exchange.place(BOB, SPOT, SELL, 100, 1))).toEqual(['refused: cancelOnly']);
    exchange.amend(ANN, resting, 101, 1).cancel(ANN, resting);
    expect(exchange.story(resting)).toEqual(['resting', 'resting: cancelOnly', 'cancelled']);
  });

  test('an order that was sent before a halt and arrives in it is refused', () => {
    const exchange = new TestExchange({ delayUs: () => 10 });
    const order = exchange.send(ANN, SPOT, BUY, 100, 1);
    exchange.venue.setState('down');
    exchange.run(10);
    expect(exchange.story(order)).toEqual(['refused: venueDown']);
  });

  test('a change of state is told once', () => {
    const exchange = new TestExchange();
    const halts: Halt[] = [];
    exchange.kernel.bus.family(halt).all$.subscribe((fact) => void halts.push(fact));
    for (const state of ['down', 'down', 'open'] as const) exchange.venue.setState(state);
    exchange.run();
    expect(halts.map((each) => each.state)).toEqual(['down', 'open']);
  });
});

describe('orders by their number', () => {
  test('an order of another account, one that is done and one that never was are left alone', () => {
    const exchange = new TestExchange();
    const order = exchange.place(ANN, SPOT, BUY, 100, 5);
    const done = exchange.place(ANN, SPOT, BUY, 99, 5);
    exchange.cancel(ANN, done);
    const told = exchange.updates.length;
    exchange.cancel(BOB, order).amend(BOB, order, 101, 1);
    exchange.cancel(ANN, done).amend(ANN, done, 101, 1);
    for (const id of [0, -1, 12.5, NaN, 2 ** 60, order + 1]) exchange.cancel(ANN, id).amend(ANN, id, 101, 1);
    expect(exchange.updates).toHaveLength(told);
    expect(exchange.left(order)).toBe(5);
  });

  test('the number of a done order does not name the order that took its place', () => {
    const exchange = new TestExchange();
    const done = exchange.place(ANN, SPOT, BUY, 100, 5);
    exchange.cancel(ANN, done);
    const next = exchange.place(ANN, SPOT, BUY, 100, 5);
    expect(next % 2 ** 24).toBe(done % 2 ** 24);
    exchange.cancel(ANN, done);
    expect(exchange.story(next)).toEqual(['resting']);
  });

  test('the order of another venue is unknown here', () => {
    const exchange = new TestExchange();
    const order = exchange.place(ANN, SPOT, BUY, 100, 5);
    const elsewhere = new OrderTable(1);
    const foreign = elsewhere.idOf(elsewhere.open(ANN, 0, BUY, 100, 5, 0));
    expect(foreign % 2 ** 24).toBe(order % 2 ** 24);
    exchange.cancel(ANN, foreign);
    expect(exchange.story(order)).toEqual(['resting']);
    expect(() => new OrderTable(64)).toThrow(RangeError);
  });

  test('what is asked for an order on its way arrives behind it', () => {
    const exchange = new TestExchange({ delayUs: () => 10 });
    const order = exchange.send(ANN, SPOT, BUY, 100, 5);
    exchange.venue.gateway.amend(ANN, order, SPOT, 90, 4);
    exchange.venue.gateway.cancel(ANN, order, SPOT);
    exchange.venue.gateway.amend(ANN, order, SPOT, 80, 4);
    exchange.run(10);
    expect(exchange.story(order)).toEqual(['resting', 'amended', 'cancelled']);
  });

  test('a table that grows keeps what it has', () => {
    const table = new OrderTable(3);
    const ids = Array.from({ length: 600 }, (_, at) => table.idOf(table.open(at, 0, BUY, at + 1, at + 2, 1)));
    expect(table.live).toBe(600);
    ids.forEach((id, at) => {
      const slot = table.slotOf(id);
      expect([table.account[slot], table.priceTicks[slot], table.leftLots[slot]]).toEqual([at, at + 1, at + 2]);
    });
  });
});

describe('cancelling all', () => {
  test('takes one market or all of them, resting orders and stops, of one account', () => {
    const exchange = new TestExchange({ perps: true }).start();
    const ids = [
      exchange.place(ANN, SPOT, BUY, 90, 1),
      exchange.place(ANN, SPOT, SELL, 190, 1, { trigger: 80 }),
      exchange.place(ANN, PERP, BUY, 90, 1),
      exchange.place(ANN, PERP, SELL, 0, 1, { trigger: 80, on: 'mark' }),
    ];
    const other = exchange.place(BOB, PERP, SELL, 0, 1, { trigger: 80, on: 'mark' });
    const last = (): (string | undefined)[] => ids.map((id) => exchange.story(id).at(-1));
    exchange.cancelAll(ANN, PERP);
    expect(last()).toEqual(['resting', 'waiting', 'cancelled', 'cancelled']);
    exchange.cancelAll(ANN);
    expect(last()).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled']);
    expect(exchange.story(other)).toEqual(['waiting']);
    expect(exchange.ledger.totalHeld(USD) + exchange.ledger.totalHeld(BTC)).toBe(0);
  });
});

describe('what a venue is made of', () => {
  test('a market that it does not list is an error of the caller', () => {
    const exchange = new TestExchange();
    expect(() => exchange.venue.listing(PERP)).toThrow('alpha does not list instrument 1');
  });
});

describe('quotes, trades and last prices', () => {
  test('a quote is told when best prices or sizes changed, once an intent', () => {
    const exchange = new TestExchange();
    const told = (): unknown => exchange.quotes.splice(0).map((q) => [q.bidTicks, q.bidLots, q.askTicks, q.askLots]);
    exchange.place(ANN, SPOT, BUY, 99, 5);
    expect(told()).toEqual([[99, 5, 0, 0]]);
    exchange.place(ANN, SPOT, BUY, 98, 5);
    expect(told()).toEqual([]);
    const first = exchange.place(BOB, SPOT, SELL, 101, 5);
    exchange.place(BOB, SPOT, SELL, 102, 5);
    expect(told()).toEqual([[99, 5, 101, 5]]);
    exchange.place(CAT, SPOT, BUY, 103, 12);
    expect(told()).toEqual([[103, 2, 0, 0]]);
    exchange.cancel(BOB, first);
    expect(told()).toEqual([]);
  });

  test('a trade follows from the intent that took, and becomes the last price', () => {
    const exchange = new TestExchange({ delayUs: () => 3 });
    exchange.send(ANN, SPOT, SELL, 101, 5);
    exchange.send(BOB, SPOT, SELL, 102, 5);
    exchange.run(3);
    const seq = exchange.kernel.events + 1;
    exchange.send(CAT, SPOT, BUY, 0, 7);
    exchange.run(3);
    expect(exchange.trades.map((t) => [t.priceTicks, t.sizeLots, t.maker, t.taker, t.side, t.cause, t.origin])).toEqual(
      [
        [101, 5, ANN, CAT, 'buy', seq, seq],
        [102, 2, BOB, CAT, 'buy', seq, seq],
      ],
    );
    const listing = exchange.venue.listing(SPOT);
    expect([listing.lastTicks, listing.lastTradeSeq, listing.lastTradeOrigin]).toEqual([
      102,
      exchange.trades[1].seq,
      seq,
    ]);
  });
});
