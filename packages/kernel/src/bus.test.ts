import { describe, expect, test } from '@jest/globals';
import { Bus, type BusParts } from './bus.ts';
import { Calendar } from './calendar.ts';
import { Causality } from './causality.ts';
import { EndlessInstantError } from './endless-instant-error.ts';
import { defineFact, defineIntent, type FactHead, type Numbers } from './fact.ts';
import { Trace } from './trace.ts';

const START = 1_760_128_200_000_000;

interface Market {
  readonly symbol: string;
}
interface Trade extends FactHead {
  readonly type: 'trade';
  readonly symbol: string;
  readonly priceTicks: number;
  readonly sizeLots: number;
}
interface Fill extends FactHead {
  readonly type: 'fill';
  readonly account: number;
  readonly sizeLots: number;
}

const TRADE = defineFact(
  'trade',
  ['priceTicks', 'sizeLots'],
  (seq, timeUs, cause, origin, { symbol }: Market, priceTicks, sizeLots): Trade => ({
    type: 'trade',
    seq,
    timeUs,
    cause,
    origin,
    symbol,
    priceTicks,
    sizeLots,
  }),
);
const FILL = defineFact(
  'fill',
  ['account', 'sizeLots'],
  (seq, timeUs, cause, origin, _: string, account, sizeLots): Fill => ({
    type: 'fill',
    seq,
    timeUs,
    cause,
    origin,
    account,
    sizeLots,
  }),
);
const ORDER = defineIntent('order', ['priceTicks', 'sizeLots']);

const btc: Market = { symbol: 'BTC/USDT' };
const eth: Market = { symbol: 'ETH/USDT' };

function busOf(options: Partial<BusParts> = {}) {
  const causality = new Causality();
  const trace = new Trace();
  const calendar = new Calendar(START, causality);
  const brake = { stopped: false, fail: () => undefined };
  return { bus: new Bus({ calendar, causality, trace, brake, ...options }), brake, calendar, causality, trace };
}

