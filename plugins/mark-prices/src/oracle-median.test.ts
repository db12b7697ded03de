import { describe, expect, test } from '@jest/globals';
import { inputs } from '../test/mark-inputs.ts';
import plugin, { OracleMedian, params } from './oracle-median.ts';

const make = (raw: object = {}): OracleMedian => new OracleMedian(params.parse(raw));

describe('oracle-median', () => {
  test('is a mark policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'mark', name: 'oracle-median', use: OracleMedian });
  });

  test("is the median of oracle and basis, book, and the book's average: Hyperliquid's docs, 'Robust price indices'", () => {
    const policy = make();
    const calm = { bid: 10_019, ask: 10_021, last: 10_020 };
    for (let nowMs = 0; nowMs <= 300_000; nowMs += 3_000) policy.price(inputs({ ...calm, nowMs }));
    const fall = { index: 9_900, bid: 9_600, ask: 9_700, last: 9_650, nowMs: 303_000 };
    // 3 s of a basis of −250 after 300 s of 20, and of a book at 9,650 after 300 s of 10,020.
    const weightOfNew = (seconds: number): number => {
      const fading = Math.exp(-3 / seconds);
      let old = 0;
      for (let k = 0; k < 100; k++) old = old * fading + 3;
      return 3 / (old * fading + 3);
    };
    const oracle = 9_900 + 20 - 270 * weightOfNew(150);
    const average = 10_020 - 370 * weightOfNew(30);
    expect(oracle).toBeGreaterThan(9_650);
    expect(average).toBeGreaterThan(oracle);
    expect(policy.price(inputs(fall))).toBeCloseTo(oracle, 6);
  });

  test('one print far away moves it no further than the best bid', () => {
    const book = { bid: 9_999, ask: 10_001 };
    const policy = make();
    expect(policy.price(inputs({ ...book, last: 10_000 }))).toBe(10_000);
    expect(policy.price(inputs({ ...book, last: 1, nowMs: 1_000 }))).toBe(9_999);
  });

  test('goes on without a book, and begins without one', () => {
    const policy = make();
    expect(policy.price(inputs({}))).toBe(10_000);
    policy.price(inputs({ bid: 10_009, ask: 10_011, last: 10_010 }));
    expect(policy.price(inputs({ index: 9_000, nowMs: 1_000 }))).toBe(9_010);
    expect(policy.price(inputs({ index: NaN, bid: 9, ask: 11, last: 10, nowMs: 2_000 }))).toBeNaN();
  });
});
