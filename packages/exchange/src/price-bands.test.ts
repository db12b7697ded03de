import { describe, expect, test } from '@jest/globals';
import { faultsOf } from '../test/books-agree.ts';
import { PlainBreaker } from '../test/plain-breaker.ts';
import { BTC, BUY, PERP, SELL, SPOT, START_ATOMS, TestExchange, USD } from '../test/test-exchange.ts';
import type { CircuitBreaker } from './contracts/circuit-breaker.ts';

const [ANN, BOB, CAT] = [1, 2, 3];

function banded(lowTicks: number, highTicks: number, more: readonly CircuitBreaker[] = []): TestExchange {
  const breaker = new PlainBreaker();
  breaker.bandNow = { lowTicks, highTicks };
  return new TestExchange({ breakers: [breaker, ...more] });
}

describe('a price band', () => {
  test('takes orders at its ends, and refuses those that would rest beyond either', () => {
    const exchange = banded(95, 105);
    const story = (side: number, price: number): string[] => exchange.story(exchange.place(ANN, SPOT, side, price, 1));
    expect(story(BUY, 95)).toEqual(['resting']);
    expect(story(SELL, 105)).toEqual(['resting']);
    for (const side of [BUY, SELL]) {
      expect(story(side, 94)).toEqual(['refused: outsideBand']);
      expect(story(side, 106)).toEqual(['refused: outsideBand']);
    }
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('cuts a market order at its edge; what is left expires, and what would cost more is not asked for', () => {
    const breaker = new PlainBreaker();
    const exchange = new TestExchange({ breakers: [breaker] });
    exchange.place(ANN, SPOT, SELL, 1000, 400);
    exchange.place(CAT, SPOT, SELL, 2000, 400);
    breaker.bandNow = { lowTicks: 900, highTicks: 1999.9 };
    const market = exchange.place(BOB, SPOT, BUY, 0, 800); // whole: 1,200,000 of the 1,000,000 that BOB has
    expect(exchange.story(market)).toEqual(['expired']);
    expect(exchange.balance(BOB, BTC)).toBe(START_ATOMS[BTC] + 400);
    expect(exchange.balance(BOB, USD)).toBe(START_ATOMS[USD] - 400_000);
    const low = exchange.place(CAT, SPOT, BUY, 900, 5);
    exchange.place(ANN, SPOT, SELL, 0, 3);
    breaker.bandNow = { lowTicks: 900.5, highTicks: 2000 };
    expect(exchange.story(exchange.place(ANN, SPOT, SELL, 0, 3))).toEqual(['expired']);
    expect(exchange.left(low)).toBe(2);
    expect(faultsOf(exchange)).toEqual([]);
  });

  test('cuts a taking limit order at its edge, and lets fill-or-kill have all within it or nothing', () => {
    const exchange = banded(95, 105);
    exchange.place(ANN, SPOT, SELL, 104, 5);
    const kill = exchange.place(BOB, SPOT, BUY, 200, 6, { tif: 'fok' });
    expect(exchange.story(kill)).toEqual(['refused: notFillable']);
    const take = exchange.place(BOB, SPOT, BUY, 200, 6, { tif: 'ioc' });
    expect(exchange.story(take)).toEqual(['expired']);
    expect(exchange.balance(BOB, BTC)).toBe(START_ATOMS[BTC] + 5);
    expect(exchange.story(exchange.place(BOB, SPOT, BUY, 94, 6, { tif: 'ioc' }))).toEqual(['refused: outsideBand']);
    expect(exchange.held(BOB, USD)).toBe(0);
  });

  test('judges an amended price, not a cut of an order that the band has left behind', () => {
    const breaker = new PlainBreaker();
    const exchange = new TestExchange({ breakers: [breaker] });
    const order = exchange.place(ANN, SPOT, BUY, 90, 10);
    breaker.bandNow = { lowTicks: 95, highTicks: 105 };
    exchange.amend(ANN, order, 90, 5);
    exchange.amend(ANN, order, 91, 5);
    exchange.amend(ANN, order, 96, 7);
    expect(exchange.story(order)).toEqual(['resting', 'amended', 'resting: outsideBand', 'amended']);
    expect(exchange.held(ANN, USD)).toBe(96 * 7);
  });

  test('is the narrowest of several, and without a common price takes nothing', () => {
    const other = new PlainBreaker();
    const exchange = banded(95, 105, [other]);
    const story = (price: number): string[] => exchange.story(exchange.place(ANN, SPOT, BUY, price, 1));
    other.bandNow = { lowTicks: 100, highTicks: Infinity };
    expect([95, 99, 100, 105, 106].map((price) => story(price)[0])).toEqual([
      'refused: outsideBand',
      'refused: outsideBand',
      'resting',
      'resting',
      'refused: outsideBand',
    ]);
    other.bandNow = { lowTicks: 106, highTicks: 107 };
    expect(story(105)).toEqual(['refused: outsideBand']);
    expect(story(0)).toEqual(['refused: outsideBand']);
  });

  test('cuts forced orders too, and says what it kept back', () => {
    const breaker = new PlainBreaker();
    const exchange = new TestExchange({ perps: true, breakers: [breaker] }).start().run();
    exchange.place(ANN, PERP, BUY, 100, 3);
    exchange.place(ANN, PERP, BUY, 90, 3);
    breaker.bandNow = { lowTicks: 95, highTicks: 105 };
    const force = (lots: number, limit = 0) => exchange.venue.placeForced(BOB, exchange.perp, -lots, limit);
    expect(force(5)).toEqual({ filledLots: 3, notionalAtoms: 3000, heldBack: true });
    expect(force(5, 100)).toEqual({ filledLots: 0, notionalAtoms: 0, heldBack: false });
    breaker.bandNow = { lowTicks: 90, highTicks: 105 };
    expect(force(5)).toEqual({ filledLots: 3, notionalAtoms: 2700, heldBack: false });
    exchange.run();
    expect(faultsOf(exchange)).toEqual([]);
  });
});

describe('a throttle', () => {
  test('lets so many lots of a forced order through, valued at the mark; each breaker sees what those before it left', () => {
    const [one, two] = [new PlainBreaker(), new PlainBreaker()];
    const exchange = new TestExchange({ perps: true, breakers: [one, two] }).start().run();
    exchange.place(ANN, PERP, BUY, 99, 50);
    one.forcedLots = 7.5;
    two.forcedLots = 4;
    one.asked.length = two.asked.length = 0;
    const force = (lots: number) => exchange.venue.placeForced(BOB, exchange.perp, -lots, 0);
    expect(force(20)).toEqual({ filledLots: 4, notionalAtoms: 3960, heldBack: true });
    expect([one.asked[0], two.asked[0]]).toEqual(['20 lots worth 20', '7 lots worth 7']);
    expect(force(4)).toEqual({ filledLots: 4, notionalAtoms: 3960, heldBack: false });
    two.forcedLots = 0;
    expect(force(4)).toEqual({ filledLots: 0, notionalAtoms: 0, heldBack: true });
    expect(exchange.position(BOB)).toBe(-8);
  });
});

describe('a breaker that makes no sense', () => {
  const first = { band: () => null };
  const cases: [string, CircuitBreaker, string][] = [
    ['a band of NaN', { band: () => ({ lowTicks: NaN, highTicks: 5 }) }, 'a band from NaN to 5 ticks'],
    ['a band upside down', { band: () => ({ lowTicks: 6, highTicks: 5 }) }, 'a band from 6 to 5 ticks'],
    ['a halt of NaN', { halt: () => ({ ms: NaN, meanwhile: 'auction' }) }, 'a halt of NaN ms'],
    ['an endless halt', { halt: () => ({ ms: Infinity, meanwhile: 'auction' }) }, 'a halt of Infinity ms'],
    ['more lots', { admitForced: () => 3 }, 'leave to send 3 of the 2 lots of a forced order'],
    ['fewer lots than none', { admitForced: () => -1 }, 'leave to send -1 of the 2 lots of a forced order'],
    ['lots of NaN', { admitForced: () => NaN }, 'leave to send NaN of the 2 lots of a forced order'],
  ];
  test.each(cases)('stops the run: %s', (_, breaker, sentence) => {
    const exchange = new TestExchange({ breakers: [first, breaker] });
    const play = (): void => {
      exchange.place(ANN, SPOT, BUY, 100, 5);
      exchange.venue.placeForced(BOB, exchange.markets[SPOT].instrument, -2, 0);
    };
    expect(play).toThrow(`circuit breaker 2 of BTC/USD@alpha, by name, gives ${sentence}`);
  });
});
