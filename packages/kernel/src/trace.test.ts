import { describe, expect, test } from '@jest/globals';
import { Bus } from './bus.ts';
import { Calendar } from './calendar.ts';
import { Causality } from './causality.ts';
import { defineFact, defineIntent } from './fact.ts';
import { Trace } from './trace.ts';

const START = 1_760_128_200_000_000;
const TRADE = defineFact(
  'trade',
  ['priceTicks', 'sizeLots'],
  (seq, timeUs, cause, origin, symbol: string, ...numbers) => {
    return { type: 'trade', seq, timeUs, cause, origin, symbol, numbers };
  },
);
const FILL = defineFact(
  'fill',
  ['account', 'sizeLots'],
  (seq, timeUs, cause, origin, market: string, account, sizeLots) => {
    return { type: 'fill', seq, timeUs, cause, origin, market, account, sizeLots };
  },
);
const MARKETS = ['BTC/USDT'];
const ORDER = defineIntent('order', ['priceTicks', 'sizeLots']);

function busOf({ audit }: { audit: boolean }) {
  const causality = new Causality();
  const trace = new Trace();
  const calendar = new Calendar(START, causality);
  const brake = { stopped: false, fail: () => undefined };
  return { bus: new Bus({ calendar, causality, trace, brake, audit }), calendar, causality, trace };
}

describe('the trace', () => {
  const story = (
    listen: boolean,
    audit: boolean,
    change: (parts: ReturnType<typeof busOf>) => void = () => undefined,
  ) => {
    const parts = busOf({ audit });
    const { bus, trace } = parts;
    if (listen) {
      bus.topic(TRADE, 'BTC/USDT', 0).facts$.subscribe();
      bus.family(FILL).all$.subscribe();
      bus.family(TRADE).tap(() => undefined);
    }
    bus.topic(TRADE, 'BTC/USDT', 0).publish(100, 1);
    change(parts);
    bus.privateTopic(FILL, MARKETS).publish(0, 4, 1);
    bus.intents(ORDER).record(4, 100, 1);
    bus.drain();
    return trace.digest();
  };

  test('is the same heard or not, audited or not', () => {
    const plain = story(false, false);
    for (const [listen, audit] of [
      [true, false],
      [false, true],
      [true, true],
    ] as const)
      expect(story(listen, audit)).toBe(plain);
  });

  test('changes with each thing that is told', () => {
    const changes: ((parts: ReturnType<typeof busOf>) => void)[] = [
      () => undefined,
      ({ bus }) => bus.topic(TRADE, 'BTC/USDT', 0).publish(100, 2),
      ({ bus }) => bus.topic(TRADE, 'BTC/USDT', 0).publish(100, -2),
      ({ bus }) => bus.topic(TRADE, 'BTC/USDT', 0).publish(2, 100),
      ({ bus }) => bus.topic(TRADE, 'ETH/USDT', 1).publish(100, 2),
      ({ bus }) => bus.topic(TRADE, 'BTC/USDT', 0).publishAsOrigin(100, 2),
      ({ bus }) => bus.privateTopic(FILL, MARKETS).publish(0, 0, 2),
      ({ bus }) => bus.intents(ORDER).record(0, 100, 2),
      ({ bus, causality }) => {
        causality.set(1, 0);
        bus.topic(TRADE, 'BTC/USDT', 0).publish(100, 2);
        causality.set(0, 0);
      },
      ({ bus, causality }) => {
        causality.set(0, 1);
        bus.topic(TRADE, 'BTC/USDT', 0).publish(100, 2);
        causality.set(0, 0);
      },
      ({ calendar }) => calendar.advanceTo(START + 1),
    ];
    const digests = changes.map((change) => story(false, false, change));
    expect(new Set(digests).size).toBe(changes.length);
  });
});

test('a trace numbers from 1 and hashes what it was given, not what lies around it', () => {
  const [one, other] = [new Trace(), new Trace()];
  const take = (trace: Trace, numbers: Float64Array, from: number, count: number): number =>
    trace.take(numbers, new Int32Array(numbers.buffer), from, count);
  expect(take(one, Float64Array.of(1, 2, 3, 4), 1, 2)).toBe(1);
  expect(take(other, Float64Array.of(2, 3), 0, 2)).toBe(1);
  expect(one.digest()).toBe(other.digest());
  expect(take(one, Float64Array.of(-0.5), 0, 1)).toBe(2);
  take(other, Float64Array.of(0.5), 0, 1);
  expect(one.digest()).not.toBe(other.digest());
  expect(new Trace().sequence).toBe(0);
});

test('a trace folds a place in as what it stands for, in the fields that say so and nowhere else', () => {
  const digestOf = (names: readonly string[], place: number, lots: number) => {
    const trace = new Trace({
      fieldsOf: ({ fields }) => fields.filter((field) => field === 'account'),
      labelOf: (at) => names[at].length,
    });
    const causality = new Causality();
    const calendar = new Calendar(START, causality);
    const brake = { stopped: false, fail: () => undefined };
    const bus = new Bus({ calendar, causality, trace, brake });
    bus.privateTopic(FILL, MARKETS).publish(0, place, lots);
    return trace.digest();
  };
  expect(digestOf(['a', 'bcd'], 1, 1)).toBe(digestOf(['bcd'], 0, 1));
  expect(digestOf(['a', 'bcd'], 1, 1)).not.toBe(digestOf(['a', 'bcd'], 0, 1));
  expect(digestOf(['a', 'bcd'], 1, 1)).not.toBe(digestOf(['a', 'bcd'], 1, 0));
});
