import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOUR_MS, inputs } from '../test/mark-inputs.ts';
import { fundingPrice, medianPrice } from './median-price.ts';
import plugin, { MedianOfThree, params } from './median-of-three.ts';

const make = (raw: object = {}): MedianOfThree => new MedianOfThree(params.parse(raw));

describe('median-of-three', () => {
  test('is a mark policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'mark', name: 'median-of-three', use: MedianOfThree });
  });

  test("price 1 is 10,001.5 at an index of 10,000, 0.03 % funding and 4 of 8 hours left: Binance's FAQ 'Mark Price' (2020)", () => {
    expect(fundingPrice(10_000, 0.0003, 4 * HOUR_MS, 8 * HOUR_MS)).toBeCloseTo(10_001.5, 9);
    expect(make().price(inputs({ fundingRate: 0.0003 }))).toBeCloseTo(10_001.5, 9);
  });

  test("price 2 is the index and the mean of 30 samples of the basis: Binance's FAQ 'Mark Price' (fff6ec1b)", () => {
    const policy = make();
    // Basis of 1 to 31; the first sample is 30 s old at the last and no longer counts.
    const marks = Array.from({ length: 31 }, (_, k) =>
      policy.price(inputs({ bid: 10_000 + k, ask: 10_002 + k, last: 20_000, nowMs: k * 1_000 })),
    );
    const mean = (2 + 31) / 2;
    expect(marks[30]).toBeCloseTo(10_000 + mean, 9);
  });

  test('a single print far away moves nothing', () => {
    const policy = make();
    const book = { bid: 9_999, ask: 10_003 };
    expect(policy.price(inputs({ ...book, last: 10_000.5 }))).toBe(10_000.5);
    expect(policy.price(inputs({ ...book, last: 1, nowMs: 1_000 }))).toBe(10_000);
    expect(policy.price(inputs({ ...book, last: 90_000, nowMs: 2_000 }))).toBe(10_001);
  });

  test('before the first trade it is the mean of prices 1 and 2', () => {
    expect(make().price(inputs({ bid: 10_003, ask: 10_005 }))).toBe(10_002);
  });

  test('an empty side gives no sample: older ones count until the window has passed', () => {
    const policy = make({ window: '5 s' });
    policy.price(inputs({ bid: 10_004, ask: 10_004 }));
    expect(policy.price(inputs({ ask: 10_400, last: 10_200, nowMs: 4_999 }))).toBe(10_004);
    expect(policy.price(inputs({ ask: 10_400, last: 10_200, nowMs: 5_000 }))).toBe(10_100);
  });

  test('without an index there is no mark', () => {
    expect(make().price(inputs({ index: NaN, bid: 9, ask: 11, last: 10 }))).toBeNaN();
  });

  test('lies between its inputs and is one of them when there are three', () => {
    const price = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(price, price, fc.oneof(price, fc.constant(NaN)), (a, b, c) => {
        const there = [a, b, c].filter((each) => !Number.isNaN(each));
        const median = medianPrice(a, b, c);
        expect(median).toBeGreaterThanOrEqual(Math.min(...there));
        expect(median).toBeLessThanOrEqual(Math.max(...there));
        if (there.length === 3) expect(there).toContain(median);
      }),
    );
  });
});
