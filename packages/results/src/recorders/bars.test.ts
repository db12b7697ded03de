import { describe, expect, test } from '@jest/globals';
import { mark, quote, trade, value } from '@ebb/sdk';
import fc from 'fast-check';
import { FakeRun, MemorySink, SECOND_US, START_US } from '../../test/fake-run.ts';
import { record } from '../record.ts';

const TICK = 10_000;

type Told =
  | { readonly at: number; readonly place: number; readonly what: 'trade'; readonly numbers: readonly number[] }
  | { readonly at: number; readonly place: number; readonly what: 'quote'; readonly numbers: readonly number[] }
  | { readonly at: number; readonly place: number; readonly what: 'mark'; readonly numbers: readonly number[] };

const place = fc.integer({ min: 0, max: 1 });
const at = fc.integer({ min: 0, max: 12_000 });
const price = fc.integer({ min: 1, max: 90_000 });
const size = fc.integer({ min: 1, max: 500 });
const bit = fc.integer({ min: 0, max: 1 });
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.tuple(at, place, price, size, fc.constantFrom(1, -1), bit).map(([ms, on, p, s, side, forced]): Told => ({
    at: ms,
    place: on,
    what: 'trade',
    numbers: [p, s, side, 1, 2, forced],
  })),
  fc
    .tuple(at, place, price, fc.integer({ min: 0, max: 90_000 }))
    .map(([ms, on, b, a]): Told => ({ at: ms, place: on, what: 'quote', numbers: [b, 5, a, 5] })),
  fc.tuple(at, price, price).map(([ms, m, i]): Told => ({ at: ms, place: 0, what: 'mark', numbers: [m, i] })),
);
const types = { trade, quote, mark };

/** Bars as one would make them with all facts at hand: filter by interval, look back for what carries. */
function naiveBars(facts: readonly Told[], endMs: number, intervalMs: number): Record<string, number | string>[] {
  const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];
  const priced = (ticks: number | undefined): number => (ticks === undefined || ticks === 0 ? NaN : ticks / TICK);
  const bars: Record<string, number | string>[] = [];
  for (let from = 0; from < endMs || facts.some((fact) => fact.at >= from); from += intervalMs) {
    for (const [on, id] of ['ATOM/USDT:USDT@alpha', 'ATOM/USDT@beta', 'BTC/USDT:USDT@alpha'].entries()) {
      const before = facts.filter((fact) => fact.place === on && fact.at < from + intervalMs);
      const trades = before.filter((fact) => fact.what === 'trade');
      const inside = trades.filter((fact) => fact.at >= from);
      const prices = inside.map((fact) => fact.numbers[0]);
      const closeTicks = last(trades)?.numbers[0];
      const carried = prices.length === 0 ? [closeTicks ?? 0] : prices;
      const lots = (list: readonly Told[]): number => list.reduce((sum, fact) => sum + fact.numbers[1], 0) / 10;
      const quoted = last(before.filter((fact) => fact.what === 'quote'))?.numbers;
      const marked = last(before.filter((fact) => fact.what === 'mark'))?.numbers;
      bars.push({
        time: START_US + from * 1000,
        market: id,
        open: priced(carried[0]),
        high: priced(Math.max(...carried)),
        low: priced(Math.min(...carried)),
        close: priced(closeTicks),
        volume: lots(inside),
        buy_volume: lots(inside.filter((fact) => fact.numbers[2] > 0)),
        trades: inside.length,
        bid: priced(quoted?.[0]),
        ask: priced(quoted?.[2]),
        mark: priced(marked?.[0]),
        index: priced(marked?.[1]),
        forced_volume: lots(inside.filter((fact) => fact.numbers[5] === 1)),
        open_interest: on === 1 ? NaN : marked === undefined ? 0 : 77,
      });
    }
  }
  return bars;
}

describe('bars', () => {
  test('are what a naive aggregation of the same facts gives', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 60 }), fc.constantFrom(250, 1000, 4000), (unsorted, intervalMs) => {
        const facts = [...unsorted].sort((a, b) => a.at - b.at);
        const run = new FakeRun();
        run.markets[0].openInterest = 77;
        const sink = new MemorySink();
        const recorder = record(run.context, sink, 'default', intervalMs * 1000);
        for (const { what, at: ms, place: on, numbers } of facts) run.tell(types[what], ms / 1000, on, ...numbers);
        run.passTo(12);
        recorder.finish();
        expect(sink.rows('bars')).toEqual(naiveBars(facts, 12_000, intervalMs));
      }),
      { numRuns: 150 },
    );
  });

  test('are regular in time through a silence, and end with the run', () => {
    const run = new FakeRun();
    const sink = new MemorySink();
    const recorder = record(run.context, sink, 'default', SECOND_US);
    run.tell(trade, 0.5, 1, 700, 3, 1, 1, 2, 0);
    run.passTo(5.25);
    recorder.finish();
    const beta = sink.rows('bars').filter((row) => row.market === 'ATOM/USDT@beta');
    expect(beta.map((row) => (Number(row.time) - START_US) / SECOND_US)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(beta.map((row) => row.close)).toEqual([0.07, 0.07, 0.07, 0.07, 0.07, 0.07]);
    expect(beta.map((row) => row.volume)).toEqual([0.3, 0, 0, 0, 0, 0]);
  });

  test('are as many as the run has intervals, the last of which takes the final instant in', () => {
    const run = new FakeRun();
    const hour = (run.context.untilUs - START_US) / SECOND_US;
    const sink = new MemorySink();
    const recorder = record(run.context, sink, 'default', SECOND_US);
    run.tell(trade, hour - 0.5, 1, 700, 3, 1, 1, 2, 0);
    run.tell(trade, hour, 1, 600, 3, 1, 1, 2, 0);
    recorder.finish();
    const beta = sink.rows('bars').filter((row) => row.market === 'ATOM/USDT@beta');
    expect(beta).toHaveLength(hour);
    expect(beta[hour - 1]).toMatchObject({ open: 0.07, close: 0.06, trades: 2 });
  });

  test('keep a fact of the very instant at which a run breaks off', () => {
    const run = new FakeRun();
    const sink = new MemorySink();
    const recorder = record(run.context, sink, 'default', SECOND_US);
    run.tell(trade, 2, 1, 700, 3, 1, 1, 2, 0);
    recorder.finish();
    expect(sink.column('bars', 'trades')).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0]);
  });

  test('refuse an interval that is no whole number of microseconds', () => {
    const run = new FakeRun();
    expect(() => record(run.context, new MemorySink(), 'default', 0.5)).toThrow(RangeError);
    expect(() => record(run.context, new MemorySink(), 'default', 0)).toThrow(RangeError);
  });
});

describe('outside values', () => {
  test('are told for each interval as they were at its end, from the first that there is', () => {
    const run = new FakeRun();
    const sink = new MemorySink();
    const recorder = record(run.context, sink, 'default', SECOND_US);
    run.tell(value, 1.2, 2, 117_000);
    run.tell(value, 1.9, 2, 116_990.5);
    run.tell(value, 3, 1, 4.1);
    run.passTo(4);
    recorder.finish();
    expect(sink.rows('values').map((row) => [(Number(row.time) - START_US) / SECOND_US, row.asset, row.value])).toEqual(
      [
        [1, 'BTC', 116_990.5],
        [2, 'BTC', 116_990.5],
        [3, 'ATOM', 4.1],
        [3, 'BTC', 116_990.5],
      ],
    );
  });
});
