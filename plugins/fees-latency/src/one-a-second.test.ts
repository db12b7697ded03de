import { describe, expect, test } from '@jest/globals';
import type { ForcedPrint, Instrument } from '@ebb/sdk';
import plugin, { OneASecond, params } from './one-a-second.ts';

const instrument = { kind: 'perp', symbol: 'BTC/USDT:USDT' } as Instrument;
const START_MS = 1_568_014_460_000;
const print = (afterMs: number): ForcedPrint => {
  return { instrument, nowMs: START_MS + afterMs, size: 0.014, side: 'sell', notional: 0.014 * 9_910 };
};
const shown = (raw: object, times: readonly number[]): number[][] => {
  const policy = new OneASecond(params.parse(raw));
  return times.map((afterMs) => policy.observe(print(afterMs)).map(({ nowMs }) => nowMs - START_MS));
};

describe('one-a-second', () => {
  test("shows the latest order within 1000 ms, and nothing when there is none: Binance's 'Liquidation Order Streams' of USDⓈ-M futures", () => {
    expect(plugin).toMatchObject({ policy: 'observation', name: 'one-a-second', use: OneASecond });
    expect(shown({}, [893, 950, 999, 1_000, 5_200, 5_300, 6_000])).toEqual([[], [], [], [999], [1_000], [], [5_300]]);
  });

  test('hands the order on as it was', () => {
    const policy = new OneASecond(params.parse({}));
    const first = print(893);
    policy.observe(first);
    expect(policy.observe(print(2_000))[0]).toBe(first);
  });

  test('may show the first of a window at once', () => {
    const times = [893, 950, 1_000, 1_001, 1_999, 2_000];
    expect(shown({ shown: 'first' }, times)).toEqual([[893], [], [1_000], [], [], [2_000]]);
  });

  test('knows windows of other lengths', () => {
    expect(shown({ window: '10 s', shown: 'first' }, [0, 9_999, 10_000])).toEqual([[0], [], [10_000]]);
    expect(params.safeParse({ window: 0 }).success).toBe(false);
  });
});