describe('a topic', () => {
  test('hands out the object of a fact when the bus is drained, not before', () => {
    const { bus } = busOf();
    const trades = bus.topic(TRADE, btc, 3);
    const heard: Trade[] = [];
    trades.facts$.subscribe((trade) => heard.push(trade));
    expect(trades.publish(1000, 7)).toBe(1);
    expect([heard.length, bus.waiting]).toEqual([0, 1]);
    bus.drain();
    expect(heard).toEqual([
      { type: 'trade', seq: 1, timeUs: START, cause: 0, origin: 0, symbol: 'BTC/USDT', priceTicks: 1000, sizeLots: 7 },
    ]);
    expect(bus.waiting).toBe(0);
  });

  test('is the same each time, and one index has one subject', () => {
    const { bus } = busOf();
    expect(bus.topic(TRADE, btc, 0)).toBe(bus.topic(TRADE, btc, 0));
    expect(() => bus.topic(TRADE, eth, 0)).toThrow('Two subjects of "trade" share the index 0.');
    expect(() => bus.topic(TRADE, eth, 0.5)).toThrow(RangeError);
  });

  test('is published with as many numbers as its type has fields', () => {
    const { bus } = busOf();
    const trades = bus.topic(TRADE, btc, 0);
    const tapped: number[][] = [];
    bus.family(TRADE).tap((_seq, _timeUs, _cause, _origin, _index, price, size) => tapped.push([price, size]));
    // @ts-expect-error: the size is missing; at run time it counts as 0
    trades.publish(5);
    // @ts-expect-error: one number too many; at run time it is left out
    trades.publish(5, 6, 7);
    expect(tapped).toEqual([
      [5, 0],
      [5, 6],
    ]);
  });

  test('builds no object while nobody listens', () => {
    const { bus, trace } = busOf();
    let made = 0;
    const type = defineFact('made', [], (seq, timeUs, cause, origin, _: Market) => {
      made++;
      return { type: 'made', seq, timeUs, cause, origin };
    });
    const topic = bus.topic(type, btc, 0);
    topic.publish();
    bus.drain();
    expect([made, topic.heard, trace.sequence]).toEqual([0, false, 1]);
    const subscription = topic.facts$.subscribe();
    expect(topic.heard).toBe(true);
    topic.publish();
    bus.drain();
    subscription.unsubscribe();
    topic.publish();
    bus.drain();
    expect([made, topic.heard, trace.sequence]).toEqual([1, false, 3]);
  });

  test('gives one object to all who listen, frozen in an audited run', () => {
    for (const audit of [false, true]) {
      const { bus } = busOf({ audit });
      const heard: Trade[] = [];
      const trades = bus.topic(TRADE, btc, 0);
      trades.facts$.subscribe((trade) => heard.push(trade));
      bus.family(TRADE).all$.subscribe((trade) => heard.push(trade));
      trades.publish(1, 2);
      bus.drain();
      expect(heard[0]).toBe(heard[1]);
      expect(Object.isFrozen(heard[0])).toBe(audit);
    }
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('carries %d numbers, to objects and to taps', (count) => {
    const { bus, trace } = busOf();
    const names = Array.from({ length: count }, (_, i) => `field${i}`);
    const numbers = names.map((_, i) => i + 0.5);
    const type = defineFact('wide', names, (seq, timeUs, cause, origin, _: Market, ...all) => {
      return { type: 'wide', seq, timeUs, cause, origin, all: all.slice(0, count) };
    });
    const objects: unknown[] = [];
    const tapped: number[][] = [];
    bus.family(type).all$.subscribe((fact) => objects.push(fact.all));
    bus.family(type).tap((...record) => tapped.push(record.slice(0, 5 + count) as number[]));
    const before = trace.digest();
    bus.topic(type, btc, 8).publish(...(numbers as Numbers));
    bus.drain();
    expect(objects).toEqual([numbers]);
    expect(tapped).toEqual([[1, START, 0, 0, 8, ...numbers]]);
    expect(trace.digest()).not.toBe(before);
  });
});

describe('the mailbox', () => {
  test('lets all hear all facts in one order when a listener publishes', () => {
    const { bus } = busOf();
    const first = bus.topic(TRADE, btc, 0);
    const second = bus.topic(TRADE, eth, 1);
    const heard: string[] = [];
    const listen = (name: string) => {
      first.facts$.subscribe((fact) => {
        heard.push(`${name}${fact.seq}`);
        if (name === 'A') second.publish(0, 0);
      });
      second.facts$.subscribe((fact) => heard.push(`${name}${fact.seq}`));
    };
    listen('A');
    listen('B');
    first.publish(0, 0);
    bus.drain();
    expect(heard).toEqual(['A1', 'B1', 'A2', 'B2']);
  });

  test('lets who subscribes during a hand-out hear what still waits, whoever else listens', () => {
    for (const others of [false, true]) {
      const { bus } = busOf();
      const first = bus.topic(TRADE, btc, 0);
      const second = bus.topic(TRADE, eth, 1);
      const heard: number[] = [];
      if (others) second.facts$.subscribe();
      first.facts$.subscribe(() => second.facts$.subscribe((fact) => heard.push(fact.seq)));
      first.publish(0, 0);
      second.publish(0, 0);
      bus.drain();
      expect(heard).toEqual([2]);
    }
  });

  test('ignores a drain from within a hand-out', () => {
    const { bus } = busOf();
    const trades = bus.topic(TRADE, btc, 0);
    const heard: string[] = [];
    trades.facts$.subscribe((fact) => {
      bus.drain();
      heard.push(`first ${fact.seq}`);
    });
    trades.facts$.subscribe((fact) => heard.push(`second ${fact.seq}`));
    trades.publish(0, 0);
    trades.publish(0, 0);
    bus.drain();
    expect(heard).toEqual(['first 1', 'second 1', 'first 2', 'second 2']);
  });

  test('stops between two facts when the run has broken', () => {
    const { bus, brake } = busOf();
    const trades = bus.topic(TRADE, btc, 0);
    const heard: number[] = [];
    trades.facts$.subscribe((fact) => {
      heard.push(fact.seq);
      brake.stopped = true;
    });
    bus.family(TRADE).all$.subscribe((fact) => heard.push(fact.seq));
    trades.publish(0, 0);
    trades.publish(0, 0);
    bus.drain();
    expect([heard, bus.waiting]).toEqual([[1], 1]);
  });

  test('calls it endless when facts beget facts beyond the budget', () => {
    const { bus } = busOf({ instantBudget: 50 });
    const trades = bus.topic(TRADE, btc, 0);
    let heard = 0;
    trades.facts$.subscribe(() => {
      heard++;
      trades.publish(0, 0);
    });
    trades.publish(0, 0);
    expect(() => bus.drain()).toThrow(EndlessInstantError);
    expect(heard).toBe(51);
  });

  test('does not count what was published before against the budget', () => {
    const { bus } = busOf({ instantBudget: 10 });
    const trades = bus.topic(TRADE, btc, 0);
    let heard = 0;
    trades.facts$.subscribe(() => heard++);
    for (let i = 0; i < 1000; i++) trades.publish(i, 0);
    bus.drain();
    expect(heard).toBe(1000);
  });
});

describe('a family', () => {
  test('hears every subject, those that come later too, after the topic itself', () => {
    const { bus } = busOf();
    const heard: string[] = [];
    bus.family(TRADE).all$.subscribe((fact) => heard.push(`all ${fact.symbol}`));
    bus.topic(TRADE, btc, 0).facts$.subscribe((fact) => heard.push(`own ${fact.symbol}`));
    bus.topic(TRADE, btc, 0).publish(1, 1);
    bus.topic(TRADE, eth, 1).publish(1, 1);
    bus.drain();
    expect(heard).toEqual(['own BTC/USDT', 'all BTC/USDT', 'all ETH/USDT']);
  });

  test('is tapped at the publish, in order of arrival, until the tap is taken away', () => {
    const { bus, causality } = busOf();
    const trades = bus.topic(TRADE, btc, 4);
    const tapped: number[][] = [];
    const tap = (
      seq: number,
      timeUs: number,
      cause: number,
      origin: number,
      index: number,
      price: number,
      size: number,
    ) => {
      tapped.push([seq, timeUs, cause, origin, index, price, size]);
    };
    const first = bus.family(TRADE).tap(tap);
    const second = bus.family(TRADE).tap(tap);
    causality.set(5, 2);
    trades.publish(10, 20);
    expect(tapped).toEqual([
      [1, START, 5, 2, 4, 10, 20],
      [1, START, 5, 2, 4, 10, 20],
    ]);
    first();
    first();
    trades.publish(11, 21);
    expect(tapped).toHaveLength(3);
    second();
    trades.publish(12, 22);
    expect(tapped).toHaveLength(3);
  });

  test('refuses another type of the same name', () => {
    const { bus } = busOf();
    bus.family(TRADE);
    expect(() => bus.intents(defineIntent('trade', []))).toThrow('share a name');
  });
});

describe('an audit', () => {
  test('checks after each fact and intent, as it is published, and lets a throw through to the publisher', () => {
    const { bus, trace } = busOf();
    const checked: number[] = [];
    bus.auditWith(() => {
      checked.push(trace.sequence);
      if (trace.sequence === 4) throw new Error('an atom is missing');
    });
    bus.topic(TRADE, btc, 0).publish(1, 1);
    bus.intents(ORDER).record(0, 1, 1);
    bus.privateTopic(FILL, ['BTC/USDT']).publish(0, 8, 4);
    expect(checked).toEqual([1, 2, 3]);
    expect(() => bus.topic(TRADE, btc, 0).publish(1, 1)).toThrow('an atom is missing');
  });
});

describe('cause and origin', () => {
  test('pass from a fact to what is done while it is handed out', () => {
    const { bus, causality } = busOf();
    const trades = bus.topic(TRADE, btc, 0);
    const orders = bus.intents(ORDER);
    const tapped: number[][] = [];
    orders.tap((seq, _, cause, origin) => tapped.push([seq, cause, origin]));
    trades.facts$.subscribe((fact) => {
      if (fact.seq < 3) orders.record(0, 1, 1);
    });
    trades.publish(1, 1);
    trades.publishAsOrigin(1, 1);
    bus.drain();
    expect(tapped).toEqual([
      [3, 1, 0],
      [4, 2, 2],
    ]);
    expect([causality.cause, causality.origin]).toEqual([0, 0]);
  });

  test('are their own for intents declared an origin, and those of the moment for private facts', () => {
    const { bus, causality } = busOf();
    const tapped: number[][] = [];
    bus.intents(ORDER).tap((seq, _, cause, origin, index, price, size) => {
      tapped.push([seq, cause, origin, index, price, size]);
    });
    bus.family(FILL).tap((seq, _, cause, origin, index, account, size) => {
      tapped.push([seq, cause, origin, index, account, size]);
    });
    causality.set(40, 30);
    expect(bus.intents(ORDER).recordAsOrigin(6, 100, 2)).toBe(1);
    expect(bus.privateTopic(FILL, ['BTC/USDT']).publish(0, 8, 4)).toBe(2);
    expect(tapped).toEqual([
      [1, 40, 1, 6, 100, 2],
      [2, 40, 30, 0, 8, 4],
    ]);
  });
});
